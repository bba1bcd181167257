import { InvalidChart, type ZoneName } from './chart'

/** The clock that a chart's times are told by. */
export interface Zone {
  /** As an axis names it: `UTC`, `Europe/Berlin`. */
  readonly name: string
  /** How far ahead of UTC its clocks are at a moment, ms. */
  offset(ms: number): number
}

export const UTC: Zone = { name: 'UTC', offset: () => 0 }

const QUARTER = 900_000

/**
 * @throws INVALID_CHART where no zone has that name
 */
export function zoneOf(name: ZoneName | undefined): Zone {
  if (name === undefined || /^utc$/i.test(name)) return UTC
  const own = name === 'local' ? new Intl.DateTimeFormat('en-US').resolvedOptions().timeZone : name
  const format = formatIn(own)
  const known = new Map<number, number>()
  return {
    name: own,
    offset: ms => {
      // Clocks are changed at quarters of an hour; asking each time would be most of a chart's work.
      const quarter = Math.floor(ms / QUARTER)
      let offset = known.get(quarter)
      if (offset === undefined) known.set(quarter, offset = offsetIn(format, quarter * QUARTER))
      return offset
    },
  }
}

function formatIn(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  } catch {
    throw new InvalidChart(`zone '${zone}' is no time zone that this machine knows`, { hint: "Give 'utc', 'local', or a name as 'Europe/Berlin'." })
  }
}

function offsetIn(format: Intl.DateTimeFormat, ms: number): number {
  const text = format.formatToParts(Math.max(-8.64e15, Math.min(8.64e15, ms))).find(part => part.type === 'timeZoneName')?.value ?? ''
  const [, sign, hours, minutes = '0', seconds = '0'] = /^GMT(?:([+-])(\d+)(?::(\d+))?(?::(\d+))?)?$/.exec(text) ?? []
  if (sign === undefined) return 0
  return (sign === '-' ? -1 : 1) * ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000
}

/** `UTC+2`, `UTC−3:30`: how far ahead of UTC the zone is at a moment. */
export function offsetText(zone: Zone, ms: number): string {
  const minutes = Math.round(zone.offset(ms) / 60_000)
  const rest = Math.abs(minutes) % 60
  return `UTC${minutes < 0 ? '−' : '+'}${Math.floor(Math.abs(minutes) / 60)}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`
}

/** The moments within a time at which the zone's clocks are changed, and how far they are ahead from then on. */
export function changesOf(zone: Zone, from: number, to: number): { readonly at: number; readonly offset: number }[] {
  const week = 7 * 86_400_000
  const step = Math.max(week, (to - from) / 5000)
  const changes: { at: number; offset: number }[] = []
  for (let at = from; at < to; at += step) {
    let [before, after] = [at, Math.min(to, at + step)]
    if (zone.offset(before) === zone.offset(after)) continue
    while (after - before > QUARTER) {
      const middle = Math.floor((before + after) / 2 / QUARTER) * QUARTER
      const between = middle <= before ? after : middle
      if (between === after) break
      if (zone.offset(between) === zone.offset(at)) before = between
      else after = between
    }
    changes.push({ at: Math.ceil((before + 1) / QUARTER) * QUARTER, offset: zone.offset(after) })
  }
  return changes
}

/** The moment at which the zone's clocks show `wall` (ms, read as if it were UTC); null where they skip it. */
export function momentAt(zone: Zone, wall: number): number | null {
  const guess = wall - zone.offset(wall)
  const moment = [guess, wall - zone.offset(guess)].find(at => at + zone.offset(at) === wall)
  return moment ?? null
}
