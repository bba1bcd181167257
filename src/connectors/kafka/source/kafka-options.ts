import { InvalidOption } from '../../contract'
import type { SourceOptions } from '../../contract'
import { checkOptions, countOption, flagOption, optionOf } from '../../options'
import type { Isolation } from '../reader'
import { kafkaSecurity, securityOptions } from '../security'
import type { KafkaSecurity } from '../security'
import { offsetTimes, type OffsetTimes } from './offset-times'
import { fromJson } from './topic-offsets'
import type { TopicOffsets } from './topic-offsets'

/** Which partitions are read. */
export type Subscription =
  | { readonly kind: 'subscribe'; readonly topics: readonly string[] }
  | { readonly kind: 'pattern'; readonly pattern: RegExp }
  | { readonly kind: 'assign'; readonly partitions: ReadonlyMap<string, readonly number[]> }

export interface KafkaOptions {
  readonly servers: string | null
  readonly tape: string | null
  readonly subscription: Subscription
  /** Null = the default: latest for a stream, earliest for a batch. */
  readonly startingOffsets: 'earliest' | 'latest' | TopicOffsets | OffsetTimes | null
  readonly endingOffsets: 'latest' | TopicOffsets | OffsetTimes
  readonly maxOffsetsPerTrigger: number | null
  readonly failOnDataLoss: boolean
  readonly includeHeaders: boolean
  readonly isolation: Isolation
  readonly checkCrcs: boolean
  readonly maxBytes: number
  readonly clientId: string
  readonly security: KafkaSecurity
  /** Options that Spark has and that mean nothing here, as given. */
  readonly idle: readonly string[]
}

const meaningful = [
  'kafka.bootstrap.servers', 'brokers', 'tape', 'subscribe', 'subscribePattern', 'assign', 'startingOffsets', 'endingOffsets',
  'startingTimestamp', 'startingOffsetsByTimestamp', 'startingOffsetsByTimestampStrategy', 'endingTimestamp', 'endingOffsetsByTimestamp',
  'maxOffsetsPerTrigger', 'failOnDataLoss', 'includeHeaders',
  'kafka.isolation.level', 'kafka.check.crcs', 'kafka.max.partition.fetch.bytes', 'kafka.client.id', ...securityOptions,
]
/** No consumer group is joined, and one process reads. */
const idle = ['groupIdPrefix', 'kafka.group.id', 'minPartitions']

export const kafkaOptionNames: readonly string[] = [...meaningful, ...idle]

/** What Spark refuses too, and what is meant instead. */
const refused: Readonly<Record<string, string>> = {
  'kafka.auto.offset.reset': 'Where a new query starts is startingOffsets; nothing is ever reset.',
  'kafka.enable.auto.commit': 'Offsets are kept in the checkpoint, never in a consumer group.',
  'kafka.key.deserializer': "Keys are BINARY: col('key').cast('STRING').",
  'kafka.value.deserializer': "Values are BINARY: col('value').cast('STRING').",
  'kafka.interceptor.classes': 'No Java classes run here.',
}

export function readKafkaOptions(options: SourceOptions, streaming: boolean): KafkaOptions {
  for (const name of Object.keys(options)) {
    const hint = refused[name.toLowerCase()]
    if (hint !== undefined) throw new InvalidOption(`kafka does not take the option '${name}'`, { hint })
  }
  checkOptions('kafka', options, kafkaOptionNames)
  const option = (name: string): string | undefined => optionOf(options, name)
  const given = option('kafka.bootstrap.servers')
  const alias = option('brokers')
  if (given !== undefined && alias !== undefined && given !== alias) {
    throw new InvalidOption(`kafka.bootstrap.servers is '${given}' and brokers is '${alias}'`, { hint: 'They are the same option; give one.' })
  }
  const servers = given ?? alias ?? null
  const tape = option('tape') ?? null
  if (servers !== null && tape !== null) throw new InvalidOption('kafka reads either from servers or from a tape', { hint: 'Leave out kafka.bootstrap.servers or tape.' })
  return {
    servers,
    tape,
    subscription: subscription(option),
    startingOffsets: offsetTimes('starting', option) ?? startingOffsets(option('startingOffsets'), streaming),
    endingOffsets: endingOffsets(option, streaming),
    maxOffsetsPerTrigger: countOption('kafka', options, 'maxOffsetsPerTrigger') ?? null,
    failOnDataLoss: flagOption('kafka', options, 'failOnDataLoss', true),
    includeHeaders: flagOption('kafka', options, 'includeHeaders', false),
    isolation: isolation(option('kafka.isolation.level')),
    checkCrcs: flagOption('kafka', options, 'kafka.check.crcs', true),
    maxBytes: countOption('kafka', options, 'kafka.max.partition.fetch.bytes') ?? 8 << 20,
    clientId: option('kafka.client.id') ?? 'tidemark',
    security: kafkaSecurity(option),
    idle: Object.keys(options).filter(name => idle.some(of => of.toLowerCase() === name.toLowerCase())),
  }
}

