import type { Batch } from '../batch/batch'
import type { Json, OutputMode, PartitionLag, Sink, SinkFormat, SourceOptions } from '../connectors/contract'
import type { Schema } from '../core/data-type'
import type { TidemarkError } from '../core/errors'
import type { LedgerEntry } from '../core/ledger'
import type { MarkKey } from './behind-mark'
import type { Node } from './node'
import type { OpenWindow, Why } from './why'

export type { OpenWindow }

/** When batches run: as fast as they come, on multiples of an interval (ms), until what is there now is done, or all of that in one. */
export type Trigger =
  | { readonly kind: 'processing-time'; readonly intervalMs: number }
  | { readonly kind: 'available-now' }
  | { readonly kind: 'once' }

/** What happens to a record that cannot be read: `keep` is Spark's way (null fields, row stays, a copy in the ledger). */
export type BadRecords = 'keep' | 'quarantine' | 'fail'

export interface QuerySpec {
  readonly plan: Node
  readonly name: string | null
  readonly mode: OutputMode
  readonly trigger: Trigger
  readonly sink: SinkSpec
  /** A folder; null = state lives only as long as the query. */
  readonly checkpoint: string | null
  readonly badRecords: BadRecords
}

export type SinkSpec =
  | { readonly format: SinkFormat; readonly options: SourceOptions }
  | {
      readonly sink: Sink
      /** What it shows is what there is by then: rows may come later than their batch, and in other pieces. Default false. */
      readonly view?: boolean
    }

/** Runs plans. `embedded` does here; another engine may elsewhere. */
export interface Engine {
  readonly name: string
  collect(plan: Node): Promise<readonly Batch[]>
  /** Checks, opens and starts; the query runs on in the background. */
  start(spec: QuerySpec): Promise<StreamingQuery>
  /** What it would do; a promise where it runs elsewhere. */
  explain(plan: Node): string | Promise<string>
  readonly streams: StreamingQueryManager
}

export interface Table {
  readonly name: string
  readonly schema: Schema
  batches(): readonly Batch[]
}

/** Tables by name: what memory sinks fill and `spark.table` reads. */
export interface Catalog {
  table(name: string): Table | undefined
  register(table: Table): void
  drop(name: string): void
  names(): readonly string[]
}

export interface QueryStatus {
  readonly message: string
  readonly isDataAvailable: boolean
  readonly isTriggerActive: boolean
}

/** How a query ended: it had read what it was to read, somebody stopped it, or it failed. */
export type QueryEnding = 'complete' | 'stopped' | 'failed'

/** A running streaming query, as Spark's. */
export interface StreamingQuery {
  /** Survives a restart from the checkpoint. */
  readonly id: string
  readonly runId: string
  readonly name: string | null
  readonly isActive: boolean
  readonly status: QueryStatus
  /** How it ended, or null while it runs. */
  readonly ending: QueryEnding | null
  /** The newest progress, or null before the first batch. */
  readonly lastProgress: QueryProgress | null
  /** The last 100. */
  readonly recentProgress: readonly QueryProgress[]
  /** Copies of rows that were malformed, late or quarantined. */
  readonly ledger: Ledger
  /** Resolves when the query ends (true) or after `timeoutMs` (false); throws what made it fail. */
  awaitTermination(timeoutMs?: number): Promise<boolean>
  /** Resolves when everything that was there at the call has been processed. */
  processAllAvailable(): Promise<void>
  /** What made it fail, or null. */
  exception(): TidemarkError | null
  /** What it does, the result on top; a promise where it runs elsewhere. */
  explain(): string | Promise<string>
  /**
   * Why there is no output yet: what the query waits for, every open window with the event time it still needs, what
   * holds the watermark, partition by partition, and what would help.
   */
  why(): Why
  /** Where the data came from: sources, offset ranges, watermark, versions. */
  provenance(): Promise<Readonly<Record<string, Json>>>
  /** The rows that went into the group with this key, read again; an engine that cannot say leaves it out. */
  rowsBehind?(key: MarkKey, limit: number): Promise<RowsBehindMark>
  stop(): Promise<void>
  /** Called after each batch, in order, before the next begins. */
  onProgress(listener: (progress: QueryProgress) => void): () => void
  /**
   * Called once when the query has ended, at once where it has already; `stop()` and `awaitTermination()` resolve behind it,
   * so that what it draws or writes last is there.
   */
  onEnd(listener: () => void | Promise<void>): () => void
}

