import { systemClock } from '../../core/clock'
import type { Clock } from '../../core/clock'
import { isInternalTopic, openCluster, parseBrokers } from './cluster'
import { OffsetOutOfRange } from './errors'
import type { FetchRequest, FetchedRecords, Isolation, KafkaReader, OffsetAt } from './reader'
import { plaintext } from './security'
import type { KafkaSecurity } from './security'
import { fetchPartition } from './wire/fetch'
import { EARLIEST, LATEST, listOffsets } from './wire/list-offsets'
import { protocolError } from './wire/protocol-errors'

export interface LiveReaderOptions {
  /** `host:port`, several with commas between. */
  readonly brokers: string
  readonly clientId?: string
  readonly security?: KafkaSecurity
  /** How long a connection may take. Default 3,000 ms. */
  readonly connectTimeoutMs?: number
  /** How long an answer may take. Default 30,000 ms. */
  readonly requestTimeoutMs?: number
  /** How long a broker that once answered may be away (a restart takes about 20 s). Default 60,000 ms. */
  readonly patienceMs?: number
  readonly clock?: Clock
  readonly random?: () => number
  readonly onRetry?: (error: Error, attempt: number) => void
}

/** A running Kafka, read over the connection of kafkajs with our own requests. Connects at the first question. */
export function openLiveReader(options: LiveReaderOptions): KafkaReader {
  const brokers = parseBrokers(options.brokers)
  const name = brokers.join(',')
  const cluster = openCluster({
    brokers,
    clientId: options.clientId ?? 'tidemark',
    security: options.security ?? plaintext,
    connectTimeoutMs: options.connectTimeoutMs ?? 3_000,
    requestTimeoutMs: options.requestTimeoutMs ?? 30_000,
    patienceMs: options.patienceMs ?? 60_000,
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    onRetry: options.onRetry,
  })

  const offset = async (topic: string, partition: number, at: OffsetAt, isolation: Isolation): Promise<number | null> => {
    const timestamp = at === 'earliest' ? EARLIEST : at === 'latest' ? LATEST : at.timestamp
    const found = await cluster.onLeader(topic, partition, async connection => {
      const [answer] = await listOffsets(connection, topic, new Map([[partition, timestamp]]), isolation)
      if (answer.errorCode !== 0) throw protocolError(answer.errorCode, `the offsets of ${topic}[${partition}] on ${connection.address}`)
      return answer.offset
    })
    return found < 0 ? null : found
  }

  return {
    name,
    kind: 'live',
    async topics() {
      const { topics } = await cluster.metadata(null)
      return topics.map(of => of.topic).filter(of => !isInternalTopic(of)).sort()
    },
    metadata: topic => cluster.topic(topic),
    async offsets(topic, partitions, at, isolation = 'read_committed') {
      const found = await Promise.all(partitions.map(async partition => [partition, await offset(topic, partition, at, isolation)] as const))
      return new Map(found)
    },
    fetch: request => cluster.onLeader(request.topic, request.partition, async connection => {
      const answer = await fetchPartition(connection, {
        topic: request.topic, partition: request.partition, offset: request.offset,
        maxBytes: request.maxBytes ?? 8 << 20, maxWaitMs: request.maxWaitMs ?? 0, isolation: request.isolation ?? 'read_committed',
      })
      const from = `${request.topic}[${request.partition}] on ${connection.address}`
      if (answer.errorCode === 1) throw outOfRange(request, from)
      if (answer.errorCode !== 0) throw protocolError(answer.errorCode, `reading ${from}`)
      return fetched(answer, from)
    }),
    async provenance() {
      const { clusterId } = await cluster.metadata([])
      return { brokers: name, ...(clusterId === null ? {} : { clusterId }) }
    },
    close: () => cluster.close(),
  }
}

export function outOfRange(request: FetchRequest, from: string): Error {
  return new OffsetOutOfRange(`${from} does not hold offset ${request.offset}`, {
    hint: 'Retention removed it, or the topic was made anew; startingOffsets says where a new query begins.',
    details: { topic: request.topic, partition: request.partition, offset: request.offset },
  })
}

function fetched(answer: { records: Buffer } & Omit<FetchedRecords, 'bytes' | 'from'>, from: string): FetchedRecords {
  const { records, highWatermark, lastStableOffset, logStartOffset, aborted } = answer
  return { bytes: records, highWatermark, lastStableOffset, logStartOffset, aborted, from }
}
