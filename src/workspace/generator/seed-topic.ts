import { systemClock } from '../../core/clock'
import type { Clock } from '../../core/clock'
import { AlreadyThere, UnknownTopic, stopIfAborted } from '../../connectors/kafka/errors'
import { openLiveReader } from '../../connectors/kafka/live-reader'
import type { KafkaReader } from '../../connectors/kafka/reader'
import { readBatchHeader } from '../../connectors/kafka/records/batch-header'
import { openWriter } from '../../connectors/kafka/writer'
import type { KafkaWriter } from '../../connectors/kafka/writer'
import { generateEvents, partitions } from './generate-events'
import type { GeneratedRecord, GenerateOptions } from './generate-events'

export interface SeedOptions extends GenerateOptions {
  /** `host:port` of the broker. */
  readonly brokers: string
  /** Default `topic_log`. */
  readonly topic?: string
  /** Delete the topic first, if it is there. Default false: a topic with records is left alone. */
  readonly replace?: boolean
  readonly signal?: AbortSignal
  readonly clock?: Clock
  readonly onProgress?: (of: { sent: number; of: number }) => void
}

export interface Seeded {
  readonly topic: string
  readonly records: number
  /** Whether the broker's cleaner came by and left its gap at the start of partition 0. */
  readonly compacted: boolean
}

/** Records at the start of partition 0 that are compacted by key, and those behind them that close their segment. */
const compactedRecords = 24
const closingRecords = 6

/** The codecs of ten stretches of the tape, by the topic's `compression.type`. */
const stretches = ['uncompressed', 'gzip', 'snappy', 'lz4', 'zstd', 'gzip', 'uncompressed', 'zstd', 'lz4', 'snappy']

/** What stands from now on; event times are of 2021, and a broker's default retention would delete them within minutes. */
const lasting = {
  'retention.ms': '-1', 'retention.bytes': '-1', 'message.timestamp.type': 'CreateTime', 'min.insync.replicas': '1',
  // Segments part when event time has moved on by five days.
  'segment.ms': String(5 * 86_400_000),
}
const compacting = { ...lasting, 'cleanup.policy': 'compact', 'segment.ms': '100', 'min.cleanable.dirty.ratio': '0.01', 'min.compaction.lag.ms': '0', 'compression.type': 'uncompressed' }

/**
 * Fills a topic with the generator's events as a long-lived topic would have them: four partitions, the last one empty,
 * several segments, every codec, a stretch that was compacted, and one producer's transactions, two of them aborted.
 *
 * @example
 * await seedTopic({ brokers: '127.0.0.1:9092', topic: 'topic_log' })
 */
export async function seedTopic(options: SeedOptions): Promise<Seeded> {
  const clock = options.clock ?? systemClock
  const topic = options.topic ?? 'topic_log'
  const records = generateEvents(options)
  const reader = openLiveReader({ brokers: options.brokers, clock })
  const writer = openWriter({ brokers: options.brokers })
  const transactional = openWriter({ brokers: options.brokers, transactionalId: `tidemark-seed-${topic}` })
  try {
    await makeRoom(topic, reader, writer, options.replace === true, clock)
    await writer.createTopic(topic, partitions, compacting)
    const compacted = await writeCompacted(topic, records, reader, writer, clock)
    const written = new Set(head(records))
    const rest = records.filter(record => !written.has(record))
    await writeRest(topic, rest, writer, transactional, options, clock)
    return { topic, records: records.length, compacted }
  } finally {
    await Promise.all([reader.close(), writer.close(), transactional.close()])
  }
}

async function makeRoom(topic: string, reader: KafkaReader, writer: KafkaWriter, replace: boolean, clock: Clock): Promise<void> {
  const isThere = async (): Promise<boolean> => (await reader.topics()).includes(topic)
  if (!await isThere()) return
  if (!replace) {
    throw new AlreadyThere(`topic '${topic}' is there already at ${reader.name}`, {
      hint: 'It is left alone. To delete it with all its records and fill it anew: --force.', details: { topic },
    })
  }
  await writer.deleteTopic(topic)
  for (let i = 0; i < 100 && await isThere(); i++) await clock.sleep(100)
}

