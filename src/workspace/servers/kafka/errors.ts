import { defineError } from '../../../core/errors'

/** Maven could not fetch the broker's jars. */
export const KafkaJarsUnresolved = defineError({ code: 'KAFKA_JARS_UNRESOLVED', fault: 'external', retryable: true })

export { JavaMissing, MavenMissing, PortTaken } from '../errors'

/** The broker died, or was not ready in time. */
export const KafkaStartFailed = defineError({ code: 'KAFKA_START_FAILED', fault: 'external' })

/** Ctrl-C, or the caller's signal, while the broker was starting. */
export const KafkaStartInterrupted = defineError({ code: 'KAFKA_START_INTERRUPTED', fault: 'user' })

/** The broker did not die when told to. */
export const KafkaStopFailed = defineError({ code: 'KAFKA_STOP_FAILED', fault: 'external' })
