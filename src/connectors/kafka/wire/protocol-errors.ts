import type { TidemarkError } from '../../../core/errors'
import { BrokerUnreachable, KafkaBusy, KafkaNotAuthorized, KafkaRefused, OffsetOutOfRange, UnknownTopic } from '../errors'

/** Names of the protocol's error codes that a reader may meet (kafka.apache.org/protocol, "Error Codes"). */
const names: Readonly<Record<number, string>> = {
  [-1]: 'UNKNOWN_SERVER_ERROR', 1: 'OFFSET_OUT_OF_RANGE', 2: 'CORRUPT_MESSAGE', 3: 'UNKNOWN_TOPIC_OR_PARTITION',
  5: 'LEADER_NOT_AVAILABLE', 6: 'NOT_LEADER_OR_FOLLOWER', 7: 'REQUEST_TIMED_OUT', 8: 'BROKER_NOT_AVAILABLE',
  9: 'REPLICA_NOT_AVAILABLE', 13: 'NETWORK_EXCEPTION', 14: 'COORDINATOR_LOAD_IN_PROGRESS', 15: 'COORDINATOR_NOT_AVAILABLE',
  16: 'NOT_COORDINATOR', 17: 'INVALID_TOPIC_EXCEPTION', 29: 'TOPIC_AUTHORIZATION_FAILED', 31: 'CLUSTER_AUTHORIZATION_FAILED',
  35: 'UNSUPPORTED_VERSION', 41: 'NOT_CONTROLLER', 56: 'KAFKA_STORAGE_ERROR', 74: 'FENCED_LEADER_EPOCH', 75: 'UNKNOWN_LEADER_EPOCH',
  76: 'UNSUPPORTED_COMPRESSION_TYPE', 78: 'OFFSET_NOT_AVAILABLE', 100: 'UNKNOWN_TOPIC_ID', 103: 'INCONSISTENT_TOPIC_ID',
}

/** A leader that moves, a replica that lags: asking again, with fresh metadata, helps. */
const passing = new Set([2, 5, 6, 7, 8, 9, 13, 14, 15, 16, 41, 56, 74, 75, 78])
const rights = new Set([29, 31])

/** The error a broker's code stands for; `what` is what was asked, as in "reading topic_log[2]". */
export function protocolError(code: number, what: string): TidemarkError {
  const name = names[code] ?? `error ${code}`
  const details = { kafkaErrorCode: code, kafkaError: name }
  if (code === 1) return new OffsetOutOfRange(`${what}: the offset is outside what the partition holds`, { details })
  if (code === 3 || code === 17) return new UnknownTopic(`${what}: the broker knows no such topic or partition`, { details })
  if (rights.has(code)) {
    return new KafkaNotAuthorized(`${what}: the broker says ${name}`, { hint: 'Ask for READ and DESCRIBE on the topic, or use other credentials.', details })
  }
  if (passing.has(code)) {
    return new KafkaBusy(`${what}: the broker says ${name}`, { hint: 'This passes by itself when a leader has moved or a broker is back; try again.', details })
  }
  return new KafkaRefused(`${what}: the broker says ${name}`, { hint: "The broker's own log tells why.", details })
}

/** Whether asking again, after the metadata were read anew, can help. */
export function isPassing(error: unknown): boolean {
  return error instanceof KafkaBusy || error instanceof BrokerUnreachable
}
