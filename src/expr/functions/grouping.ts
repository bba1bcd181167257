import { defineError } from '../../core/errors'
import { makeCall, type Column } from '../column'
import { register } from '../registry'

declare module '../ops' {
  interface Ops<S, R> { groupingId: [S, R] extends never ? never : 'BIGINT' }
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

register({
  is: 'aggregate', name: 'groupingId', spark: 'grouping_id',
  resultType: () => {
    throw new NoGroupingSets('groupingId stands among the aggregates of rollup and cube only', { hint: 'Write rollup(…) or cube(…) instead of groupBy(…).' })
  },
  nullable: () => false,
  accumulator: () => { throw new NoGroupingSets('groupingId is no aggregate of its own') },
})