/** The first records of partition 0, in the order they are sent. */
function head(records: readonly GeneratedRecord[]): GeneratedRecord[] {
  return records.filter(record => record.partition === 0).slice(0, compactedRecords + closingRecords)
}

/** Only partition 0 has records yet, so only its head is compacted: of each key's records the last one stays. */
async function writeCompacted(topic: string, records: readonly GeneratedRecord[], reader: KafkaReader, writer: KafkaWriter, clock: Clock): Promise<boolean> {
  const all = head(records)
  await untilLed(topic, reader, clock)
  await writer.send(topic, all.slice(0, compactedRecords / 2))
  await writer.send(topic, all.slice(compactedRecords / 2, compactedRecords))
  await writer.send(topic, all.slice(compactedRecords))
  const deadline = clock.monotonic() + 45_000
  while (clock.monotonic() < deadline) {
    const { bytes } = await reader.fetch({ topic, partition: 0, offset: 0, isolation: 'read_uncommitted' })
    const first = readBatchHeader(bytes, 0)
    if (first !== null && first.count < first.lastOffset - first.baseOffset + 1) return true
    await clock.sleep(250)
  }
  return false
}

async function untilLed(topic: string, reader: KafkaReader, clock: Clock): Promise<void> {
  for (let i = 0; i < 100; i++) {
    try {
      const { partitions: known } = await reader.metadata(topic)
      if (known.length === partitions && known.every(of => of.leader >= 0)) return
    } catch (error) {
      if (!(error instanceof UnknownTopic)) throw error
    }
    await clock.sleep(100)
  }
}

async function writeRest(
  topic: string, records: readonly GeneratedRecord[], writer: KafkaWriter, transactional: KafkaWriter, options: SeedOptions, clock: Clock,
): Promise<void> {
  const size = Math.ceil(records.length / stretches.length)
  for (let s = 0; s < stretches.length; s++) {
    await writer.configure(topic, { ...lasting, 'cleanup.policy': 'delete', 'compression.type': stretches[s] })
    // The controller answers before the broker has taken the change over.
    await clock.sleep(500)
    const stretch = records.slice(s * size, (s + 1) * size)
    const at = s === 7 ? Math.floor(stretch.length / 3) : -1
    for (let i = 0; i < stretch.length;) {
      stopIfAborted(options.signal, `filling ${topic}`, 'The topic is there in part; fill it anew with --force.')
      if (i === at) {
        i += await writeTransactions(topic, stretch.slice(i), transactional)
        continue
      }
      const end = Math.min(stretch.length, i + 1_200, i < at ? at : Infinity)
      await writeBatch(topic, stretch.slice(i, end), writer)
      i = end
      options.onProgress?.({ sent: s * size + i, of: records.length })
    }
  }
}

/** A record near the broker's limit goes alone and compressed. */
async function writeBatch(topic: string, records: readonly GeneratedRecord[], writer: KafkaWriter): Promise<void> {
  const long = records.findIndex(record => (record.value?.length ?? 0) > 500_000)
  if (long < 0) return writer.send(topic, records)
  if (long > 0) await writer.send(topic, records.slice(0, long))
  await writer.send(topic, records.slice(long, long + 1), 'gzip')
  if (long + 1 < records.length) await writer.send(topic, records.slice(long + 1))
}

/**
 * One producer: a transaction it gives up, one it commits, one it gives up; each reaches all partitions alike. What it gives
 * up looks like logins of this very hour: a reader that lets it through counts wrongly.
 */
async function writeTransactions(topic: string, records: readonly GeneratedRecord[], writer: KafkaWriter): Promise<number> {
  const real = records.slice(0, 3 * (partitions - 1))
  const given = real.map(record => ({
    ...record, value: Buffer.from(JSON.stringify({ user: 'John Smith', action: 'login', timestamp: `${new Date(record.timestamp).toISOString().slice(0, 19)}Z` }), 'utf8'),
  }))
  await writer.transaction(topic, given, 'abort')
  await writer.transaction(topic, real, 'commit')
  await writer.transaction(topic, given, 'abort')
  return real.length
}
