import type { Flat, NameOf, Refused } from '../core/schema-types'
import type { Common } from '../expr/type-rules'
import { union, unionByName } from '../plan/nodes/union'
import { setOperation, type SetOperation } from '../plan/nodes/set-operation'
import { defineFrameMethods, derive, type FrameCore } from './frame'
import type { Batch, NeedsBatch, Shape, Stream, Traits } from './traits'

declare module './frame' {
  interface Frame<in out S, in out I extends Traits> {
    /**
     * The rows of both frames; columns are paired by position, and both become what is wider: INT beside BIGINT is
     * BIGINT. Duplicates stay. Spark: `union`.
     *
     * @throws NUM_COLUMNS_MISMATCH, INCOMPATIBLE_COLUMN_TYPE naming the pair
     * @example
     * frame.union(frame).where(col('user').eq('ada'))
     */
    union<T, J extends Traits>(other: Frame<T, J> & CheckPairs<S, T>): Frame<Paired<S, T>, United<I, J>>

    /**
     * The rows of both frames; columns are paired by name, in the order of this one's. Spark: `unionByName`.
     *
     * @param options `allowMissingColumns`: a column that only one side has is null in the rows of the other, and those of
     *   the right side stand last; default false
     * @throws _LEGACY_ERROR_TEMP_1201 for a column that the other has not, INCOMPATIBLE_COLUMN_TYPE
     * @example
     * frame.unionByName(frame.select('n', 'user'), { allowMissingColumns: true })
     */
    unionByName<T, J extends Traits, const M extends boolean = false>(
      other: Frame<T, J> & CheckNames<S, T, M>, options?: { readonly allowMissingColumns?: M },
    ): Frame<Flat<Named<S, T>>, United<I, J>>

    /**
     * The rows that are in both frames, each once; null equals null. Columns are paired by position. Spark: `intersect`.
     *
     * @throws NUM_COLUMNS_MISMATCH, INCOMPATIBLE_COLUMN_TYPE, UNSUPPORTED_FEATURE.SET_OPERATION_ON_MAP_TYPE
     * @example
     * frame.select('user').intersect(frame.where(col('n').gt(1)).select('user'))
     */
    intersect<T>(this: NeedsBatch<I, 'intersect'>, other: Frame<T, Batch> & CheckPairs<S, T>): Frame<Paired<S, T>, Batch>
    /**
     * As `intersect`, and a row that is in both several times comes out as often. Spark: `intersectAll`.
     *
     * @example
     * frame.intersectAll(frame)
     */
    intersectAll<T>(this: NeedsBatch<I, 'intersectAll'>, other: Frame<T, Batch> & CheckPairs<S, T>): Frame<Paired<S, T>, Batch>

    /**
     * The rows that the other frame has not, each once; null equals null. Columns are paired by position. Spark:
     * `subtract`, `EXCEPT`.
     *
     * @throws NUM_COLUMNS_MISMATCH, INCOMPATIBLE_COLUMN_TYPE, UNSUPPORTED_FEATURE.SET_OPERATION_ON_MAP_TYPE
     * @example
     * frame.subtract(frame.where(col('n').gt(1)))
     */
    subtract<T>(this: NeedsBatch<I, 'subtract'>, other: Frame<T, Batch> & CheckPairs<S, T>): Frame<Paired<S, T>, Batch>
    /**
     * As `subtract`, and each row of the other takes away one of these. Spark: `exceptAll`.
     *
     * @example
     * frame.union(frame).exceptAll(frame)
     */
    exceptAll<T>(this: NeedsBatch<I, 'exceptAll'>, other: Frame<T, Batch> & CheckPairs<S, T>): Frame<Paired<S, T>, Batch>
  }
}

// The compiler does not know the order of columns: what two frames both have is taken for a pair, and the rest is not known.
type Paired<S, T> = { [K in keyof S]: K extends keyof T ? CommonOrUnknown<S[K], T[K]> : unknown }
type CommonOrUnknown<A, B> = [Common<A, B>] extends [never] ? unknown : Common<A, B>
/** Frames of the same names whose columns cannot meet. */
type CheckPairs<S, T> =
  [keyof S, keyof T] extends [keyof T, keyof S]
    ? [Clash<S, T>] extends [never] ? unknown
      : Clash<S, T> extends infer K extends keyof S & keyof T & string ? Refused<`'${K}' is ${NameOf<S[K]>} here and ${NameOf<T[K]>} there; cast one of them`> : never
    : unknown
type Clash<S, T> = { [K in keyof S & keyof T]: [Meets<S[K], T[K]>] extends [true] ? never : K }[keyof S & keyof T] & string
/** A STRING becomes what it is paired with, where that is no nested type. */
type Meets<A, B> = [Common<A, B>] extends [never] ? ['STRING', A | B] extends [A | B, string] ? true : false : true

type Named<S, T> = { [K in keyof S | keyof T]: K extends keyof S ? K extends keyof T ? CommonOrUnknown<S[K], T[K]> : S[K] : K extends keyof T ? T[K] : never }
type CheckNames<S, T, M> =
  [Clash<S, T>] extends [never]
    ? M extends true ? unknown
      : [keyof S, keyof T] extends [keyof T, keyof S] ? unknown
        : Refused<"both sides of unionByName need the same columns, or say { allowMissingColumns: true }; these are on one side only", Exclude<keyof S, keyof T> | Exclude<keyof T, keyof S>>
    : Clash<S, T> extends infer K extends keyof S & keyof T & string ? Refused<`'${K}' is ${NameOf<S[K]>} here and ${NameOf<T[K]>} there; cast one of them`> : never

/** A stream on either side makes a stream; a column keeps its watermark where either side has one on it. */
type United<I extends Traits, J extends Traits> =
  'stream' extends I['mode'] | J['mode']
    ? Stream<I['watermark'] | J['watermark'], UnitedShape<I['shape'], J['shape']>>
    : Batch<I['watermark'] | J['watermark']>
type UnitedShape<A extends Shape, B extends Shape> = A extends 'rows' ? B : A

function setOf(left: FrameCore, right: FrameCore, keeps: SetOperation['keeps'], all: boolean): FrameCore {
  return derive(left, setOperation(left.plan, right.plan, keeps, all))
}

defineFrameMethods({
  union(this: FrameCore, other: FrameCore): FrameCore {
    return derive(this, union(this.plan, other.plan))
  },
  unionByName(this: FrameCore, other: FrameCore, options: { readonly allowMissingColumns?: boolean } = {}): FrameCore {
    return derive(this, unionByName(this.plan, other.plan, options.allowMissingColumns === true))
  },
  intersect(this: FrameCore, other: FrameCore): FrameCore { return setOf(this, other, 'intersect', false) },
  intersectAll(this: FrameCore, other: FrameCore): FrameCore { return setOf(this, other, 'intersect', true) },
  subtract(this: FrameCore, other: FrameCore): FrameCore { return setOf(this, other, 'except', false) },
  exceptAll(this: FrameCore, other: FrameCore): FrameCore { return setOf(this, other, 'except', true) },
})