function subscription(option: (name: string) => string | undefined): Subscription {
  const named = ['subscribe', 'subscribePattern', 'assign'].filter(name => option(name) !== undefined)
  if (named.length !== 1) {
    const hint = "One of subscribe ('topic_log', or several with commas between), subscribePattern ('logs-.*') and assign ('{\"topic_log\":[0,1]}')."
    throw new InvalidOption(named.length === 0 ? 'kafka: no topic is named' : `kafka: ${named.join(' and ')} exclude each other`, { hint })
  }
  const topics = option('subscribe')
  if (topics !== undefined) {
    const names = topics.split(',').map(name => name.trim()).filter(name => name !== '')
    if (names.length === 0) throw new InvalidOption('kafka: subscribe names no topic', { hint: "subscribe: 'topic_log', or several with commas between." })
    return { kind: 'subscribe', topics: [...new Set(names)].sort() }
  }
  const pattern = option('subscribePattern')
  if (pattern !== undefined) {
    try {
      return { kind: 'pattern', pattern: new RegExp(`^(?:${pattern})$`, 'u') }
    } catch (cause) {
      throw new InvalidOption(`kafka: subscribePattern '${pattern}' is no regular expression`, { hint: "Like 'logs-.*'.", cause })
    }
  }
  return { kind: 'assign', partitions: assigned(option('assign') ?? '') }
}

function assigned(text: string): ReadonlyMap<string, readonly number[]> {
  const json = parse(text, 'assign')
  const entries = typeof json === 'object' && json !== null ? Object.entries(json) : []
  const partitions = new Map<string, readonly number[]>()
  for (const [topic, list] of entries) {
    if (!Array.isArray(list) || list.length === 0 || !list.every(of => Number.isInteger(of) && of >= 0)) {
      throw new InvalidOption(`kafka: assign names no partitions of '${topic}'`, { hint: 'Like {"topic_log":[0,1]}.' })
    }
    partitions.set(topic, [...new Set(list.map(Number))].sort((a, b) => a - b))
  }
  if (partitions.size === 0) throw new InvalidOption('kafka: assign names no topic', { hint: 'Like {"topic_log":[0,1]}.' })
  return partitions
}

function startingOffsets(text: string | undefined, streaming: boolean): KafkaOptions['startingOffsets'] {
  if (text === undefined) return null
  const word = text.trim().toLowerCase()
  if (word === 'earliest' || (word === 'latest' && streaming)) return word
  const offsets = word === 'latest' ? null : fromJson(parse(text, 'startingOffsets'), 'startingOffsets')
  if (!streaming && (offsets === null || [...offsets.values()].some(of => [...of.values()].includes(-1)))) {
    throw new InvalidOption('startingOffsets of a batch cannot be latest: it would read nothing', { hint: "'earliest', or offsets by partition." })
  }
  return offsets
}

function endingOffsets(option: (name: string) => string | undefined, streaming: boolean): KafkaOptions['endingOffsets'] {
  const given = streaming ? ['endingTimestamp', 'endingOffsetsByTimestamp', 'endingOffsets'].find(name => option(name) !== undefined) : undefined
  if (given !== undefined) throw new InvalidOption(`${given} is for a batch (spark.read); a stream has no end`, { hint: "For what is there now: trigger({ availableNow: true })." })
  const times = offsetTimes('ending', option)
  const text = option('endingOffsets')
  if (times !== null) return times
  if (text === undefined) return 'latest'
  if (text.trim().toLowerCase() === 'latest') return 'latest'
  if (text.trim().toLowerCase() === 'earliest') throw new InvalidOption('endingOffsets cannot be earliest', { hint: "'latest', or offsets by partition." })
  const offsets = fromJson(parse(text, 'endingOffsets'), 'endingOffsets')
  if ([...offsets.values()].some(of => [...of.values()].includes(-2))) throw new InvalidOption('endingOffsets cannot be -2 (earliest)', { hint: '-1 is latest.' })
  return offsets
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const words = name === 'assign' ? '' : "'earliest', 'latest' or "
    throw new InvalidOption(`kafka: ${name} is '${text}'`, { hint: `${words}${name === 'assign' ? '{"topic_log":[0,1]}' : '{"topic_log":{"0":23,"1":-2}}'} in JSON.`, cause })
  }
}

/** The default is Kafka's own, which Spark leaves as it is: a real Spark 4.1.1 reads aborted records unless told otherwise. */
function isolation(text: string | undefined): Isolation {
  const level = text?.toLowerCase() ?? 'read_uncommitted'
  if (level === 'read_committed' || level === 'read_uncommitted') return level
  throw new InvalidOption(`kafka.isolation.level is '${text}'`, { hint: 'Valid: read_committed, read_uncommitted.' })
}
