import { Kafka } from 'kafkajs'
import Broker from 'kafkajs/src/broker'
import { createLogger } from 'kafkajs/src/loggers'
import Connection from 'kafkajs/src/network/connection'
import ConnectionPool from 'kafkajs/src/network/connectionPool'
import RequestQueue from 'kafkajs/src/network/requestQueue'
import socketFactory from 'kafkajs/src/network/socketFactory'
import Encoder from 'kafkajs/src/protocol/encoder'
import type { TidemarkError } from '../../core/errors'
import { bulkSocket } from './bulk-socket'
import { BrokerTooOld, BrokerUnreachable, KafkaNotAuthorized, KafkaRefused } from './errors'
import type { KafkaSecurity } from './security'

/**
 * The one file that reaches inside kafkajs (pinned to 2.2.4). Its connection — TCP, TLS, SASL, correlation, time-outs —
 * carries our own requests; its consumer is never used. Its log is kept quiet: what goes wrong comes back as an error.
 */
const silence = (): (() => void) => () => {}
const logger = createLogger({ level: 0, logCreator: silence })

// The queue asks for a check "when the throttling ends", which is a negative delay where there is none: Node 24 warns of
// it on the user's terminal, and the timer has nothing to do. With nothing pending there is nothing to check.
const queue: { scheduleCheckPendingRequests: (this: RequestQueue) => void } = RequestQueue.prototype
const schedule = queue.scheduleCheckPendingRequests
queue.scheduleCheckPendingRequests = function (this: RequestQueue): void {
  if (this.pending.length > 0) schedule.call(this)
}

// What was left of the bytes before, mostly nothing, is joined with what comes: a copy of every response that comes whole.
const frames: { processData: (this: Connection, data: Buffer) => void } = Connection.prototype
const processData = frames.processData
frames.processData = function (this: Connection, data: Buffer): void {
  if (this.bytesBuffered === 0) this.chunks = []
  processData.call(this, data)
}

export interface ConnectionOptions {
  readonly clientId: string
  readonly security: KafkaSecurity
  readonly connectTimeoutMs: number
  readonly requestTimeoutMs: number
}

export interface NodeRequest {
  readonly apiKey: number
  readonly apiVersion: number
  readonly apiName: string
  /** What follows the client id in the request: for flexible versions, the header's tags come first. */
  readonly body: Buffer
}

export interface NodeConnection {
  readonly address: string
  /** The response's bytes after the correlation id. Throws BROKER_UNREACHABLE when the connection breaks or times out. */
  request(of: NodeRequest): Promise<Buffer>
  close(): Promise<void>
}

/** The versions asked for, which every broker since Kafka 3.1 has. */
const needed: Readonly<Record<number, readonly [string, number]>> = { 1: ['Fetch', 11], 2: ['ListOffsets', 5], 3: ['Metadata', 12] }

/** Connects and authenticates to one node. */
export async function connectNode(host: string, port: number, options: ConnectionOptions): Promise<NodeConnection> {
  const address = `${host}:${port}`
  const pool = new ConnectionPool({
    host, port, logger, socketFactory: options.security.ssl || options.security.sasl ? socketFactory() : bulkSocket,
    ssl: options.security.ssl, sasl: options.security.sasl, clientId: options.clientId,
    connectionTimeout: options.connectTimeoutMs, requestTimeout: options.requestTimeoutMs, enforceRequestTimeout: true,
    maxInFlightRequests: null,
  })
  const broker = new Broker({ connectionPool: pool, logger, authenticationTimeout: options.connectTimeoutMs, allowAutoTopicCreation: false })
  const close = async (): Promise<void> => {
    const closed = new BrokerUnreachable(`the connection to ${address} was closed`)
    for (const connection of pool.pool) connection.rejectRequests(closed)
    await broker.disconnect()
  }
  try {
    await withDeadline(broker.connect(), options.connectTimeoutMs * 2, address)
    refuseOld(broker.versions ?? {}, address)
  } catch (error) {
    await close()
    throw connectionError(error, address)
  }
  return {
    address,
    close,
    async request({ apiKey, apiVersion, apiName, body }) {
      try {
        return await pool.send({
          request: { apiKey, apiVersion, apiName, encode: async () => encoded(body) },
          response: { decode: async payload => ({ clientSideThrottleTime: 0, payload }), parse: async ({ payload }) => payload },
          logResponseError: false,
        })
      } catch (error) {
        throw connectionError(error, address)
      }
    },
  }
}

