import type { NodeConnection } from '../connection'
import { WireReader, WireWriter } from './wire'

export interface BrokerNode {
  readonly id: number
  readonly host: string
  readonly port: number
}

export interface PartitionMetadata {
  readonly partition: number
  /** Node id, -1 where there is none now. */
  readonly leader: number
  readonly leaderEpoch: number
}

export interface TopicMetadata {
  readonly topic: string
  /** Kafka's own spelling: 16 bytes in URL-safe base 64. A topic that is deleted and made again gets another. */
  readonly topicId: string
  readonly errorCode: number
  readonly partitions: readonly PartitionMetadata[]
}

export interface ClusterMetadata {
  readonly nodes: readonly BrokerNode[]
  readonly clusterId: string | null
  readonly topics: readonly TopicMetadata[]
}

/**
 * Metadata v12, the first with topic ids by name.
 *   request  => tags [topics: id(16) name tags] allow_auto_creation include_authorized_operations tags
 *   response => tags throttle [brokers: id host port rack tags] cluster_id controller_id [topics: error name id is_internal
 *               [partitions: error index leader epoch [replicas] [isr] [offline] tags] authorized_operations tags] tags
 * All topics where `topics` is null.
 */
export async function fetchMetadata(connection: NodeConnection, topics: readonly string[] | null): Promise<ClusterMetadata> {
  const request = new WireWriter().unsignedVarint(0)
  request.unsignedVarint(topics === null ? 0 : topics.length + 1)
  for (const topic of topics ?? []) request.raw(Buffer.alloc(16)).compactString(topic).unsignedVarint(0)
  request.int8(0).int8(0).unsignedVarint(0)
  const response = new WireReader(await connection.request({ apiKey: 3, apiVersion: 12, apiName: 'Metadata', body: request.end() }))

  response.skipTags()
  response.skip(4)
  const nodes = response.array(response.unsignedVarint() - 1, () => {
    const node = { id: response.int32(), host: response.compactString() ?? '', port: response.int32() }
    response.compactString()
    response.skipTags()
    return node
  })
  const clusterId = response.compactString()
  response.skip(4)
  const all = response.array(response.unsignedVarint() - 1, () => readTopic(response))
  return { nodes, clusterId, topics: all }
}

function readTopic(response: WireReader): TopicMetadata {
  const errorCode = response.int16()
  const topic = response.compactString() ?? ''
  const topicId = response.raw(16).toString('base64url')
  response.skip(1)
  const partitions = response.array(response.unsignedVarint() - 1, () => {
    response.skip(2)
    const partition = { partition: response.int32(), leader: response.int32(), leaderEpoch: response.int32() }
    for (let list = 0; list < 3; list++) response.skip((response.unsignedVarint() - 1) * 4)
    response.skipTags()
    return partition
  })
  response.skip(4)
  response.skipTags()
  return { topic, topicId, errorCode, partitions: partitions.sort((a, b) => a.partition - b.partition) }
}
