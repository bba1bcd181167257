import type { Batch } from '../../batch/batch'
import type { OutputMode, RecordReport } from '../../connectors/contract'
import type { Clock } from '../../core/clock'
import type { Schema } from '../../core/data-type'
import type { LedgerEntry } from '../../core/ledger'
import type { RowOrigin } from '../../core/origin'
import type { Expression } from '../../expr/expression'
import type { Bound } from '../../expr/registry'
import type { BadRecords, OpenWindow, StateOperatorProgress } from '../../plan/query'
import type { Node } from '../../plan/node'
import type { Observed } from '../../plan/nodes/observe'
import type { PartitionSeen } from './partition-times'

/** One part of a running plan: pulls batches from below and gives batches on. */
export interface Operator {
  rows(run: BatchRun): AsyncIterable<Batch>
}

/** One micro-batch, as operators see it. */
export interface BatchRun {
  readonly batchId: number
  /** The wall time written to the offset log: what `currentTimestamp()` says, also when the batch runs again. */
  readonly batchTimeMs: number
  /** Null on a batch frame: groups come out once, at the end, and watermarks mean nothing. */
  readonly mode: OutputMode | null
  /** Rows at or before it are late: the previous batch's watermark. */
  readonly lateMs: number
  /** Groups that end at or before it are done: this batch's watermark. */
  readonly watermarkMs: number
  readonly badRecords: BadRecords
  readonly clock: Clock
  readonly ledger: BatchLedger
  /** The rows of source `index` that this batch holds; `report` hears of bad ones before the batch they are in comes. */
  read(index: number, columns: readonly string[], report?: RecordReport): AsyncIterable<Batch>
  /** The rows of a batch frame as it is now: the other side of a join with a stream. */
  collect(plan: Node): Promise<readonly Batch[]>
  /** The run with the query's own watermarks, where an operator above was given others. */
  readonly query?: BatchRun
  /** Lets timers and sockets have their turn between two batches. */
  pause(): Promise<void>
}

/** Takes copies of rows that went wrong. Rows are counted; what they were is asked for only while there is room. */
export interface BatchLedger {
  add(kind: LedgerEntry['kind'], entry: () => Omit<LedgerEntry, 'kind' | 'batchId'>): void
  /** As `add`, but a record that several expressions stumble over counts once. */
  addOnce(kind: LedgerEntry['kind'], origin: RowOrigin | null, entry: () => Omit<LedgerEntry, 'kind' | 'batchId'>): void
}

/** An operator that remembers from batch to batch. */
export interface StatefulOperator extends Operator {
  /** Spark's name for it, in progress and checkpoint. */
  readonly name: string
  /** Whether a batch without data can change its state or give rows, once the watermark has moved. */
  readonly usesWatermark: boolean
  /** Whether a batch without data would call a timer of processing time. */
  isDue?(nowMs: number): boolean
  /** The watermark that reaches it while the query's is at `ms`; by default the same. */
  watermarkAt?(ms: number): number
  snapshot(): Uint8Array
  /** Takes a snapshot's state, or none, instead of what there is. */
  restore(snapshot: Uint8Array | null): void
  /** The figures of the batch that ran last; the snapshot's are added by who takes it. */
  figures(): StateFigures
  openWindows(): readonly OpenWindow[]
}

export type StateFigures = Pick<StateOperatorProgress,
  'operatorName' | 'numRowsTotal' | 'numRowsUpdated' | 'allUpdatesTimeMs' | 'numRowsRemoved' | 'allRemovalsTimeMs' | 'memoryUsedBytes' | 'numRowsDroppedByWatermark'>

/** What a plan's operators have in common while they are made. */
export interface Build {
  operator(node: Node): Operator
  /** Makes a node known by its sources and watermarks, of which no row is asked: it has no state, and nothing of it is worked out. */
  idle(node: Node): void
  /** Gives an expression types and a kernel; its constants are worked out before the first row. */
  bind(of: Expression, schema: Schema): Bound
  readonly mode: OutputMode | null
  /** The place of this source among the query's; one scan of one frame, used twice, is one source. */
  source(node: Extract<Node, { source: unknown }>): number
  watermark(of: WatermarkNode): void
  stateful(operator: StatefulOperator): StatefulOperator
  /** Figures of each batch, for its progress. */
  observed(of: Observation): void
  /** A line that may not change while a checkpoint lives. */
  pin(line: string): void
}

/** What a batch's rows came to at one place of the plan. */
export interface Observation {
  readonly name: string
  /** Of the batch that ran last. */
  values(): Observed
}

/** A watermark node as the tracker sees it. */
export interface WatermarkNode {
  /** The column that holds the event time. */
  readonly column: string
  readonly delayMs: number
  /** Of the rows seen in the batch that ran last. */
  stats(): EventTimeStats
  /** The same rows by the partition they came from. */
  partitions(): readonly PartitionSeen[]
}

/** Milliseconds, floored. `count` 0 = no row was seen. */
export interface EventTimeStats {
  readonly count: number
  readonly max: number
  readonly min: number
  readonly avg: number
}
