import type { Err, Frames, NameOf, Refused, Said, Flat } from '../core/schema-types'
import { NotSupported } from '../core/errors'
import { nearest } from '../core/nearest'
import type { Val } from '../expr/ops'
import { joinOn, joinUsing, type Join, type JoinType } from '../plan/nodes/join'
import { defineFrameMethods, derive, type FrameCore } from './frame'
import type { AstOf, Item, Text } from './items'
import type { Batch, Shape, Stream, Traits } from './traits'

declare module './frame' {
  interface Frame<in out S, in out I extends Traits> {
    /**
     * The rows of both frames that belong together: `on` is a column that both have, several of them, or a condition over
     * the columns of both. Columns joined by name stand first in the result, once. Null equals nothing; `eqNullSafe` says
     * otherwise.
     *
     * Of two streams, each row waits in the state for those of the other. A watermark on both, and a condition that bounds
     * the time of one by that of the other, let the state be cleared, and outer joins need them; rows come out in append
     * mode only. A batch frame beside a stream is read anew for each batch. Where both have
     * a column of one name, `alias` tells them apart. Spark: `join`.
     *
     * @param how `'inner'` (the default), `'left'`, `'right'`, `'full'`, `'semi'` (rows of the left that have a match, once),
     *   `'anti'` (those that have none); Spark's other names for them do too
     * @throws UNRESOLVED_USING_COLUMN_FOR_JOIN, AMBIGUOUS_REFERENCE, JOIN_CONDITION_IS_NOT_BOOLEAN_TYPE, and at `start`
     *   _LEGACY_ERROR_TEMP_3102 for what streams cannot do
     * @example
     * frame.join(frame.groupBy('user').agg({ logins: count() }), 'user', 'left')
     */
    join<T, J extends Traits, const N extends (keyof S & keyof T & string) | Text, const H extends JoinWord = 'inner'>(
      other: Frame<T, J>, on: N & CheckName<S, T, N>, how?: H & CheckHow<I, J, H>,
    ): Frame<JoinedBy<S, T, N, H>, JoinTraits<I, J>>
    join<T, J extends Traits, const Ns extends readonly ((keyof S & keyof T & string) | Text)[], const H extends JoinWord = 'inner'>(
      other: Frame<T, J>, on: { readonly [K in keyof Ns]: Ns[K] & CheckName<S, T, Ns[K]> }, how?: H & CheckHow<I, J, H>,
    ): Frame<JoinedBy<S, T, Ns[number], H>, JoinTraits<I, J>>
    join<T, J extends Traits, C extends Item, const H extends JoinWord = 'inner'>(
      other: Frame<T, J>, on: C & CheckCondition<Val<Sides<S, T>, AstOf<C>>>, how?: H & CheckHow<I, J, H>,
    ): Frame<JoinedOn<S, T, H>, JoinTraits<I, J>>

    /**
     * Each row of this frame with each of the other. Spark: `crossJoin`.
     *
     * @example
     * frame.select('user').crossJoin(spark.range(2))
     */
    crossJoin<T, J extends Traits>(other: Frame<T, J>): Frame<Flat<Sides<S, T>>, JoinTraits<I, J>>
  }
}

/** Every name Spark has for a kind of join. */
export type JoinWord = keyof typeof WORDS

const WORDS = {
  inner: 'inner', cross: 'cross',
  left: 'left', leftouter: 'left', left_outer: 'left', right: 'right', rightouter: 'right', right_outer: 'right',
  full: 'full', outer: 'full', fullouter: 'full', full_outer: 'full',
  semi: 'semi', leftsemi: 'semi', left_semi: 'semi', anti: 'anti', leftanti: 'anti', left_anti: 'anti',
} as const satisfies Record<string, JoinType>

type OneSided = 'semi' | 'leftsemi' | 'left_semi' | 'anti' | 'leftanti' | 'left_anti'

