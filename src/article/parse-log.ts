import { makeFrame, type Frame } from '../api/frame'
import type { Batch, Stream, Traits } from '../api/traits'
import type { Err, Get, NameOf, Refused, Said } from '../core/schema-types'
import { col } from '../expr/column'
import { fromJson } from '../expr/functions'
import { filter } from '../plan/nodes/filter'
import { project } from '../plan/nodes/project'

/** What `parseLog` makes of a record. */
export interface LogRow { username: 'STRING'; action_type: 'STRING'; timestamp: 'TIMESTAMP' }

type CheckRecords<V> =
  unknown extends V ? unknown
    : V extends 'BINARY' ? unknown
      : V extends Err<infer M> ? Said<M> : Refused<`parseLog reads records with a BINARY value, and 'value' is ${NameOf<V>}`>
type Fresh<I extends Traits> = I['mode'] extends 'stream' ? Stream : Batch

/**
 * Kafka records to log rows: `user` becomes `username`, `action` becomes `action_type`, `timestamp` stays the event time.
 * Rows where one of the three is missing or cannot be read are taken out, and counted in the query's ledger and progress
 * as quarantined, each with its topic, partition and offset; a Spark server counts them in the query's progress and keeps none.
 *
 * @param frame records with a BINARY `value` of JSON such as `{"user":"John Smith","action":"login","timestamp":"2021-10-29T10:37:23Z"}`
 * @example
 * parseLog(spark.readStream.kafka({ subscribe: 'topic_log', startingOffsets: 'earliest' }))
 */
export function parseLog<S, I extends Traits>(frame: Frame<S, I> & CheckRecords<Get<S, 'value'>>): Frame<LogRow, Fresh<I>> {
  const { plan, context } = frame as Frame<S, I>
  const read = project(plan, [fromJson(col('value').cast('STRING'), 'user STRING, action STRING, timestamp TIMESTAMP').as('log').expr])
  const named = project(read, [col('log.user').as('username').expr, col('log.action').as('action_type').expr, col('log.timestamp').as('timestamp').expr])
  const whole = col('username').isNotNull().and(col('action_type').isNotNull()).and(col('timestamp').isNotNull())
  return makeFrame(filter(named, whole.expr, 'parseLog: user, action or timestamp is missing or cannot be read'), context)
}
