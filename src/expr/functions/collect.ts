import { arrayOf, BOOLEAN, holdsMap, typeName } from '../../core/data-type'
import type { ArrayOf, Err } from '../../core/schema-types'
import { argument, type AstOf, type ColumnOrName } from '../argument'
import { makeCall, type Column } from '../column'
import { collected } from '../kernels/collected'
import { extremes } from '../kernels/extremes'
import type { Val } from '../ops'
import { register, TypeMismatch, type AggregateFunction } from '../registry'
import type { Takes } from '../type-rules'

type Listed<S, R> = R extends readonly [infer A] ? Val<S, A> extends infer V ? V extends Err<unknown> ? V : ArrayOf<V> : never : never

declare module '../ops' {
  interface Ops<S, R> {
    collectList: Listed<S, R>
    collectSet: Listed<S, R>
    boolAnd: Takes<S, 'boolAnd', R, ['a BOOLEAN'], 'BOOLEAN'>
    boolOr: Takes<S, 'boolOr', R, ['a BOOLEAN'], 'BOOLEAN'>
  }
}

/**
 * A group's values as an ARRAY, in the order in which rows come, nulls left out; never null. On a stream the arrays
 * are state and grow with their groups. Spark: `collect_list`, `array_agg`.
 *
 * @example
 * collectList('action')
 */
export function collectList<const C extends ColumnOrName>(column: C): Column<['collectList', AstOf<C>]> {
  return makeCall('collectList', [argument(column)])
}

/**
 * A group's different values as an ARRAY, nulls left out; never null. Spark leaves their order open; here they stand in
 * the order in which they first came. Spark: `collect_set`.
 *
 * @example
 * collectSet('action')
 */
export function collectSet<const C extends ColumnOrName>(column: C): Column<['collectSet', AstOf<C>]> {
  return makeCall('collectSet', [argument(column)])
}

/**
 * Whether a condition holds in every row of a group, nulls left out; null where there is nothing else.
 * Spark: `bool_and`, `every`.
 *
 * @example
 * boolAnd(col('n').gt(0))
 */
export function boolAnd<const C extends ColumnOrName>(condition: C): Column<['boolAnd', AstOf<C>]> {
  return makeCall('boolAnd', [argument(condition)])
}

/**
 * Whether a condition holds in some row of a group, nulls left out; null where there is nothing else.
 * Spark: `bool_or`, `some`.
 *
 * @example
 * boolOr(col('action').eq('login'))
 */
export function boolOr<const C extends ColumnOrName>(condition: C): Column<['boolOr', AstOf<C>]> {
  return makeCall('boolOr', [argument(condition)])
}

function collecting(name: string, spark: string, distinct: boolean): AggregateFunction {
  return {
    is: 'aggregate', name, spark,
    resultType: ([of]) => {
      if (distinct && holdsMap(of)) throw new TypeMismatch(`${name} needs values that can be told apart, and this is ${typeName(of)}`, { hint: 'Take one of its entries with getItem.' })
      return arrayOf(of)
    },
    nullable: () => false,
    accumulator: (_, type) => {
      if (type.kind !== 'array') throw new TypeMismatch(`${name} makes an ARRAY, and not ${typeName(type)}`)
      return collected(type, distinct)
    },
  }
}

/** False comes before true: all of them hold where the least does, some where the greatest does. */
function quantifier(name: string, spark: string, sign: 1 | -1): AggregateFunction {
  return {
    is: 'aggregate', name, spark,
    resultType: ([of]) => {
      if (of.kind !== 'boolean' && of.kind !== 'null') throw new TypeMismatch(`${name} needs a BOOLEAN, and this is ${typeName(of)}`, { hint: 'Compare it with something: .eq(…), .gt(…).' })
      return BOOLEAN
    },
    nullable: () => true,
    accumulator: () => extremes(BOOLEAN, sign),
  }
}

register(
  collecting('collectList', 'collect_list', false), collecting('collectSet', 'collect_set', true),
  quantifier('boolAnd', 'bool_and', -1), quantifier('boolOr', 'bool_or', 1),
)
