/** Seconds that a zone is ahead of UTC when its clocks show `local` (seconds since 1970, read as if they were UTC). */
export type ZoneOffset = (local: number) => number

const zones = new Map<string, ZoneOffset | null>()

/**
 * The zone of that name as Spark reads it: `Z`, `+02:00`, `-0530`, `UTC+3`, `Europe/Paris`, `PST`; null where there is
 * none. Names are case-sensitive, offsets end at 18 hours.
 */
export function zoneOffset(name: string): ZoneOffset | null {
  const known = zones.get(name)
  if (known !== undefined) return known
  const found = findZone(name)
  // A hostile stream must not fill the memory with zones that do not exist.
  if (zones.size < 1000) zones.set(name, found)
  return found
}

function findZone(name: string): ZoneOffset | null {
  const prefixed = /^(?:Z|UTC|GMT|UT|GMT0)$|^(?:UTC|GMT|UT)?([+-].+)$/.exec(name)
  if (prefixed !== null) {
    const offset = prefixed[1] === undefined ? 0 : fixedOffset(prefixed[1])
    return offset === null ? null : () => offset
  }
  const short = SHORT_NAMES[name]
  if (typeof short === 'number') return () => short
  return regionOffset(short ?? name)
}

function fixedOffset(text: string): number | null {
  const parts = /^([+-])(\d\d?)(?::(\d\d?)(?::(\d\d))?)?$/.exec(text) ?? /^([+-])(\d\d)(\d\d)(\d\d)?$/.exec(text)
  if (parts === null) return null
  const [, sign, hours, minutes = '0', seconds = '0'] = parts
  const offset = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
  if (Number(minutes) > 59 || Number(seconds) > 59 || offset > 18 * 3600) return null
  return sign === '-' ? -offset : offset
}

// The abbreviations that Java gives one meaning, where it is not a region's own name.
const SHORT_NAMES: Readonly<Record<string, string | number>> = {
  ACT: 'Australia/Darwin', AET: 'Australia/Sydney', AGT: 'America/Argentina/Buenos_Aires', ART: 'Africa/Cairo', AST: 'America/Anchorage',
  BET: 'America/Sao_Paulo', BST: 'Asia/Dhaka', CAT: 'Africa/Harare', CNT: 'America/St_Johns', CST: 'America/Chicago', CTT: 'Asia/Shanghai',
  EAT: 'Africa/Addis_Ababa', ECT: 'Europe/Paris', IET: 'America/Indiana/Indianapolis', IST: 'Asia/Kolkata', JST: 'Asia/Tokyo', MIT: 'Pacific/Apia',
  NET: 'Asia/Yerevan', NST: 'Pacific/Auckland', PLT: 'Asia/Karachi', PNT: 'America/Phoenix', PRT: 'America/Puerto_Rico', PST: 'America/Los_Angeles',
  SST: 'Pacific/Guadalcanal', VST: 'Asia/Ho_Chi_Minh', EST: -5 * 3600, MST: -7 * 3600, HST: -10 * 3600,
}

function regionOffset(name: string): ZoneOffset | null {
  // Intl takes names in any case, Java only as they are written in the tz database.
  if (!/^[A-Z][A-Za-z0-9_+-]*(\/[A-Z][A-Za-z0-9_+-]*)*$/.test(name)) return null
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name, hourCycle: 'h23', era: 'short', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    })
  } catch {
    return null
  }
  const at = (utc: number): number => offsetAt(format, utc)
  return local => {
    const before = at(local - 86_400)
    const after = at(local + 86_400)
    // Where the clocks were put back, the earlier of the two moments counts; where they were put forward, the time
    // that they skipped is read with the offset before.
    if (before === after || at(local - before) === before) return before
    return at(local - after) === after ? after : before
  }
}

function offsetAt(format: Intl.DateTimeFormat, utc: number): number {
  const of: Record<string, string> = {}
  for (const part of format.formatToParts(Math.max(-8.64e15, Math.min(8.64e15, utc * 1000)))) of[part.type] = part.value
  const year = of.era === 'BC' ? 1 - Number(of.year) : Number(of.year)
  const local = new Date(0)
  local.setUTCFullYear(year, Number(of.month) - 1, Number(of.day))
  local.setUTCHours(Number(of.hour), Number(of.minute), Number(of.second))
  return Math.round(local.getTime() / 1000 - utc)
}
