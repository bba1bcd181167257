/**
 * A real Apache Spark on this machine, for `tidemark up spark` and the live tests: PySpark's jars from PyPI, the Kafka
 * connector from Maven, a Spark Connect server in a process of its own, with `workers` a standalone cluster beside it;
 * state in one folder. Needs Java 17; nothing here speaks Spark's protocol.
 */
export { startSpark, type RunningSpark, type StartSparkOptions } from './start-spark'
export { stopSpark, type StopSparkOptions } from './stop-spark'
export { sparkVersion } from './resolve-pyspark'
export * from './errors'
