import { CompressionTypes, ConfigResourceTypes } from 'kafkajs'
import type { Admin, Producer } from 'kafkajs'
import { parseBrokers } from './cluster'
import { connectionError, kafkajsClient } from './connection'
import { AlreadyThere } from './errors'
import { plaintext } from './security'
import type { KafkaSecurity } from './security'

/** A record to be sent, to a partition of the sender's choice. */
export interface OutgoingRecord {
  readonly partition: number
  readonly key: Uint8Array | null
  readonly value: Uint8Array | null
  /** Ms since the epoch. */
  readonly timestamp: number
  readonly headers?: Readonly<Record<string, string>>
}

export interface WriterOptions {
  readonly brokers: string
  readonly clientId?: string
  readonly security?: KafkaSecurity
  /** Makes the writer's producer transactional. */
  readonly transactionalId?: string
}

/** What is written to Kafka: topics, records, transactions; over kafkajs. Retries do not write twice. */
export interface KafkaWriter {
  createTopic(topic: string, partitions: number, config?: Readonly<Record<string, string>>): Promise<void>
  deleteTopic(topic: string): Promise<void>
  /** Sets the topic's configuration to exactly this: what is not named goes back to its default. */
  configure(topic: string, config: Readonly<Record<string, string>>): Promise<void>
  /** `gzip` compresses on this side; the topic's `compression.type` decides what the broker keeps. */
  send(topic: string, records: readonly OutgoingRecord[], codec?: 'none' | 'gzip'): Promise<void>
  /** One transaction, committed or given up. */
  transaction(topic: string, records: readonly OutgoingRecord[], end: 'commit' | 'abort'): Promise<void>
  close(): Promise<void>
}

export function openWriter(options: WriterOptions): KafkaWriter {
  const brokers = parseBrokers(options.brokers)
  const name = brokers.join(',')
  const kafka = kafkajsClient(brokers, {
    clientId: options.clientId ?? 'tidemark', security: options.security ?? plaintext, connectTimeoutMs: 3_000, requestTimeoutMs: 30_000,
  })
  let connectedAdmin: Promise<Admin> | null = null
  let connectedProducer: Promise<Producer> | null = null

  const admin = (): Promise<Admin> => (connectedAdmin ??= connect(kafka.admin({ retry: { retries: 2 } })))
  const producer = (): Promise<Producer> => (connectedProducer ??= connect(kafka.producer({
    idempotent: true, maxInFlightRequests: 1, transactionalId: options.transactionalId, allowAutoTopicCreation: false,
  })))
  const asOurs = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw connectionError(error, name)
    }
  }

  return {
    createTopic: (topic, partitions, config = {}) => asOurs(async () => {
      const created = await (await admin()).createTopics({ topics: [{ topic, numPartitions: partitions, replicationFactor: -1, configEntries: entries(config) }] })
      if (!created) throw new AlreadyThere(`topic '${topic}' is there already at ${name}`, { hint: 'Use another name, or delete it first.', details: { topic } })
    }),
    deleteTopic: topic => asOurs(async () => (await admin()).deleteTopics({ topics: [topic] })),
    configure: (topic, config) => asOurs(async () => {
      await (await admin()).alterConfigs({ validateOnly: false, resources: [{ type: ConfigResourceTypes.TOPIC, name: topic, configEntries: entries(config) }] })
    }),
    send: (topic, records, codec = 'none') => asOurs(async () => {
      await (await producer()).send({ topic, messages: records.map(message), compression: codec === 'gzip' ? CompressionTypes.GZIP : CompressionTypes.None })
    }),
    transaction: (topic, records, end) => asOurs(async () => {
      const transaction = await (await producer()).transaction()
      try {
        await transaction.send({ topic, messages: records.map(message) })
      } catch (error) {
        // kafkajs leaves a transaction open whose send failed, and the next one then fails too.
        await transaction.abort()
        throw error
      }
      await (end === 'commit' ? transaction.commit() : transaction.abort())
    }),
    async close() {
      for (const connected of [connectedProducer, connectedAdmin]) await connected?.then(of => of.disconnect(), () => {})
    },
  }
}

async function connect<T extends { connect(): Promise<void> }>(client: T): Promise<T> {
  await client.connect()
  return client
}

function entries(config: Readonly<Record<string, string>>): { name: string; value: string }[] {
  return Object.entries(config).map(([name, value]) => ({ name, value }))
}

function message({ partition, key, value, timestamp, headers }: OutgoingRecord): {
  partition: number; key: Buffer | null; value: Buffer | null; timestamp: string; headers?: Record<string, string>
} {
  return { partition, key: key === null ? null : Buffer.from(key), value: value === null ? null : Buffer.from(value), timestamp: String(timestamp), headers: { ...headers } }
}
