import { makeFrame, type Frame } from '../api/frame'
import type { Batch, Stream, Traits } from '../api/traits'
import { defineError } from '../core/errors'
import { parseDuration } from '../core/duration'
import type { Err, Flat, Get, NameOf, Refused, Said, StructOf } from '../core/schema-types'
import { col, lit } from '../expr/column'
import { count, window } from '../expr/functions'
import { aggregate } from '../plan/nodes/aggregate'
import { filter } from '../plan/nodes/filter'
import { project } from '../plan/nodes/project'
import { quote } from '../plan/names'
import { resolvePath } from '../expr/bind'
import { isStreaming } from '../plan/node'
import { watermarkDelayMs } from '../plan/metadata'

/** A window that ten-minute periods do not fill exactly. */
export const WindowNotInPeriods = defineError({ code: 'WINDOW_NOT_IN_PERIODS', fault: 'user' })
/** A stream without a watermark would never close a window. */
export const NoWatermark = defineError({ code: 'WATERMARK_MISSING', fault: 'user' })

const PERIOD_MINUTES = 10

export interface ProcessOptions<G extends string> {
  /** The column to count by, beside the window. */
  readonly groupByColumn: G
  /** A multiple of ten minutes; default `'1 hour'`. */
  readonly windowDuration?: string
  /** The `action_type` that is counted; default `'login'`. */
  readonly action?: string
}

/** The columns of the result: see `processStream`. */
type Processed<S, G extends string> = Flat<
  { timestamp: StructOf<{ start: 'TIMESTAMP'; end: 'TIMESTAMP' }> } & { [K in G]: Get<S, G> } &
  { period: 'INT'; periodLength: 'INT'; count: 'BIGINT'; avgCount: 'DOUBLE' }>
type Closing<I extends Traits> = I['mode'] extends 'stream' ? Stream<never, 'closing aggregate'> : Batch
type CheckLog<S, I extends Traits> = CheckType<S, 'timestamp', 'TIMESTAMP'> & CheckType<S, 'action_type', 'STRING'> & CheckWatermark<I>
type CheckType<S, N extends string, T> =
  unknown extends Get<S, N> ? unknown
    : Get<S, N> extends T ? unknown
      : Get<S, N> extends Err<infer M> ? Said<M> : Refused<`processStream reads '${N}' as ${T & string}, and it is ${NameOf<Get<S, N>>}`>
type CheckWatermark<I extends Traits> =
  I['mode'] extends 'stream'
    ? 'timestamp' extends I['watermark'] ? unknown : Refused<"processStream needs a watermark: write .withWatermark('timestamp', '10 minutes') before it">
    : unknown
type CheckGroup<S, G extends string> = [Get<S, G>] extends [Err<infer M>] ? Said<M> : unknown

/**
 * Counts one action (logins) per window and per value of a column. The columns, as we read the article's:
 * `timestamp`, the window (a struct of `start` and `end`); the group column; `period`, the window's length in minutes
 * (60); `periodLength`, how many ten-minute periods it has (6); `count`, the logins in the window (BIGINT); `avgCount`,
 * logins per ten-minute period, empty periods included (`count / periodLength`, DOUBLE).
 *
 * @param frame rows with `action_type` and a `timestamp` that has a watermark (a stream without one is a type error)
 * @throws WINDOW_NOT_IN_PERIODS, INVALID_DURATION, UNRESOLVED_COLUMN
 * @example
 * processStream(logs.withWatermark('timestamp', '10 minutes'), { groupByColumn: 'username', windowDuration: '1 hour' })
 */
export function processStream<S, I extends Traits, const G extends (keyof S & string) | (string & {})>(
  frame: Frame<S, I> & CheckLog<S, I>, options: ProcessOptions<G> & { readonly groupByColumn: CheckGroup<S, G> },
): Frame<Processed<S, G>, Closing<I>> {
  const { groupByColumn, windowDuration = '1 hour', action = 'login' } = options
  const { plan, context } = frame as Frame<S, I>
  if (isStreaming(plan) && watermarkDelayMs(resolvePath('timestamp', plan.schema)) === undefined) {
    throw new NoWatermark("processStream needs a watermark on 'timestamp'", { hint: "Write .withWatermark('timestamp', '10 minutes') before it." })
  }
  const minutes = parseDuration(windowDuration).micros / 60e6
  if (minutes % PERIOD_MINUTES !== 0) {
    throw new WindowNotInPeriods(`a window of '${windowDuration}' is no multiple of ten minutes, and avgCount is a mean over ten-minute periods`, { hint: "Use '10 minutes', '30 minutes', '1 hour', …" })
  }
  const periods = minutes / PERIOD_MINUTES
  const key = col(quote(groupByColumn))
  const kept = filter(plan, col('action_type').eq(action).expr)
  const counted = aggregate(kept, [window('timestamp', windowDuration).as('window').expr, key.expr], [count().as('count').expr])
  const shaped = project(counted, [
    col('window').as('timestamp').expr, key.expr, lit(minutes).as('period').expr, lit(periods).as('periodLength').expr,
    col('count').expr, col('count').divide(lit(periods)).as('avgCount').expr,
  ])
  return makeFrame(shaped, context)
}