/** What is behind a mark of a query's result. */
export interface RowsBehindMark {
  /** The first of them: `topic`, `partition`, `offset`, `counted`, then their own columns. */
  readonly rows: Batch
  readonly total: number
  /** How many of them came too late to be counted. */
  readonly late: number
  /** Whether the ledger has kept every late row. */
  readonly exact: boolean
}

/** Kept entries and full counts: entries beyond `capacity` are counted but not kept. */
export interface Ledger {
  readonly entries: readonly LedgerEntry[]
  readonly counts: Readonly<Record<LedgerEntry['kind'], number>>
  readonly capacity: number
}

/** The JSON a Spark user knows; what is not measured is left out. */
export interface QueryProgress {
  readonly id: string
  readonly runId: string
  readonly name: string | null
  readonly timestamp: string
  readonly batchId: number
  readonly batchDuration: number
  readonly numInputRows: number
  readonly inputRowsPerSecond?: number
  readonly processedRowsPerSecond?: number
  readonly durationMs: Readonly<Record<string, number>>
  readonly eventTime: Readonly<Record<string, string>>
  readonly stateOperators: readonly StateOperatorProgress[]
  readonly sources: readonly SourceProgress[]
  readonly sink: { readonly description: string; readonly numOutputRows: number }
  /** What `observe` was asked of this batch, by its name; left out where nothing was. */
  readonly observedMetrics?: Readonly<Record<string, Readonly<Record<string, Json>>>>
  /** Beside Spark's: rows this batch copied to the ledger. */
  readonly ledger: Readonly<Record<LedgerEntry['kind'], number>>
}

export interface StateOperatorProgress {
  readonly operatorName: string
  readonly numRowsTotal: number
  readonly numRowsUpdated: number
  readonly allUpdatesTimeMs: number
  readonly numRowsRemoved: number
  readonly allRemovalsTimeMs: number
  readonly commitTimeMs: number
  readonly memoryUsedBytes: number
  readonly numRowsDroppedByWatermark: number
  readonly numShufflePartitions: number
  readonly numStateStoreInstances: number
}

export interface SourceProgress {
  readonly description: string
  readonly startOffset: Json
  readonly endOffset: Json
  readonly latestOffset: Json
  readonly numInputRows: number
  readonly inputRowsPerSecond?: number
  readonly processedRowsPerSecond?: number
  readonly metrics?: Readonly<Record<string, string>>
  /** Beside Spark's: the records between `endOffset` and the newest there was when the batch had ended, by partition. */
  readonly behind?: readonly PartitionLag[]
}

/** Hears of every query of a session. */
export interface StreamingQueryListener {
  onQueryStarted?(event: { id: string; runId: string; name: string | null; timestamp: string }): void
  onQueryProgress?(event: { progress: QueryProgress }): void
  onQueryIdle?(event: { id: string; runId: string; timestamp: string }): void
  onQueryTerminated?(event: { id: string; runId: string; exception: string | null; errorClassOnException: string | null }): void
}

/** The running queries of a session, as Spark's `spark.streams`. */
export interface StreamingQueryManager {
  readonly active: readonly StreamingQuery[]
  /** Those that have ended since the session began or `resetTerminated()`, the newest hundred. */
  readonly terminated: readonly StreamingQuery[]
  get(id: string): StreamingQuery | undefined
  /** Resolves when any query has ended since the session began or `resetTerminated()`; throws what made it fail. */
  awaitAnyTermination(timeoutMs?: number): Promise<boolean>
  /** Forgets the queries that have ended. */
  resetTerminated(): void
  addListener(listener: StreamingQueryListener): void
  removeListener(listener: StreamingQueryListener): void
}
