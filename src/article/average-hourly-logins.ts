import { makeFrame, type Frame } from '../api/frame'
import type { Batch } from '../api/traits'
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
export function averageHourlyLogins<S extends { username: unknown; count: unknown }>(frame: Frame<S, Batch>): Frame<{ username: 'STRING'; averageHourlyLogins: 'DOUBLE' }> {
  return makeFrame(aggregate(frame.plan, [col('username').expr], [avg(col('count')).as('averageHourlyLogins').expr]), frame.context)
}
