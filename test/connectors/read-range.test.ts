import { join } from 'node:path'
import { openTapeReader, readRange, type KafkaReader } from '../../src/connectors/kafka'

const folder = join(__dirname, '../../data/topic_log')

/** A tape as a live broker would give it, whose fetches come damaged once each: the last byte of what they bring is flipped. */
function damagedOnce(reader: KafkaReader): KafkaReader {
  const seen = new Set<number>()
  return {
    ...reader, kind: 'live',
    fetch: async request => {
      const fetched = await reader.fetch(request)
      if (seen.has(request.offset) || fetched.bytes.length === 0) return fetched
      seen.add(request.offset)
      const bytes = Uint8Array.from(fetched.bytes)
      bytes[bytes.length - 1] ^= 1
      return { ...fetched, bytes }
    },
  }
}

async function offsetsOf(reader: KafkaReader, partition: number): Promise<number[]> {
  const to = (await reader.offsets('topic_log', [partition], 'latest')).get(partition) ?? 0
  const offsets: number[] = []
  for await (const records of readRange(reader, { topic: 'topic_log', partition, from: 0, to })) offsets.push(...records.offsets)
  return offsets
}

test.each([0, 1, 2])('bytes that come damaged are fetched again, and aborted rows stay out, partition %i', async partition => {
  const reader = openTapeReader(folder)
  const whole = await offsetsOf(reader, partition)
  expect(await offsetsOf(damagedOnce(reader), partition)).toEqual(whole)
  await reader.close()
})