/** kafkajs's own client, for admin, producer and transactions. */
export function kafkajsClient(brokers: readonly string[], options: ConnectionOptions): Kafka {
  return new Kafka({
    brokers: [...brokers], clientId: options.clientId, logLevel: 0, logCreator: silence,
    connectionTimeout: options.connectTimeoutMs, requestTimeout: options.requestTimeoutMs,
    ssl: options.security.ssl ?? undefined, sasl: options.security.sasl ?? undefined, retry: { retries: 8 },
  })
}

function encoded(body: Buffer): Encoder {
  const encoder = new Encoder()
  encoder.writeBufferInternal(body)
  return encoder
}

function refuseOld(versions: Record<number, { maxVersion: number }>, address: string): void {
  for (const [key, [api, version]] of Object.entries(needed)) {
    const max = versions[Number(key)]?.maxVersion ?? -1
    if (max < version) {
      throw new BrokerTooOld(`the broker at ${address} speaks ${api} up to version ${max}, and version ${version} is needed`, {
        hint: 'Kafka 3.1 and newer have it.',
      })
    }
  }
}

/** A server that accepts and never answers must not hold anybody up: kafkajs itself waits for its request's time-out. */
function withDeadline<T>(work: Promise<T>, ms: number, address: string): Promise<T> {
  return new Promise((done, fail) => {
    const late = (): void => fail(new BrokerUnreachable(`${address} accepts connections and does not answer as a Kafka broker`, { hint: unreachableHint }))
    const timer = setTimeout(late, ms)
    work.then(done, fail).finally(() => clearTimeout(timer))
  })
}

const unreachableHint = 'Is a broker running there, and is the port right (Kafka: 9092)? `npx tidemark up kafka` starts one; '
  + 'without servers a notebook reads the tapes in data/.'

/** What kafkajs throws, as one of ours. */
export function connectionError(error: unknown, address: string): TidemarkError | Error {
  if (!(error instanceof Error)) return new KafkaRefused(`${address}: ${String(error)}`)
  if ('sentence' in error) return error
  const { name, message } = error
  if (/SASL/.test(name) || /SASL/.test(message)) {
    return new KafkaNotAuthorized(`${address} refused the credentials: ${message}`, {
      hint: 'Check kafka.sasl.mechanism and kafka.sasl.jaas.config.', cause: error,
    })
  }
  const code = 'code' in error ? String(error.code) : ''
  if (/ENOTFOUND|EAI_AGAIN/.test(code + message)) {
    return new BrokerUnreachable(`there is no host of the name in ${address}`, { hint: unreachableHint, cause: error })
  }
  if (/ECONNREFUSED/.test(code + message)) {
    return new BrokerUnreachable(`nothing listens at ${address}`, { hint: unreachableHint, cause: error })
  }
  if (/certificate|SSL|TLS|self.signed|EPROTO/i.test(code + message)) {
    return new BrokerUnreachable(`no TLS connection to ${address}: ${message}`, { hint: 'Check kafka.security.protocol and kafka.ssl.*.', cause: error })
  }
  if (/Connection|Timeout|Closed|NotConnected|BrokerNotFound|NumberOfRetries/i.test(name)) {
    return new BrokerUnreachable(`the broker at ${address} is gone or does not answer: ${message}`, { hint: unreachableHint, cause: error })
  }
  return new KafkaRefused(`${address}: ${message}`, { hint: "The broker's own log tells why.", cause: error })
}
