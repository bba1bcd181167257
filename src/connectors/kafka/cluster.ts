import type { Clock } from '../../core/clock'
import { didYouMean } from '../../core/nearest'
import { connectNode } from './connection'
import type { ConnectionOptions, NodeConnection } from './connection'
import { BrokerUnreachable, KafkaBusy, UnknownPartition, UnknownTopic } from './errors'
import { InvalidOption } from '../contract'
import { fetchMetadata } from './wire/metadata'
import type { BrokerNode, ClusterMetadata, TopicMetadata } from './wire/metadata'
import { isPassing, protocolError } from './wire/protocol-errors'

export interface ClusterOptions extends ConnectionOptions {
  readonly brokers: readonly string[]
  readonly clock: Clock
  readonly random: () => number
  /** How long a broker that once answered may be gone before its requests fail. */
  readonly patienceMs: number
  /** Told once each time a request has to be repeated. */
  readonly onRetry?: (error: Error, attempt: number) => void
}

/** The nodes of a Kafka cluster: one connection each, the leaders of partitions, retries over both. */
export interface Cluster {
  metadata(topics: readonly string[] | null): Promise<ClusterMetadata>
  topic(name: string): Promise<TopicMetadata>
  /** Runs a request on the partition's leader; again, with fresh metadata, while the error is one that passes. */
  onLeader<T>(topic: string, partition: number, run: (connection: NodeConnection) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export function parseBrokers(text: string): string[] {
  const brokers = text.split(',').map(part => part.trim()).filter(part => part !== '')
  for (const broker of brokers) {
    if (!/^[^\s:]+:\d{1,5}$/.test(broker)) {
      throw new InvalidOption(`kafka.bootstrap.servers: '${broker}' is not host:port`, { hint: 'For example 127.0.0.1:9092, or several with commas between.' })
    }
  }
  if (brokers.length === 0) throw new InvalidOption('kafka.bootstrap.servers is empty', { hint: 'For example 127.0.0.1:9092.' })
  return brokers
}

const internalTopic = /^__/

export function openCluster(options: ClusterOptions): Cluster {
  const { clock } = options
  const connections = new Map<string, Promise<NodeConnection>>()
  const topics = new Map<string, TopicMetadata>()
  const closing = new AbortController()
  let nodes: readonly BrokerNode[] = []
  let answered = false

  const connect = (host: string, port: number): Promise<NodeConnection> => {
    const address = `${host}:${port}`
    let connection = connections.get(address)
    if (connection === undefined) {
      connection = connectNode(host, port, options)
      connections.set(address, connection)
      connection.catch(() => connections.delete(address))
    }
    return connection
  }

  const drop = async (address: string): Promise<void> => {
    const connection = connections.get(address)
    connections.delete(address)
    await connection?.then(of => of.close(), () => {})
  }

  const use = async <T>(host: string, port: number, run: (connection: NodeConnection) => Promise<T>): Promise<T> => {
    const connection = await connect(host, port)
    try {
      return await run(connection)
    } catch (error) {
      if (error instanceof BrokerUnreachable) await drop(connection.address)
      throw error
    }
  }

  /** Whichever node answers: those the cluster named, then those the user gave. */
  const onAny = async <T>(run: (connection: NodeConnection) => Promise<T>): Promise<T> => {
    const addresses = [...new Set([...nodes.map(node => `${node.host}:${node.port}`), ...options.brokers])]
    let last: Error = new BrokerUnreachable('no broker is named')
    for (const address of addresses) {
      const colon = address.lastIndexOf(':')
      try {
        return await use(address.slice(0, colon), Number(address.slice(colon + 1)), run)
      } catch (error) {
        if (!isPassing(error) || !(error instanceof Error)) throw error
        last = error
      }
    }
    throw last
  }

  /** Backs off 100 ms, 200 ms … 3 s, each shortened at random so that many clients do not come back at once. */
  const patiently = async <T>(run: () => Promise<T>): Promise<T> => {
    const start = clock.monotonic()
    for (let attempt = 1; ; attempt++) {
      try {
        const result = await run()
        answered = true
        return result
      } catch (error) {
        // A first address that does not answer is most likely wrong: say so soon.
        const patience = answered ? options.patienceMs : Math.min(options.patienceMs, 1_000)
        const pause = Math.min(3_000, 100 * 2 ** (attempt - 1)) * (0.5 + options.random() / 2)
        if (!isPassing(error) || closing.signal.aborted || clock.monotonic() - start + pause > patience) throw error
        if (error instanceof Error) options.onRetry?.(error, attempt)
        await clock.sleep(pause, closing.signal)
      }
    }
  }

  const refresh = async (names: readonly string[] | null): Promise<ClusterMetadata> => {
    const answer = await onAny(connection => fetchMetadata(connection, names))
    nodes = answer.nodes
    for (const topic of answer.topics) {
      if (topic.errorCode === 0) topics.set(topic.topic, topic)
      else topics.delete(topic.topic)
    }
    return answer
  }

  const topic = (name: string): Promise<TopicMetadata> => patiently(async () => {
    const found = (await refresh([name])).topics[0]
    if (found !== undefined && found.errorCode === 0) return found
    const error = protocolError(found?.errorCode ?? 3, `the metadata of topic '${name}'`)
    if (error.code !== UnknownTopic.code) throw error
    const names = (await refresh(null)).topics.map(of => of.topic).filter(of => !internalTopic.test(of)).sort()
    throw new UnknownTopic(`there is no topic '${name}' at ${options.brokers.join(',')}`, {
      hint: names.length === 0 ? 'The broker has no topics yet; `npx tidemark seed` fills topic_log.' : didYouMean(name, names),
      details: { topic: name },
    })
  })

  const leaderOf = async (name: string, partition: number): Promise<BrokerNode> => {
    const known = topics.get(name) ?? await topic(name)
    const at = known.partitions.find(of => of.partition === partition)
    if (at === undefined) {
      const has = known.partitions.length
      throw new UnknownPartition(`topic '${name}' has no partition ${partition}`, { hint: `It has ${has}: 0 to ${has - 1}.` })
    }
    const node = nodes.find(of => of.id === at.leader)
    if (node === undefined) throw new KafkaBusy(`${name}[${partition}] has no leader now`, { hint: 'It gets one when a broker that keeps it is back.' })
    return node
  }

  return {
    topic,
    metadata: names => patiently(() => refresh(names)),
    onLeader: (name, partition, run) => patiently(async () => {
      try {
        const node = await leaderOf(name, partition)
        return await use(node.host, node.port, run)
      } catch (error) {
        if (isPassing(error)) topics.delete(name)
        throw error
      }
    }),
    async close() {
      closing.abort()
      await Promise.all([...connections.keys()].map(drop))
    },
  }
}

export function isInternalTopic(name: string): boolean {
  return internalTopic.test(name)
}
