import { InvalidOption } from '../../contract'
import type { Offset } from '../../contract'

/** Offsets by topic and partition: where a query stands, or what an option names. */
export type TopicOffsets = ReadonlyMap<string, ReadonlyMap<number, number>>

export interface PartitionOffset {
  readonly topic: string
  readonly partition: number
  readonly offset: number
}

export function topicOffsets(of: Iterable<PartitionOffset>): TopicOffsets {
  const topics = new Map<string, Map<number, number>>()
  for (const { topic, partition, offset } of of) {
    const partitions = topics.get(topic) ?? new Map<number, number>()
    topics.set(topic, partitions.set(partition, offset))
  }
  return topics
}

export function eachOffset(of: TopicOffsets): PartitionOffset[] {
  return [...of].flatMap(([topic, partitions]) => [...partitions].map(([partition, offset]) => ({ topic, partition, offset })))
    .sort((a, b) => (a.topic < b.topic ? -1 : a.topic > b.topic ? 1 : a.partition - b.partition))
}

/** As Spark's checkpoint has it: `{"topic_log":{"0":23,"1":7}}`, topics and partitions in order. */
export function toJson(of: TopicOffsets): Offset {
  const json: Record<string, Record<string, number>> = {}
  for (const { topic, partition, offset } of eachOffset(of)) (json[topic] ??= {})[partition] = offset
  return json
}

/** Reads `{"topic_log":{"0":23}}`; `what` is what it stands for, for the error. */
export function fromJson(json: unknown, what: string): TopicOffsets {
  const broken = (why: string): Error => new InvalidOption(`${what}: ${why}`, { hint: 'Like {"topic_log":{"0":23,"1":-2}}: topic, partition, offset; -2 is earliest, -1 latest.' })
  if (!isRecord(json)) throw broken('it is no JSON object of topics')
  const found: PartitionOffset[] = []
  for (const [topic, partitions] of Object.entries(json)) {
    if (!isRecord(partitions)) throw broken(`topic '${topic}' has no object of partitions`)
    for (const [partition, offset] of Object.entries(partitions)) {
      if (!/^\d+$/.test(partition)) throw broken(`'${partition}' of topic '${topic}' is no partition`)
      if (typeof offset !== 'number' || !Number.isSafeInteger(offset) || offset < -2) throw broken(`the offset of ${topic}[${partition}] is ${JSON.stringify(offset)}`)
      found.push({ topic, partition: Number(partition), offset })
    }
  }
  return topicOffsets(found)
}

function isRecord(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
}
