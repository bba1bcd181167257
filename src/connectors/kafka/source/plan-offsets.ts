import { DataLoss } from '../../contract'
import { eachOffset, topicOffsets } from './topic-offsets'
import type { TopicOffsets } from './topic-offsets'

/**
 * Where a batch ends that may take `limit` offsets in all: each partition gets its share of what is waiting, as Spark
 * splits it (a share below one is rounded up, every other down).
 */
export function rateLimited(from: TopicOffsets, until: TopicOffsets, limit: number): TopicOffsets {
  const waiting = eachOffset(until).map(({ topic, partition, offset }) => {
    const start = from.get(topic)?.get(partition) ?? 0
    return { topic, partition, start, end: offset, size: Math.max(0, offset - start) }
  })
  const total = waiting.reduce((sum, of) => sum + of.size, 0)
  if (total <= limit) return until
  return topicOffsets(waiting.map(({ topic, partition, start, end, size }) => {
    const share = limit * (size / total)
    return { topic, partition, offset: Math.min(end, start + (share < 1 ? Math.ceil(share) : Math.floor(share))) }
  }))
}

/** A range of one partition that is no longer there. */
export function dataLoss(topic: string, partition: number, from: number, to: number, why: string): Error {
  return new DataLoss(`${topic}[${partition}]: offsets ${from} to ${to - 1} are gone: ${why}`, {
    hint: 'Start a new query with a new checkpoint, or set failOnDataLoss to false to go on without them.',
    details: { topic, partition, from, to },
  })
}