/** Columns of both sides; one that both have cannot be named any more. */
type Sides<S, T> = { [K in keyof S | keyof T]: K extends keyof S ? K extends keyof T ? K extends Frames ? Flat<S[K] & T[K]> : Twice<K> : S[K] : K extends keyof T ? T[K] : never }
type Twice<K> = string extends K ? unknown : Err<`'${K & string}' is on both sides of the join; rename one of them before, join on its name, or give both frames an alias`>

type JoinedOn<S, T, H> = H extends OneSided ? S : Flat<Sides<S, T>>
type JoinedBy<S, T, N extends string, H> = H extends OneSided ? S : Flat<Pick<S, N & keyof S> & Sides<Omit<S, N>, Omit<T, N>>>

type CheckName<S, T, N> =
  [Text] extends [N] ? unknown
    : [N] extends [keyof S] ? [N] extends [keyof T] ? unknown : Refused<`there is no column '${N & string}' on the right side of the join`, keyof T & string>
      : Refused<`there is no column '${N & string}' on the left side of the join`, keyof S & string>
type CheckCondition<V> =
  unknown extends V ? unknown
    : V extends 'BOOLEAN' ? unknown
      : V extends Err<infer M> ? Said<M> : Refused<`a join's condition is BOOLEAN, and this is ${NameOf<V>}`>

/** What a stream beside a batch frame cannot be: the side whose rows never end cannot be waited for. */
type CheckHow<I extends Traits, J extends Traits, H> =
  [I['mode'], J['mode']] extends ['stream', 'stream']
    ? H extends 'anti' | 'leftanti' | 'left_anti' ? Refused<'an anti join of two streams would wait for ever for the row that is not there'> : unknown
    : [I['mode'], J['mode']] extends ['stream', 'batch']
      ? H extends 'right' | 'rightouter' | 'right_outer' | FullWord ? Refused<'a stream joined with a batch frame can keep all of its own rows only: left, not right or full'> : unknown
      : [I['mode'], J['mode']] extends ['batch', 'stream']
        ? H extends 'left' | 'leftouter' | 'left_outer' | FullWord | OneSided ? Refused<'a batch frame joined with a stream can keep all rows of the stream only: right'> : unknown
        : unknown
type FullWord = 'full' | 'outer' | 'fullouter' | 'full_outer'

type JoinTraits<I extends Traits, J extends Traits> =
  'stream' extends I['mode'] | J['mode']
    ? Stream<I['watermark'] | J['watermark'], [I['mode'], J['mode']] extends ['stream', 'stream'] ? 'joined rows' : OtherShape<I['shape'], J['shape']>>
    : Batch<I['watermark'] | J['watermark']>
type OtherShape<A extends Shape, B extends Shape> = A extends 'rows' ? B : A

function typeOf(word: string): JoinType {
  const type = (WORDS as Readonly<Record<string, JoinType | undefined>>)[word]
  if (type !== undefined) return type
  const [near] = nearest(word, Object.keys(WORDS), 1)
  throw new NotSupported(`there is no join '${word}'`, { hint: `${near === undefined ? '' : `Did you mean '${near}'? `}Valid: inner, left, right, full, semi, anti, cross.` })
}

function joined(left: FrameCore, right: FrameCore, on: string | readonly string[] | Item, how: string): Join {
  if (typeof on === 'string') return joinUsing(left.plan, right.plan, [on], typeOf(how))
  if ('expr' in on) return joinOn(left.plan, right.plan, on.expr, typeOf(how))
  return joinUsing(left.plan, right.plan, on, typeOf(how))
}

defineFrameMethods({
  join(this: FrameCore, other: FrameCore, on: string | readonly string[] | Item, how = 'inner'): FrameCore {
    return derive(this, joined(this, other, on, how))
  },
  crossJoin(this: FrameCore, other: FrameCore): FrameCore {
    return derive(this, joinOn(this.plan, other.plan, null, 'cross'))
  },
})
