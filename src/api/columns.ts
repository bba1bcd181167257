import type { Aliased, Err, Flat, Frames, FramesOf, PathsOf, Said, StarsOf } from '../core/schema-types'
import type { Column } from '../expr/column'
import type { ColumnRef, Expression } from '../expr/expression'
import type { Val } from '../expr/ops'
import { frameAlias } from '../plan/nodes/frame-alias'
import { drop, project, withColumn, withColumnRenamed } from '../plan/nodes/project'
import { defineFrameMethods, derive, type FrameCore } from './frame'
import {
  itemExpression, type AstOf, type CheckName, type ColumnsOf, type Given, type Item, type Items, type Text, type WatermarkOf,
} from './items'
import type { Marked, Traits } from './traits'

declare module './frame' {
  interface Frame<in out S, in out I extends Traits> {
    /**
     * The columns named, in this order. Takes paths (`'user'`, `'e.user'`), stars (`'*'`, `'e.*'`), `col('user')`, and
     * expressions that have a name (`upper(col('user')).as('u')`). Spark: `select`.
     *
     * @throws UNRESOLVED_COLUMN naming the nearest column
     * @example
     * frame.select('user', col('n').plus(1).as('next'))
     */
    select<const As extends readonly (PathsOf<S> | StarsOf<S> | '*' | Given)[]>(
      ...columns: Items<S, As>
    ): Frame<ColumnsOf<S, As>, Marked<I, WatermarkOf<I['watermark'], As>>>

    /**
     * All columns, with this one replaced, or added at the end. Spark: `withColumn`.
     *
     * @example
     * frame.withColumn('next', col('n').plus(1))
     */
    withColumn<const N extends string, C extends Item>(
      name: N,
      value: C & CheckValue<S, AstOf<C>>,
    ): Frame<Flat<Omit<S, N> & { [K in N]: Val<S, AstOf<C>> }>, Marked<I, Exclude<I['watermark'], N>>>

    /**
     * The same columns, one of them under another name. Spark: `withColumnRenamed`, which ignores a name that is not
     * there; here that is a red underline.
     *
     * @example
     * frame.withColumnRenamed('user', 'username')
     */
    withColumnRenamed<const A extends (keyof S & string) | Text, const B extends string>(
      from: A & CheckName<S, A>,
      to: B,
    ): Frame<{ [K in keyof S as Renamed<K, A, B>]: S[K] }, Marked<I, Renamed<I['watermark'], A, B>>>

    /**
     * The same rows under a name, by which columns can be said where a join has two of one name: `col('l.user')`, `'l.*'`.
     * A name given before is forgotten. Spark: `alias`.
     *
     * @example
     * frame.alias('l').join(frame.alias('r'), col('l.user').eq(col('r.user'))).select('l.user', col('r.n').as('other'))
     */
    alias<const N extends string>(name: N): Frame<Aliased<S, N>, Marked<I, I['watermark'] | `${N}.${I['watermark']}`>>

    /**
     * All columns but these: by name, or a column where two have one name: `drop(col('r.user'))`. Spark: `drop`; names that
     * are not there are ignored at run time, as in Spark.
     *
     * @example
     * frame.drop('n')
     */
    drop<const Ns extends readonly ((keyof S & string) | Text)[]>(
      ...names: { [K in keyof Ns]: Ns[K] & CheckName<S, Ns[K]> }
    ): Frame<{ [K in keyof S as Exclude<K, Ns[number]>]: S[K] }, Marked<I, Exclude<I['watermark'], Ns[number]>>>
    drop<const P extends string>(column: Column<['col', P]> & CheckValue<S, ['col', P]>): Frame<Dropped<S, P>, I>
  }
}

/** Of two columns of one name, the other one stays. */
type Dropped<S, P extends string> = P extends `${infer H}.${infer C}`
  ? { [K in keyof S as K extends C ? S[K] extends Err<unknown> ? K : never : K]: K extends C ? OtherOf<FramesOf<S>, H, C> : S[K] }
  : { [K in keyof S as Exclude<K, P>]: S[K] }
type OtherOf<F, H, C> = F extends { readonly [K in Frames]: infer A } ? { [M in Exclude<keyof A, H>]: C extends keyof A[M] ? A[M][C] : never }[Exclude<keyof A, H>] : unknown

type CheckValue<S, A> = Val<S, A> extends Err<infer M> ? Said<M> : unknown
type Renamed<K, A, B extends string> = K extends A ? B : K

defineFrameMethods({
  select(this: FrameCore, ...columns: (string | Item)[]): FrameCore {
    return derive(this, project(this.plan, columns.map(itemExpression)))
  },
  withColumn(this: FrameCore, name: string, value: { readonly expr: Expression }): FrameCore {
    return derive(this, withColumn(this.plan, name, value.expr))
  },
  withColumnRenamed(this: FrameCore, from: string, to: string): FrameCore {
    return derive(this, withColumnRenamed(this.plan, from, to))
  },
  alias(this: FrameCore, name: string): FrameCore {
    return derive(this, frameAlias(this.plan, name))
  },
  drop(this: FrameCore, ...columns: (string | { readonly expr: ColumnRef })[]): FrameCore {
    return derive(this, drop(this.plan, columns.map(one => (typeof one === 'string' ? one : one.expr))))
  },
})
