import type { Batch } from '../batch/batch'
import type { Schema } from '../core/data-type'
import type { Clock } from '../core/clock'
import { defineError } from '../core/errors'
import type { Files } from '../core/files'

/** What every source and sink of this room implements, and what the engine knows of them. */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** A position in a source, as the checkpoint writes it down: for Kafka `{"topic_log":{"0":23,"1":7}}`. */
export type Offset = Json

export const UnknownOption = defineError({ code: 'UNKNOWN_OPTION', fault: 'user' })
export const InvalidOption = defineError({ code: 'INVALID_OPTION', fault: 'user' })
export const UnknownFormat = defineError({ code: 'DATA_SOURCE_NOT_FOUND', fault: 'user' })
export const DataLoss = defineError({ code: 'DATA_LOSS', fault: 'external' })

export type SourceOptions = Readonly<Record<string, string | number | boolean | undefined>>

/** A source opened for one query. Offsets are planned, written down by the engine, and only then read. */
export interface Source {
  /** As progress shows it: `KafkaV2[Subscribe[topic_log]]`. */
  readonly description: string
  readonly schema: Schema
  /** Where a new query starts; called once, its answer goes to the checkpoint. */
  initialOffset(): Promise<Offset>
  /** Fixes the end for `availableNow`: later data is not this run's. */
  freezeEnd(): Promise<void>
  /**
   * The end of the batch that starts at `from`, within the source's own rate limits (or all there is, where
   * `unlimited`). Equal to `from` where there is nothing new.
   */
  planEnd(from: Offset, unlimited: boolean): Promise<Offset>
  /** The newest offset there is, for progress; null where a source cannot know (files). */
  latestOffset(): Promise<Offset | null>
  /**
   * The rows of `(from, to]`, as batches of any size in a stable order, holding at least `columns` of the schema. A source
   * that takes records apart itself tells `report` of the bad ones, before it gives the batch that holds them.
   */
  read(from: Offset, to: Offset, columns: readonly string[], report?: RecordReport): AsyncIterable<Batch>
  /** Rows up to `to` are committed: the source may forget them. */
  commit(to: Offset): Promise<void>
  /** How many records lie between `at` and the newest there is now, by partition; left out where a source cannot know. */
  behind?(at: Offset): Promise<readonly PartitionLag[]>
  /** What progress says of this source beside offsets, rates and `behind`; measured, or left out. */
  metrics?(at: Offset): Promise<Readonly<Record<string, string>>>
  /** What a report says of where the data came from: topic, tape hash, broker version, … */
  provenance?(): Promise<Readonly<Record<string, Json>>>
  close(): Promise<void>
}

/** How far a reader is behind the newest record of a partition. */
export interface PartitionLag {
  /** As the origin lane calls it: a topic, `memory`. */
  readonly source: string
  readonly partition: number
  readonly records: number
}

/** Told of a row of the batch that comes next which could not be read as it was meant: its number, why, its bytes. */
export type RecordReport = (row: number, reason: string, raw: () => Uint8Array) => void

/** A source's own notes, kept beside its checkpoint: what an offset's number stands for. In memory where there is none. */
export interface SourceLog {
  entries(): readonly Json[]
  append(entry: Json): void
}

/** What a source may need of its surroundings. */
export interface SourceContext {
  readonly streaming: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
  readonly log: SourceLog
  /** The disk; without it the real one. */
  readonly files?: Files
  /** Called for conditions a person should hear of once. */
  warn(message: string): void
}

/** A kind of source, by its Spark name. One line in `sources.ts` each. */
export interface SourceFormat {
  readonly format: string
  readonly options: readonly string[]
  /** Checks the options and gives the schema, without touching the outside world. */
  schemaOf(options: SourceOptions, given: Schema | null): Schema
  open(options: SourceOptions, given: Schema | null, context: SourceContext): Promise<Source>
}

export type OutputMode = 'append' | 'update' | 'complete'

/** A sink opened for one query. `write` may be called again with the same batchId after a crash and must not repeat rows. */
export interface Sink {
  /** As progress shows it. */
  readonly description: string
  /** Refuses modes it cannot take before anything runs. */
  readonly modes: readonly OutputMode[]
  write(batch: SinkBatch): Promise<SinkResult>
  close(): Promise<void>
}

export interface SinkBatch {
  readonly batchId: number
  readonly schema: Schema
  readonly mode: OutputMode
  readonly batches: readonly Batch[]
  /** A sink that stages rows before it makes them visible calls this in between. */
  readonly staged?: () => void
}

export interface SinkResult {
  /** -1 where the sink cannot know (foreachBatch), as Spark's progress has it. */
  readonly numOutputRows: number
}

export interface SinkContext {
  readonly queryId: string
  readonly queryName: string | null
  readonly checkpoint: string | null
  /** The disk; without it the real one. */
  readonly files?: Files
  /** Where a sink may put a table that others read by name. */
  readonly tables: TableRegistry
}

/** A catalog, as far as sinks know it. */
export interface TableRegistry {
  table(name: string): SinkTable | undefined
  register(table: SinkTable): void
}

export interface SinkTable {
  readonly name: string
  readonly schema: Schema
  batches(): readonly Batch[]
}

export interface SinkFormat {
  readonly format: string
  readonly options: readonly string[]
  open(options: SourceOptions, schema: Schema, context: SinkContext): Promise<Sink>
}
