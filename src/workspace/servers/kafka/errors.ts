import { defineError } from '../../../core/errors'

/** No `java` on the PATH, or one too old for Kafka 4. */
export const JavaMissing = defineError({ code: 'JAVA_MISSING', fault: 'external' })

/** No `mvn` on the PATH, and the broker's jars are not there yet. */
export const MavenMissing = defineError({ code: 'MAVEN_MISSING', fault: 'external' })

/** Maven could not fetch the broker's jars. */
export const KafkaJarsUnresolved = defineError({ code: 'KAFKA_JARS_UNRESOLVED', fault: 'external', retryable: true })

export { PortTaken } from '../errors'

/** The broker died, or was not ready in time. */
export const KafkaStartFailed = defineError({ code: 'KAFKA_START_FAILED', fault: 'external' })

/** Ctrl-C, or the caller's signal, while the broker was starting. */
export const KafkaStartInterrupted = defineError({ code: 'KAFKA_START_INTERRUPTED', fault: 'user' })

/** The broker did not die when told to. */
export const KafkaStopFailed = defineError({ code: 'KAFKA_STOP_FAILED', fault: 'external' })
