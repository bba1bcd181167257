/**
 * A real Apache Kafka on this machine, for `tidemark up kafka`, the live tests and the making of tapes: one node in KRaft
 * mode from Maven's jars, state in one folder, a process of its own. Needs Java 17 and Maven; nothing here speaks Kafka's
 * protocol.
 */
export { startKafka } from './start-kafka'
export type { RunningKafka, StartKafkaOptions } from './start-kafka'
export { stopKafka } from './stop-kafka'
export type { StopKafkaOptions } from './stop-kafka'
export { kafkaVersion } from './resolve-jars'
export { missingKafkaTools } from '../java-tools'
export * from './errors'
