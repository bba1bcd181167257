import { isNull } from '../../batch/vector'
import { holdsMap, typeName } from '../../core/data-type'
import type { Err, MapOf, NameOf } from '../../core/schema-types'
import { argument, type AstOf, type ColumnOrName } from '../argument'
import { makeCall, type Column } from '../column'
import { compareAt } from '../kernels/compare-rows'
import { keptRows } from '../kernels/kept-rows'
import type { Val } from '../ops'
import { register, TypeMismatch, type AggregateFunction } from '../registry'
import type { Arg } from '../type-rules'

type Picked<S, R> = R extends readonly [infer A] ? Val<S, A> : never
type PickedBy<S, Name extends string, R> =
  R extends readonly [infer A, infer B] ? Arg<S, Name, 'anything', B> extends infer V
    ? V extends Err<unknown> ? V : unknown extends V ? Val<S, A> : V extends MapOf<unknown, unknown> ? Err<`${Name} needs an order to choose by, and this is ${NameOf<V>}`> : Val<S, A>
    : never : never

declare module '../ops' {
  interface Ops<S, R> {
    first: Picked<S, R>
    last: Picked<S, R>
    firstValue: Picked<S, R>
    lastValue: Picked<S, R>
    anyValue: Picked<S, R>
    minBy: PickedBy<S, 'minBy', R>
    maxBy: PickedBy<S, 'maxBy', R>
  }
}

/** What `first`, `last` and `anyValue` do with nulls. */
export interface PickOptions {
  /** Takes the first (or last) value that is not null. Default false: a null counts. */
  readonly ignoreNulls?: boolean
}

/**
 * The value of a group's first row, in the order in which rows come: Spark leaves it open which that is, here it is the
 * order of the source. Spark: `first`, `first_value`.
 *
 * @example
 * first('action')
 */
export function first<const C extends ColumnOrName>(column: C, options: PickOptions = {}): Column<['first', AstOf<C>]> {
  return makeCall('first', [argument(column)], { ...options })
}

/**
 * The value of a group's last row, in the order in which rows come. Spark: `last`, `last_value`.
 *
 * @example
 * last('action', { ignoreNulls: true })
 */
export function last<const C extends ColumnOrName>(column: C, options: PickOptions = {}): Column<['last', AstOf<C>]> {
  return makeCall('last', [argument(column)], { ...options })
}

/**
 * As `first`; over a window, the value of the frame's first row. Spark: `first_value`.
 *
 * @example
 * firstValue('action')
 */
export function firstValue<const C extends ColumnOrName>(column: C, options: PickOptions = {}): Column<['firstValue', AstOf<C>]> {
  return makeCall('firstValue', [argument(column)], { ...options })
}

/**
 * As `last`; over a window, the value of the frame's last row. Spark: `last_value`.
 *
 * @example
 * lastValue('action', { ignoreNulls: true })
 */
export function lastValue<const C extends ColumnOrName>(column: C, options: PickOptions = {}): Column<['lastValue', AstOf<C>]> {
  return makeCall('lastValue', [argument(column)], { ...options })
}

/**
 * Some value of a group: the first one. Spark: `any_value`.
 *
 * @example
 * anyValue('action')
 */
export function anyValue<const C extends ColumnOrName>(column: C, options: PickOptions = {}): Column<['anyValue', AstOf<C>]> {
  return makeCall('anyValue', [argument(column)], { ...options })
}

/**
 * The value of `column` in the row of a group whose `by` is least; rows without a `by` do not count. Spark: `min_by`.
 *
 * @example
 * minBy('action', 'timestamp')
 */
export function minBy<const A extends ColumnOrName, const B extends ColumnOrName>(column: A, by: B): Column<['minBy', AstOf<A>, AstOf<B>]> {
  return makeCall('minBy', [argument(column), argument(by)])
}

/**
 * The value of `column` in the row of a group whose `by` is greatest: a user's newest action. Rows without a `by` do
 * not count. Spark: `max_by`.
 *
 * @example
 * maxBy('action', 'timestamp')
 */
export function maxBy<const A extends ColumnOrName, const B extends ColumnOrName>(column: A, by: B): Column<['maxBy', AstOf<A>, AstOf<B>]> {
  return makeCall('maxBy', [argument(column), argument(by)])
}

function pick(name: string, spark: string, newest: boolean): AggregateFunction {
  return {
    is: 'aggregate', name, spark,
    resultType: ([of]) => of,
    nullable: () => true,
    accumulator: ([type], _, { ignoreNulls }) => keptRows({
      types: [type],
      takes: ([column], row) => ignoreNulls !== true || !isNull(column, row),
      replaces: () => newest,
    }),
  }
}

function pickBy(name: string, spark: string, sign: 1 | -1): AggregateFunction {
  return {
    is: 'aggregate', name, spark,
    resultType: ([of, by]) => {
      if (holdsMap(by)) throw new TypeMismatch(`${name} needs an order to choose by, and this is ${typeName(by)}`, { hint: 'Take one of its entries with getItem.' })
      return of
    },
    nullable: () => true,
    accumulator: types => keptRows({
      types,
      takes: ([, by], row) => !isNull(by, row),
      // Of rows that tie, Spark keeps the last: it goes on only while the one it has is really better.
      replaces: ([, by], row, kept) => sign * compareAt(by, row, by, kept) >= 0,
    }),
  }
}

register(
  pick('first', 'first', false), pick('last', 'last', true),
  pick('firstValue', 'first_value', false), pick('lastValue', 'last_value', true), pick('anyValue', 'any_value', false),
  pickBy('minBy', 'min_by', -1), pickBy('maxBy', 'max_by', 1),
)
