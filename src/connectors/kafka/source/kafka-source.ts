import type { Batch } from '../../../batch/batch'
import { struct } from '../../../core/data-type'
import { InvalidOption } from '../../contract'
import type { Json, Source, SourceContext, SourceFormat } from '../../contract'
import { OffsetOutOfRange, TopicRecreated, UnknownTopic } from '../errors'
import { readRange } from '../read-range'
import type { KafkaReader, OffsetAt } from '../reader'
import { kafkaBatch, kafkaSchema } from './kafka-columns'
import { kafkaOptionNames, readKafkaOptions } from './kafka-options'
import type { KafkaOptions } from './kafka-options'
import { isOffsetTimes, type OffsetTimes } from './offset-times'
import { oneAhead } from './one-ahead'
import { dataLoss, rateLimited } from './plan-offsets'
import { resolveReader, tapeRoots } from './resolve-reader'
import { eachOffset, fromJson, toJson, topicOffsets } from './topic-offsets'
import type { PartitionOffset, TopicOffsets } from './topic-offsets'

/**
 * A Kafka topic, live or from a tape, with Spark's columns and option names. Ranges of offsets are assigned, no consumer
 * group is joined, nothing is committed to the broker. As in Spark, records of aborted transactions
 * are read too, unless `kafka.isolation.level` is `read_committed`.
 */
export const kafka: SourceFormat = {
  format: 'kafka',
  options: kafkaOptionNames,
  schemaOf(options, given) {
    if (given !== null) throw new InvalidOption('kafka has a schema of its own: key, value, topic, partition, offset, timestamp, timestampType', { hint: "Leave schema(…) out, and take the value apart with fromJson(col('value').cast('STRING'), …)." })
    return kafkaSchema(readKafkaOptions({ ...options, startingOffsets: undefined, endingOffsets: undefined, endingTimestamp: undefined, endingOffsetsByTimestamp: undefined }, true).includeHeaders)
  },
  async open(options, _given, context) {
    const of = readKafkaOptions(options, context.streaming)
    for (const name of of.idle) context.warn(`kafka: '${name}' has no effect here: no consumer group is joined, and one process reads`)
    const reader = resolveReader({
      servers: of.servers, tape: of.tape, env: context.env, tapeRoots: tapeRoots(process.cwd()),
      security: of.security, clientId: of.clientId, clock: context.clock,
      onRetry: (error, attempt) => { if (attempt === 3) context.warn(`kafka: ${error.message}; trying again`) },
    })
    return kafkaSource(of, reader, context)
  },
}

