import { defineError } from '../../core/errors'

/** The broker has no such topic, or the tape records another. */
export const UnknownTopic = defineError({ code: 'UNKNOWN_TOPIC', fault: 'user' })

/** The topic has no such partition. */
export const UnknownPartition = defineError({ code: 'UNKNOWN_PARTITION', fault: 'user' })

/** Nobody answers at the address, or what answers is no Kafka broker. */
export const BrokerUnreachable = defineError({ code: 'BROKER_UNREACHABLE', fault: 'external', retryable: true })

/** The broker refused the credentials, or rights are missing. */
export const KafkaNotAuthorized = defineError({ code: 'KAFKA_NOT_AUTHORIZED', fault: 'user' })

/** The broker does not speak the protocol versions needed. */
export const BrokerTooOld = defineError({ code: 'BROKER_TOO_OLD', fault: 'external' })

/** The broker answered with an error that passes: a leader is moving, a coordinator is loading. */
export const KafkaBusy = defineError({ code: 'KAFKA_BUSY', fault: 'external', retryable: true })

/** The broker answered with any other error. */
export const KafkaRefused = defineError({ code: 'KAFKA_REFUSED', fault: 'external' })

/** The offset is outside what the partition holds. */
export const OffsetOutOfRange = defineError({ code: 'OFFSET_OUT_OF_RANGE', fault: 'external' })

/** The topic was deleted and made again: its offsets no longer mean what they meant. */
export const TopicRecreated = defineError({ code: 'TOPIC_RECREATED', fault: 'external' })

/** A record batch whose checksum or structure does not hold. */
export const RecordBatchCorrupt = defineError({ code: 'RECORD_BATCH_CORRUPT', fault: 'external' })

/** A record batch in a format or codec that cannot be read here. */
export const RecordBatchUnsupported = defineError({ code: 'RECORD_BATCH_UNSUPPORTED', fault: 'external' })

/** No tape where one was asked for. */
export const TapeNotFound = defineError({ code: 'TAPE_NOT_FOUND', fault: 'user' })

/** A tape whose parts contradict each other. */
export const TapeCorrupt = defineError({ code: 'TAPE_CORRUPT', fault: 'external' })

/** A tape that ends before what its tape.json promises. */
export const TapeTruncated = defineError({ code: 'TAPE_TRUNCATED', fault: 'external' })

/** Something is already where a tape or a topic was to be written. */
export const AlreadyThere = defineError({ code: 'ALREADY_THERE', fault: 'user' })

/** Ctrl-C, or the caller's signal, in the middle of something long. */
export const Interrupted = defineError({ code: 'INTERRUPTED', fault: 'user' })

/** Throws INTERRUPTED once the signal is aborted. */
export function stopIfAborted(signal: AbortSignal | undefined, what: string, hint: string): void {
  if (signal?.aborted) throw new Interrupted(`${what} was interrupted`, { hint })
}
