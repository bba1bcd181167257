import { badValues, farTimes, longValue } from './bad-values'
import type { Event } from './bad-values'
import { seededRandom } from './random'
import type { Random } from './random'
import { hourWeights } from './rhythm'
import { users } from './users'

/** A record as it is sent to Kafka. */
export interface GeneratedRecord {
  readonly partition: number
  readonly key: Buffer
  readonly value: Buffer | null
  /** When it reached the collector, ms since the epoch: Kafka's timestamp, ascending within a partition. */
  readonly timestamp: number
  readonly headers: Readonly<Record<string, string>>
  /** What is wrong with it, by its name in `badValues`; undefined for a sound one. */
  readonly fault?: string
}

export interface GenerateOptions {
  /** Default 42. */
  readonly seed?: number
  /** About so many events. Default 40,000. */
  readonly events?: number
}

/** Monday, 18 October 2021, 00:00 UTC: two weeks, to the end of the month. */
export const firstMoment = Date.UTC(2021, 9, 18)
export const days = 14
/** Partitions of the topic; the collector of the last one is a standby and has written nothing. */
export const partitions = 4

/**
 * The events of a web shop over two weeks, as its three collectors sent them to Kafka: sessions with a login, some
 * browsing, perhaps a purchase and a logout, more of them by day and on workdays. Collectors take turns, so that all
 * partitions move through time together. Most records arrive within seconds of their event, some after minutes, a few
 * after hours; some are sent twice; one in a hundred is bad. The same seed gives the same records.
 */
export function generateEvents(options: GenerateOptions = {}): GeneratedRecord[] {
  const random = seededRandom(options.seed ?? 42)
  const wanted = options.events ?? 40_000
  const arrivals = sessions(random, wanted)
  arrivals.sort((a, b) => a.arrival - b.arrival || a.id - b.id)
  const records = arrivals.map(({ arrival, event, id }, i) => ({
    partition: i % (partitions - 1),
    key: Buffer.from(event.user, 'utf8'),
    value: encode(event, random),
    timestamp: arrival,
    headers: headersOf(id, i),
  }))
  return spoil(records, arrivals.map(of => of.event), random)
}

interface Arrival { readonly id: number; readonly arrival: number; readonly event: Event }

function sessions(random: Random, wanted: number): Arrival[] {
  const weights = hourWeights(days)
  // A few users are here all the time, most now and then.
  const presence = users.map((_, i) => (i === 0 ? 9 : 1 + 14 / (1 + (i * 7) % users.length)))
  const arrivals: Arrival[] = []
  const end = firstMoment + days * 86_400_000
  const add = (user: string, action: string, at: number): void => {
    if (at >= end) return
    const event = { user, action, timestamp: isoSeconds(at) }
    const id = arrivals.length
    const arrival = at + delay(random)
    arrivals.push({ id, arrival, event })
    // A collector that saw no acknowledgement sent it again.
    if (random.chance(0.006)) arrivals.push({ id, arrival: arrival + random.int(200, 45_000), event })
  }
  while (arrivals.length < wanted) {
    const start = firstMoment + random.weighted(weights) * 3_600_000 + random.int(0, 3_600_000)
    session(users[random.weighted(presence)], start, random, add)
  }
  return arrivals
}

function session(user: string, start: number, random: Random, add: (user: string, action: string, at: number) => void): void {
  let at = start
  if (random.chance(0.06)) {
    add(user, 'login_failed', at)
    at += random.int(4_000, 40_000)
  }
  add(user, 'login', at)
  const steps = 1 + random.weighted([16, 22, 20, 15, 10, 7, 5, 3, 2])
  for (let step = 0; step < steps; step++) {
    at += random.int(3_000, 240_000)
    add(user, ['view', 'search', 'add_to_cart', 'download'][random.weighted([56, 27, 12, 5])], at)
  }
  if (random.chance(0.17)) add(user, 'purchase', at += random.int(20_000, 300_000))
  if (random.chance(0.62)) add(user, 'logout', at + random.int(2_000, 120_000))
}

/** How long after its event a record arrives, in ms. */
function delay(random: Random): number {
  switch (random.weighted([880, 90, 22, 8])) {
    case 0: return random.int(40, 2_500)
    case 1: return random.int(2_500, 60_000)
    case 2: return random.int(60_000, 9 * 60_000)
    default: return random.int(2 * 3_600_000, 9 * 3_600_000)
  }
}

function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}

/** Mostly the plain shape; some writers order keys otherwise, add fields, put spaces, escape what is not ASCII. */
function encode(event: Event, random: Random): Buffer {
  const { user, action, timestamp } = event
  const text = (): string => {
    switch (random.weighted([93, 2, 2, 1, 2])) {
      case 0: return JSON.stringify(event)
      case 1: return JSON.stringify({ timestamp, action, user })
      case 2: return JSON.stringify({ user, action, timestamp, client: { agent: 'Mozilla/5.0 (X11; Linux x86_64)', screen: [1920, 1080], tags: { 'a"b': null } }, ms: random.int(1, 900) / 8 })
      case 3: return `{ "user" : ${JSON.stringify(user)},\n  "action" : "${action}",\n  "timestamp" : "${timestamp}" }`
      default: return escaped(JSON.stringify(event))
    }
  }
  return Buffer.from(text(), 'utf8')
}

function escaped(json: string): string {
  return json.replace(/[^\x20-\x7e]/g, character => [...Array(character.length).keys()]
    .map(i => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join('')).replaceAll('login', 'lo\\u0067in')
}

function headersOf(id: number, i: number): Readonly<Record<string, string>> {
  return i % 5 === 0 ? { 'collector': `edge-${i % (partitions - 1)}`, 'event-id': id.toString(36).padStart(5, '0') } : {}
}

/** One record in a hundred, spread over the tape, each kind several times; the far times at the very end. */
function spoil(records: GeneratedRecord[], events: readonly Event[], random: Random): GeneratedRecord[] {
  const kinds = Object.keys(badValues)
  const each = Math.max(1, Math.round(records.length * 0.01 / kinds.length))
  // The first few hundred stay sound: a tutorial's first look, and the part of the log that is compacted.
  const from = Math.min(400, Math.floor(records.length / 10))
  const chosen = new Set<number>()
  for (const kind of kinds) {
    for (let n = 0; n < each; n++) {
      let at = random.int(from, records.length)
      while (chosen.has(at)) at = from + (at + 1 - from) % (records.length - from)
      chosen.add(at)
      records[at] = { ...records[at], value: badValues[kind](events[at], random), fault: kind }
    }
  }
  const long = Math.floor(records.length * 0.55)
  records[long] = { ...records[long], value: longValue({ ...events[long], action: 'view' }), fault: 'a million characters' }
  const last = records[records.length - 1].timestamp
  farTimes.forEach((value, i) => records.push({
    partition: i % (partitions - 1), key: Buffer.from('clock', 'utf8'), value, timestamp: last + 1_000 * (i + 1), headers: {}, fault: 'far time',
  }))
  return records
}
