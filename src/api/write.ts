import type { OutputMode, SourceOptions } from '../connectors/contract'
import { foreachBatchSink } from '../connectors/foreach-batch/foreach-batch-sink'
import type { Refused } from '../core/schema-types'
import { local } from '../plan/nodes/local'
import type { BadRecords, QuerySpec, SinkSpec, StreamingQuery, Trigger } from '../plan/query'
import { defineFrameMethods, makeFrame, type Frame, type FrameCore } from './frame'
import { splitOptions } from './query-options'
import type { Batch, Traits } from './traits'
import { AS_FAST_AS_ROWS_COME, triggerOf, type TriggerOptions } from './trigger'

declare module './frame' {
  interface Frame<in out S, in out I extends Traits> {
    /**
     * Where a stream's results go, and how: ends with `start()`. Spark: `writeStream`.
     *
     * @example
     * await stream.writeStream.format('memory').queryName('seen').start()
     */
    readonly writeStream: I['mode'] extends 'stream' ? StreamWriter<S, I>
      : Refused<'writeStream needs a stream, and this frame is a batch; start from spark.readStream'>
  }
}

/** A streaming query being described: each method returns a new one. Spark: `DataStreamWriter`. */
export interface StreamWriter<S, I extends Traits, M extends OutputMode = 'append'> {
  /**
   * `append` (the default): each result row once, when it can no longer change. `update`: the groups that changed in a
   * batch. `complete`: the whole result, each batch. Spark: `outputMode`.
   *
   * @example
   * hourly.writeStream.outputMode('update').queryName('hourly')
   */
  outputMode<const N extends OutputMode>(mode: N & CheckMode<I, N>): StreamWriter<S, I, N>
  /**
   * The sink: `'memory'` (a table named by `queryName`; the default), `'console'`, `'json'`, `'csv'`, …
   *
   * @throws DATA_SOURCE_NOT_FOUND at `start`, naming the nearest
   *
   * @example
   * stream.writeStream.format('console')
   */
  format(name: string): StreamWriter<S, I, M>
  /**
   * The query's name, unique among running queries, and the memory sink's table.
   *
   * @example
   * stream.writeStream.queryName('seen')
   */
  queryName(name: string): StreamWriter<S, I, M>
  /**
   * When batches run; by default as fast as rows come.
   *
   * @throws INVALID_TRIGGER, INVALID_DURATION
   *
   * @example
   * stream.writeStream.queryName('seen').trigger({ processingTime: '10 seconds' })
   */
  trigger(of: TriggerOptions): StreamWriter<S, I, M>
  /**
   * One option of the sink, or of the query: `checkpointLocation` (a folder), `queryName`, `badRecords`.
   *
   * @throws UNKNOWN_OPTION at `start`, naming the nearest
   *
   * @example
   * stream.writeStream.format('console').option('numRows', 5)
   */
  option(name: string, value: string | number | boolean): StreamWriter<S, I, M>
  /** As `option`, several at once. */
  options(of: SourceOptions): StreamWriter<S, I, M>
  /**
   * What happens to a record that cannot be read: `keep` (the default, Spark's way: null fields, a copy in the ledger),
   * `quarantine` (the row goes to the ledger only) or `fail` (the query stops).
   *
   * @example
   * stream.writeStream.queryName('seen').badRecords('quarantine')
   */
  badRecords(what: BadRecords): StreamWriter<S, I, M>
  /**
   * Calls `work` with each batch's result as a frame. It may be called again with the same `batchId` after a crash:
   * make its effect the same. Spark: `foreachBatch`.
   *
   * @example
   * stream.writeStream.foreachBatch(async (frame, batchId) => { console.log(batchId, await frame.collect()) })
   */
  foreachBatch(work: (frame: Frame<S, Batch>, batchId: number) => unknown): StreamWriter<S, I, M>
  /**
   * Checks the query, starts it, and lets it run on in the background. `path` is for sinks that write files.
   *
   * @throws STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION, STREAMING_QUERY_NAME_TAKEN, UNKNOWN_OPTION
   * @example
   * const query = await stream.writeStream.queryName('seen').start()
   */
  start(this: CheckMode<I, M>, path?: string): Promise<StreamingQuery>
}

/** Spark's rules of output modes, as a sentence where one is broken. */
export type CheckMode<I extends Traits, M> =
  I['shape'] extends 'sorted aggregate'
    ? M extends 'complete' ? unknown : Refused<"a sorted stream runs in complete mode only: outputMode('complete')">
    : I['shape'] extends 'joined rows' ? M extends 'append' ? unknown : Refused<"a join of two streams runs in append mode only">
    : M extends 'update'
      ? I['shape'] extends 'sessions' | 'closing sessions' ? Refused<"sessions grow and merge, and cannot be sent in update mode; use outputMode('append') or 'complete'"> : unknown
    : M extends 'append'
      ? I['shape'] extends 'aggregate' | 'sessions' ? Refused<AppendNeedsWatermark> : unknown
      : M extends 'complete'
        ? I['shape'] extends 'rows' ? Refused<"complete needs an aggregate; without one use 'append'"> : unknown
        : unknown

type AppendNeedsWatermark =
  "append of an aggregate needs withWatermark before groupBy, and a window of that column among its keys; 'update' and 'complete' do not"

interface Draft {
  readonly mode: OutputMode
  readonly format: string
  readonly name: string | null
  readonly trigger: Trigger
  readonly options: SourceOptions
  readonly badRecords: BadRecords
  readonly foreachBatch: ((frame: FrameCore, batchId: number) => unknown) | null
}

const BLANK: Draft = {
  mode: 'append', format: 'memory', name: null, trigger: AS_FAST_AS_ROWS_COME, options: {}, badRecords: 'keep', foreachBatch: null,
}

function writer(of: FrameCore, draft: Draft): object {
  const but = (more: Partial<Draft>): object => writer(of, { ...draft, ...more })
  return Object.freeze({
    outputMode: (mode: OutputMode) => but({ mode }),
    format: (format: string) => but({ format }),
    queryName: (name: string) => but({ name }),
    trigger: (trigger: TriggerOptions) => but({ trigger: triggerOf(trigger) }),
    option: (name: string, value: string | number | boolean) => but({ options: { ...draft.options, [name]: value } }),
    options: (more: SourceOptions) => but({ options: { ...draft.options, ...more } }),
    badRecords: (badRecords: BadRecords) => but({ badRecords }),
    foreachBatch: (work: Draft['foreachBatch']) => but({ foreachBatch: work }),
    start: async (path?: string) => of.context.start(specOf(of, draft, path)),
  })
}

function specOf(of: FrameCore, draft: Draft, path: string | undefined): QuerySpec {
  const { own, sink } = splitOptions(path === undefined ? draft.options : { ...draft.options, path })
  const badRecords = own.badRecords ?? draft.badRecords
  return {
    plan: of.plan, name: draft.name ?? own.queryName ?? null, mode: draft.mode, trigger: draft.trigger,
    sink: sinkOf(of, draft, sink), checkpoint: own.checkpointLocation ?? null, badRecords,
  }
}

function sinkOf(of: FrameCore, draft: Draft, options: SourceOptions): SinkSpec {
  const { foreachBatch } = draft
  if (foreachBatch !== null) {
    return { sink: foreachBatchSink(async ({ batchId, schema, batches }) => {
      await foreachBatch(makeFrame(local(`batch ${batchId}`, schema, () => batches), of.context), batchId)
    }) }
  }
  return { format: of.context.sinkFormat(draft.format), options }
}

defineFrameMethods({
  get writeStream(): object { return writer(this, BLANK) },
})
