import type { TopicMetadata } from './wire/metadata'

export type Isolation = 'read_committed' | 'read_uncommitted'

/** A transaction that was given up: its producer's transactional batches from `firstOffset` to its marker do not count. */
export interface AbortedTransaction {
  readonly producerId: number
  readonly firstOffset: number
}

/** Which offset of a partition: its ends, or the first record at or after a moment (ms since the epoch). */
export type OffsetAt = 'earliest' | 'latest' | { readonly timestamp: number }

export interface FetchRequest {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  /** Default 8 MiB. A batch that is larger still comes, whole. */
  readonly maxBytes?: number
  /** How long a live broker may wait for the first record. Default 0: answer at once. */
  readonly maxWaitMs?: number
  /** Default `read_committed`: nothing from the last stable offset on, and the aborted list with it. */
  readonly isolation?: Isolation
}

export interface FetchedRecords {
  /** Record batches v2, byte for byte as the broker keeps them; the first may start before the offset asked for, the last may be cut off. */
  readonly bytes: Uint8Array
  readonly highWatermark: number
  readonly lastStableOffset: number
  readonly logStartOffset: number
  /** Transactions aborted within the bytes; may repeat from one fetch to the next. Null under `read_uncommitted`. */
  readonly aborted: readonly AbortedTransaction[] | null
  /** Where the bytes are from, for errors: `topic_log[2] on 127.0.0.1:9092`, or a file. */
  readonly from: string
}

/**
 * How a topic is read: a live broker, a tape of segment files, or a simulator; none joins a consumer group, and each
 * gives the same bytes for the same log. Offsets are planned by the caller.
 */
export interface KafkaReader {
  /** For messages and provenance: `127.0.0.1:9092`, or the tape's folder. */
  readonly name: string
  readonly kind: 'live' | 'tape'
  /** Names of the topics there are, without the broker's internal ones. */
  topics(): Promise<string[]>
  /** Topic id, partitions, leaders and their epochs. Throws UNKNOWN_TOPIC with the nearest names. */
  metadata(topic: string): Promise<TopicMetadata>
  /**
   * Offsets of all given partitions. `latest` is the last stable offset under `read_committed` (the default), else the high
   * watermark; a moment later than every record gives null.
   */
  offsets(topic: string, partitions: readonly number[], at: OffsetAt, isolation?: Isolation): Promise<Map<number, number | null>>
  /** Throws OFFSET_OUT_OF_RANGE where the partition does not hold the offset; its end gives no bytes. */
  fetch(request: FetchRequest): Promise<FetchedRecords>
  /** What is known of where the data are from: broker, or tape and hash. */
  provenance(): Promise<Readonly<Record<string, string>>>
  close(): Promise<void>
}

export type { TopicMetadata } from './wire/metadata'
