/**
 * Api: how a query is said. `spark` reads, a `Frame` says what is to become of the rows, `writeStream` and `collect` have
 * it done. Methods are thin: they make nodes of a plan and keep, for the compiler, what the frame now is: its columns
 * (`S`) and its traits (stream or batch, watermark, aggregate). What Spark refuses at `start()` is a type error here,
 * whose message is a sentence.
 *
 * May import: core, batch, formats, expr, connectors, plan, engine, connect.
 *
 * `prove/` plays a query's recorded input through both engines and compares.
 *
 * Invariants
 * - Frames, readers and writers never change; each method gives a new one.
 * - What the compiler refuses the plan refuses too, in the same words, for those who write JavaScript.
 * - Each method stands in the file of what a reader looks for (`columns`, `duplicates`, `filter`, `time`, `groups`, `order`, `union`,
 *   `read`, `write`) and joins `Frame` by declaration merging; nothing imports those files but this one.
 */
import './columns'
import './duplicates'
import './filter'
import './groups'
import './join'
import './missing'
import './observe'
import './read'
import './statistics'
import './time'
import './union'
import './write'

export { fromDanfo } from './danfo'
export type { Frame } from './frame'
export type { Grouped } from './groups'
export type { JoinWord } from './join'
export type { JsonRow } from '../plan/json-row'
export type { KafkaOptions } from './kafka-options'
export { memoryStream, type MemoryStream } from './memory-stream'
export { Observation } from './observe'
export { asc, desc, type Ordering } from './order'
export type { KafkaRecord, KafkaRecordWithHeaders, RateRecord, TextRecord } from './own-schemas'
export type { FrameReader } from './reader'
export { prove, type Difference, type ProvedInput, type ProveOptions, type Receipt } from './prove'
export { rowsBehind, type BehindColumns, type RowsBehind, type RowsBehindOptions } from './rows-behind'
export { SparkSession, spark, type SessionBuilder } from './spark'
export type { Batch, Stream, Traits } from './traits'
export type { WithInitialState } from './groups'
export type { TransformOptions } from './transform-with-state'
export type { ExpiredTimerInfo, ListState, MapState, StatefulProcessor, StatefulProcessorHandle, TimeMode, TimerValues, ValueState } from '../plan/stateful-processor'
export type { TriggerOptions } from './trigger'
export type { StreamWriter } from './write'
export { Window, type WindowSpec } from './window-spec'
export * from './errors'