/** The source over any reader: what `open` gives, and what tests build on a reader of their own. */
export function kafkaSource(options: KafkaOptions, reader: KafkaReader, context: SourceContext): Source {
  const schema = kafkaSchema(options.includeHeaders)
  const topicIds = new Map<string, string>(rememberedIds(context.log.entries()))
  let frozen: TopicOffsets | null = null

  /** The partitions to read now, their topics checked to be the ones this query began with. */
  const partitions = async (): Promise<{ topic: string; partitions: readonly number[] }[]> => {
    const { subscription } = options
    const names = subscription.kind === 'subscribe' ? subscription.topics
      : subscription.kind === 'assign' ? [...subscription.partitions.keys()].sort()
        : (await reader.topics()).filter(name => subscription.pattern.test(name))
    if (names.length === 0) throw new UnknownTopic(`no topic of ${reader.name} matches the pattern`, { hint: `Topics there: ${(await reader.topics()).join(', ') || 'none'}.` })
    return Promise.all(names.map(async topic => {
      const { topicId, partitions: known } = await reader.metadata(topic)
      checkTopicId(topic, topicId)
      const all = known.map(of => of.partition)
      return { topic, partitions: subscription.kind === 'assign' ? subscription.partitions.get(topic) ?? [] : all }
    }))
  }

  const checkTopicId = (topic: string, topicId: string): void => {
    const before = topicIds.get(topic)
    if (before === topicId) return
    if (before !== undefined && options.failOnDataLoss) {
      throw new TopicRecreated(`topic '${topic}' was deleted and made anew since this query began: offsets of the old one mean nothing in it`, {
        hint: 'Start a new query with a new checkpoint.', details: { topic, before, now: topicId },
      })
    }
    topicIds.set(topic, topicId)
    context.log.append({ topicIds: Object.fromEntries(topicIds) })
  }

  const offsetsAt = async (at: OffsetAt): Promise<TopicOffsets> => {
    const found = await Promise.all((await partitions()).map(async ({ topic, partitions: wanted }) => {
      const offsets = await reader.offsets(topic, wanted, at, options.isolation)
      return [...offsets].map(([partition, offset]) => ({ topic, partition, offset: offset ?? 0 }))
    }))
    return topicOffsets(found.flat())
  }

  const latest = async (): Promise<TopicOffsets> => frozen ?? offsetsAt('latest')

  /** What an option names, -2 and -1 resolved; every partition must be named, as in Spark. */
  const specific = async (named: TopicOffsets, option: string): Promise<TopicOffsets> => {
    const [earliest, end] = [await offsetsAt('earliest'), await offsetsAt('latest')]
    checkNamed(named, end, option, 'Name every partition; -2 is earliest, -1 latest.')
    return topicOffsets(eachOffset(named).map(({ topic, partition, offset }) => {
      const [low, high] = [earliest.get(topic)?.get(partition) ?? 0, end.get(topic)?.get(partition) ?? 0]
      if (offset === -2) return { topic, partition, offset: low }
      if (offset === -1) return { topic, partition, offset: high }
      if (offset >= low && offset <= high) return { topic, partition, offset }
      if (options.failOnDataLoss) throw new InvalidOption(`${option}: ${topic}[${partition}] holds offsets ${low} to ${high}, not ${offset}`, { hint: 'Take one of these, -2 for the earliest, -1 for the latest; or set failOnDataLoss to false.' })
      return { topic, partition, offset: offset < low ? low : high }
    }))
  }

  /** Where each partition's first record at or after a moment is. */
  const atTimes = async ({ option, at, otherwise }: OffsetTimes): Promise<TopicOffsets> => {
    const end = await offsetsAt('latest')
    if (typeof at !== 'number') checkNamed(at, end, option, 'Name every partition, with ms since 1970.')
    return topicOffsets(await Promise.all(eachOffset(end).map(async ({ topic, partition, offset: last }) => {
      const timestamp = typeof at === 'number' ? at : at.get(topic)?.get(partition) ?? 0
      const offset = (await reader.offsets(topic, [partition], { timestamp }, options.isolation)).get(partition) ?? null
      if (offset === null && otherwise === 'error') {
        throw new InvalidOption(`${option}: ${topic}[${partition}] has no record at or after ${new Date(timestamp).toISOString()}`, { hint: "Take an earlier moment, or startingOffsetsByTimestampStrategy: 'latest' to wait for what comes." })
      }
      return { topic, partition, offset: offset ?? last }
    })))
  }

  /** Where a partition starts that `from` does not know yet: at its earliest record. */
  const startOf = async (from: TopicOffsets, topic: string, partition: number): Promise<number> =>
    from.get(topic)?.get(partition) ?? (await reader.offsets(topic, [partition], 'earliest')).get(partition) ?? 0

  /** Refuses, or steps over, what retention took away before it was read. */
  const firstThere = async ({ topic, partition, offset: to }: PartitionOffset, from: number): Promise<number> => {
    const earliest = (await reader.offsets(topic, [partition], 'earliest')).get(partition) ?? 0
    if (earliest <= from) return from
    const lost = Math.min(earliest, to)
    if (options.failOnDataLoss) throw dataLoss(topic, partition, from, lost, `the log now begins at ${earliest}`)
    context.warn(`kafka: ${topic}[${partition}] lost offsets ${from} to ${lost - 1} (${lost - from} in all): the log now begins at ${earliest}`)
    return lost
  }

  return {
    description: `KafkaV2[${describe(options)}]`,
    schema,
    async initialOffset() {
      const start = options.startingOffsets ?? (context.streaming ? 'latest' : 'earliest')
      return toJson(typeof start === 'string' ? await offsetsAt(start) : isOffsetTimes(start) ? await atTimes(start) : await specific(start, 'startingOffsets'))
    },
    async freezeEnd() {
      const end = options.endingOffsets
      frozen = typeof end === 'string' ? await offsetsAt('latest') : isOffsetTimes(end) ? await atTimes(end) : await specific(end, 'endingOffsets')
    },
    async planEnd(fromOffset, unlimited) {
      const from = fromJson(fromOffset, 'the offset')
      const end = await latest()
      const until = topicOffsets(eachOffset(end).map(({ topic, partition, offset }) => {
        const start = from.get(topic)?.get(partition) ?? 0
        if (offset >= start || frozen !== null) return { topic, partition, offset: Math.max(offset, start) }
        if (options.failOnDataLoss) throw dataLoss(topic, partition, offset, start, `the log ends at ${offset} and was read to ${start}`)
        context.warn(`kafka: ${topic}[${partition}] ends at ${offset} and was read to ${start}: it was cut or made anew`)
        return { topic, partition, offset: start }
      }))
      for (const { topic, partition, offset } of eachOffset(from)) {
        if (until.get(topic)?.has(partition) === true || !options.failOnDataLoss) continue
        throw dataLoss(topic, partition, offset, offset + 1, 'the partition is no longer there')
      }
      const starts = topicOffsets(await Promise.all(eachOffset(until).map(async ({ topic, partition }) => ({ topic, partition, offset: await startOf(from, topic, partition) }))))
      return toJson(unlimited || options.maxOffsetsPerTrigger === null ? until : rateLimited(starts, until, options.maxOffsetsPerTrigger))
    },
    async latestOffset() {
      return toJson(await latest())
    },
    async *read(fromOffset, toOffset, columns) {
      const from = fromJson(fromOffset, 'the offset')
      const wanted = struct(schema.fields.filter(field => columns.includes(field.name)))
      const lanes = { keys: columns.includes('key'), headers: columns.includes('headers'), timestamps: columns.includes('timestamp') || columns.includes('timestampType') }
      const batchesOf = async function* (end: PartitionOffset): AsyncGenerator<Batch> {
        const { topic, partition, offset: to } = end
        let start = await startOf(from, topic, partition)
        if (start >= to) return
        start = await firstThere(end, start)
        try {
          const range = { topic, partition, from: start, to, isolation: options.isolation, checkCrcs: options.checkCrcs, maxBytes: options.maxBytes, lanes }
          for await (const records of readRange(reader, range)) yield kafkaBatch(records, wanted)
        } catch (error) {
          // Retention may pass between the question and the fetch.
          if (error instanceof OffsetOutOfRange) throw dataLoss(topic, partition, start, to, error.message)
          throw error
        }
      }
      yield* oneAhead(eachOffset(fromJson(toOffset, 'the offset')).map(end => () => batchesOf(end)))
    },
    async commit() {
      // Offsets live in the checkpoint; the broker keeps none for us.
    },
    async behind(at) {
      const from = fromJson(at, 'the offset')
      return Promise.all(eachOffset(await offsetsAt('latest')).map(async ({ topic, partition, offset }) => (
        { source: topic, partition, records: Math.max(0, offset - await startOf(from, topic, partition)) })))
    },
    async provenance() {
      return { source: reader.kind === 'live' ? 'Kafka' : 'tape', subscription: describe(options), ...await reader.provenance(), topicIds: Object.fromEntries(topicIds), isolation: options.isolation }
    },
    close: () => reader.close(),
  }
}

