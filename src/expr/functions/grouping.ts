import { defineError } from '../../core/errors'
import { argument, type AstOf, type ColumnOrName } from '../argument'
import { makeCall, type Column } from '../column'
import { register, type AggregateFunction } from '../registry'
import type { Pass } from '../type-rules'

declare module '../ops' {
  interface Ops<S, R> {
    groupingId: [S, R] extends never ? never : 'BIGINT'
    grouping: R extends readonly [infer A] ? Pass<S, A, 'TINYINT'> : never
  }
}

const NoGroupingSets = defineError({ code: 'UNSUPPORTED_GROUPING_EXPRESSION', fault: 'user' })

/**
 * Which keys of a `rollup` or a `cube` a row does not tell apart: a bit a key, the first one highest. 0 is a row of all keys;
 * it tells a subtotal's null from a null that was there. Spark: `grouping_id`.
 *
 * @throws UNSUPPORTED_GROUPING_EXPRESSION outside of rollup and cube
 * @example
 * groupingId()
 */
export function groupingId(): Column<['groupingId']> {
  return makeCall('groupingId', [])
}

/**
 * Whether a row of a `rollup` or a `cube` is of all values of that key: 1 where it does not tell them apart, 0 where it does.
 * TINYINT. Spark: `grouping`.
 *
 * @param column one of the keys, as `rollup` or `cube` was given it
 * @throws UNSUPPORTED_GROUPING_EXPRESSION outside of rollup and cube; GROUPING_COLUMN_MISMATCH for what is no key
 * @example
 * grouping('user')
 */
export function grouping<const C extends ColumnOrName>(column: C): Column<['grouping', AstOf<C>]> {
  return makeCall('grouping', [argument(column)])
}

function ofSets(name: string, spark: string): AggregateFunction {
  return {
    is: 'aggregate', name, spark,
    resultType: () => {
      throw new NoGroupingSets(`${name} stands among the aggregates of rollup and cube only`, { hint: 'Write rollup(…) or cube(…) instead of groupBy(…).' })
    },
    nullable: () => false,
    accumulator: () => { throw new NoGroupingSets(`${name} is no aggregate of its own`) },
  }
}

register(ofSets('groupingId', 'grouping_id'), ofSets('grouping', 'grouping'))
