import { makeFrame, type Frame } from '../api/frame'
import type { NeedsBatch, Traits } from '../api/traits'
import type { Err, Get, Said } from '../core/schema-types'
import { col } from '../expr/column'
import { avg } from '../expr/functions'
import { aggregate } from '../plan/nodes/aggregate'

/**
 * Each user's mean over their hourly counts: the article's headline number. Takes `processStream`'s result (grouped by
 * `username`, with windows of an hour) as a batch, such as the table its query has filled; hours in which a user did not
 * log in have no row and do not count.
 *
 * @returns `username` and `averageHourlyLogins` (DOUBLE)
 * @example
 * averageHourlyLogins(spark.table('hours', perHour))
 */
export function averageHourlyLogins<S, I extends Traits>(
  frame: Frame<S, I> & NeedsBatch<I, 'averageHourlyLogins(…)'> & CheckColumn<Get<S, 'username'>> & CheckColumn<Get<S, 'count'>>,
): Frame<{ username: 'STRING'; averageHourlyLogins: 'DOUBLE' }> {
  const { plan, context } = frame as Frame<S, I>
  return makeFrame(aggregate(plan, [col('username').expr], [avg(col('count')).as('averageHourlyLogins').expr]), context)
}

type CheckColumn<T> = T extends Err<infer M> ? Said<M> : unknown
