import type { Instant } from '../core/instant'
import type { WatermarkPolicy } from './watermarks'

export interface OpenWindow {
  readonly start: Instant
  readonly end: Instant
  /** Groups that wait in it. */
  readonly groups: number
  /** It closes in the batch after one that has seen an event at or beyond this time. */
  readonly needsEventTime: Instant
}

/** An open window, and how far the stream is from closing it. */
export interface WaitingWindow extends OpenWindow {
  /** From the newest event time to the one it needs, ms; 0 where the next batch closes it, null before any event. */
  readonly missingMs: number | null
}

/** What keeps a query from giving output, or what a person who waits for it should know. */
export type WhyKind =
  | 'failed' | 'stopped' | 'complete' | 'starting' | 'no-data' | 'waiting-for-trigger'
  | 'malformed' | 'filtered' | 'no-event-time' | 'late' | 'watermark' | 'several-watermarks' | 'slow-partition' | 'idle-partition'
  | 'output'

export interface WhyReason {
  readonly kind: WhyKind
  /** One or two sentences. */
  readonly text: string
}

/** Where a query's watermark stands. */
export interface WatermarkStand {
  /** Null until an event has moved it. */
  readonly at: Instant | null
  /** Which of several counts: the lowest, or the highest (`spark.sql.streaming.multipleWatermarkPolicy`). */
  readonly policy: WatermarkPolicy
  readonly newestEventTime: Instant | null
  readonly nodes: readonly WatermarkNodeStand[]
}

/** One `withWatermark`: the newest event time over all partitions below it, minus its delay. */
export interface WatermarkNodeStand {
  readonly column: string
  readonly delayMs: number
  readonly at: Instant | null
  readonly newestEventTime: Instant | null
  /** Whether the query's watermark is this one's. */
  readonly holds: boolean
}

/** What one partition of a source has brought since the run began. */
export interface PartitionStand {
  /** Topic, file or stream, by its own name. */
  readonly source: string
  readonly partition: number
  /** Rows that came as far as the watermark; those filtered out before it are not among them. */
  readonly rows: number
  readonly newestEventTime: Instant | null
  /** How far its newest event time is behind the newest of all, ms; null where it has none. */
  readonly behindMs: number | null
  /** When the last batch ran that had records of it; null where none had. */
  readonly lastRecordsAt: Instant | null
  /** No records for a minute, or none at all while other partitions had some. */
  readonly idle: boolean
}

/**
 * Why there is no output yet, as `query.why()` gives it: frozen, as things stood at the call. Printed, it is the answer in
 * sentences; iterated, it gives the open windows.
 */
export interface Why extends Iterable<WaitingWindow> {
  /** The weightiest first. */
  readonly reasons: readonly WhyReason[]
  /** What would help, in a sentence each. */
  readonly help: readonly string[]
  /** In the order in which they close. */
  readonly openWindows: readonly WaitingWindow[]
  /** Null without `withWatermark`. */
  readonly watermark: WatermarkStand | null
  readonly partitions: readonly PartitionStand[]
  toString(): string
}