function place({ topic, partition }: PartitionOffset): string {
  return `${topic}[${partition}]`
}

/** Every partition must be named, and no other, as in Spark. */
function checkNamed(named: TopicOffsets, read: TopicOffsets, option: string, hint: string): void {
  const missing = eachOffset(read).filter(({ topic, partition }) => named.get(topic)?.has(partition) !== true)
  const extra = eachOffset(named).filter(({ topic, partition }) => read.get(topic)?.has(partition) !== true)
  if (missing.length > 0) throw new InvalidOption(`${option} leaves out ${missing.map(place).join(', ')}`, { hint })
  if (extra.length > 0) throw new InvalidOption(`${option} names ${extra.map(place).join(', ')}, which ${extra.length === 1 ? 'is' : 'are'} not read`, { hint: `Read: ${eachOffset(read).map(place).join(', ')}.` })
}

function describe({ subscription }: KafkaOptions): string {
  switch (subscription.kind) {
    case 'subscribe': return `Subscribe[${subscription.topics.join(', ')}]`
    case 'pattern': return `SubscribePattern[${subscription.pattern.source.slice(4, -2)}]`
    case 'assign': return `Assign[${[...subscription.partitions].flatMap(([topic, list]) => list.map(partition => `${topic}-${partition}`)).join(', ')}]`
  }
}

function rememberedIds(entries: readonly Json[]): [string, string][] {
  const last = entries.at(-1)
  if (typeof last !== 'object' || last === null || !('topicIds' in last)) return []
  const { topicIds } = last
  return typeof topicIds === 'object' && topicIds !== null ? Object.entries(topicIds).map(([topic, id]) => [topic, typeof id === 'string' ? id : '']) : []
}
