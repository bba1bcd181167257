/**
 * Kafka, live and from tape. `KafkaReader` (metadata, offsets, raw record batches) has two implementations here: a running
 * broker, over kafkajs's connection with our own requests, and a tape of segment files. `records/` turns record batches
 * into positions of keys and values, never into objects; `source/` is Spark's Kafka source on top; `KafkaWriter` is
 * kafkajs's admin and producer.
 *
 * May import: core, batch, formats. kafkajs and fzstd, and kafkajs's inner modules only in connection.ts.
 *
 * Invariants
 * - No consumer group is joined and nothing is committed to a broker.
 * - A tape and a broker give the same bytes for the same log.
 * - Offsets are numbers: exact to 2^53.
 */
export { kafka } from './source/kafka-source'
export { resolveReader, tapeRoots } from './source/resolve-reader'
export { openLiveReader } from './live-reader'
export { openTapeReader } from './tape/tape-reader'
export { recordTape } from './tape/record-tape'
export { openWriter } from './writer'
export { readRange } from './read-range'
export type { FetchRequest, FetchedRecords, Isolation, KafkaReader, TopicMetadata } from './reader'
export type { KafkaWriter, OutgoingRecord } from './writer'
export type { TapeJson } from './tape/tape-json'
export * from './errors'
