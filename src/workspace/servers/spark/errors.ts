import { defineError } from '../../../core/errors'

/** The project's Python environment could not be made, or PySpark not be installed in it. */
export const PySparkUnresolved = defineError({ code: 'PYSPARK_UNRESOLVED', fault: 'external', retryable: true })

/** Maven could not fetch the jars of Spark's Kafka connector. */
export const SparkJarsUnresolved = defineError({ code: 'SPARK_JARS_UNRESOLVED', fault: 'external', retryable: true })

/** The server died, or was not ready in time. */
export const SparkStartFailed = defineError({ code: 'SPARK_START_FAILED', fault: 'external' })

/** Ctrl-C, or the caller's signal, while the server was starting. */
export const SparkStartInterrupted = defineError({ code: 'SPARK_START_INTERRUPTED', fault: 'user' })

/** The server that runs has no cluster, so that workers can neither join nor leave it. */
export const SparkNotACluster = defineError({ code: 'SPARK_NOT_A_CLUSTER', fault: 'user' })
