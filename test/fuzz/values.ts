import {
  arrayOf, BIGINT, BINARY, BOOLEAN, DATE, DAY_TO_SECOND, DAYS, dayTimeFields, dayTimeOf, decimalOf, DOUBLE, field, FLOAT, INT, mapOf, SMALLINT, STRING, struct, TIMESTAMP,
  TIMESTAMP_NTZ, TINYINT, YEAR_TO_MONTH, yearMonthFields, yearMonthOf, type DataType,
} from '../../src/core/data-type'
import { Decimal, powerOfTen } from '../../src/core/decimal'
import { Instant, LocalDate, LocalDateTime } from '../../src/core/instant'
import { DayTimeInterval, MICROS_OF_UNIT, YearMonthInterval } from '../../src/core/interval'
import type { Rng } from './random'

/** Money, and as many digits as there may be. */
export const MONEY = decimalOf(10, 2)
export const WIDE = decimalOf(38, 10)

/** Intervals of all units, of some, and of one. */
const DAY_TIMES: readonly DataType[] = [DAY_TO_SECOND, DAY_TO_SECOND, DAY_TO_SECOND, DAYS, dayTimeOf(1, 2), dayTimeOf(3, 3)]
const YEAR_MONTHS: readonly DataType[] = [YEAR_TO_MONTH, YEAR_TO_MONTH, YEAR_TO_MONTH, yearMonthOf(0, 0), yearMonthOf(1, 1)]

export function randomInterval(rng: Rng): DataType {
  return rng.pick(rng.chance(0.6) ? DAY_TIMES : YEAR_MONTHS)
}

/** The types that a column may have, as often as they are drawn. */
const SCALARS: readonly (readonly [number, DataType])[] = [
  [6, STRING], [5, INT], [4, BIGINT], [4, DOUBLE], [1, FLOAT], [3, BOOLEAN], [4, TIMESTAMP], [3, DATE], [1, BINARY],
  [3, MONEY], [1, WIDE], [1, decimalOf(5, 5)], [1, TINYINT], [1, SMALLINT], [1.5, TIMESTAMP_NTZ],
  ...DAY_TIMES.map(type => [0.4, type] as const), ...YEAR_MONTHS.map(type => [0.3, type] as const),
]

/** With intervals of all units: Arrow, by which rows go to and from a server, has no others. */
export function whole(type: DataType): DataType {
  switch (type.kind) {
    case 'day_time': return DAY_TO_SECOND
    case 'year_month': return YEAR_TO_MONTH
    case 'array': return arrayOf(whole(type.element))
    case 'map': return mapOf(whole(type.key), whole(type.value))
    case 'struct': return struct(type.fields.map(f => field(f.name, whole(f.type), f.nullable)))
    default: return type
  }
}

export function randomScalar(rng: Rng): DataType {
  return rng.weighted(SCALARS)
}

export function randomType(rng: Rng, depth = 1): DataType {
  if (depth === 0 || rng.chance(0.8)) return randomScalar(rng)
  switch (rng.int(3)) {
    case 0: return arrayOf(randomType(rng, depth - 1))
    case 1: return mapOf(STRING, randomType(rng, depth - 1))
    default: return struct(rng.times(1 + rng.int(3), i => field('abc'[i], randomType(rng, depth - 1))))
  }
}

const TEXTS = [
  '', ' ', 'a', 'b', 'ada', 'bob', 'Ada Lovelace', ' padded ', 'ÄÖÜ ß', 'naïve', '日本語', '😀', 'a😀b', 'e\u0301', '1', '-7', '0', '1.5', '1e3', ' 42 ',
  'true', 'f', '2024-01-05', '2024-01-05 10:11:12', '2024-02-29T23:59:59.999Z', 'NaN', 'Infinity', 'null', '{"a":1}', '{"a":"x","b":[1,2]}', '[1,2]',
  'a,b,,c', 'it\'s', 'x\ty', 'x\ny', '%_', 'a\\b', 'AbC', '99999999999', '9223372036854775808', '+1',
]
const INTS = [0, 1, -1, 2, 3, 7, 42, 100]
const WILD_INTS = [2147483647, -2147483648, 65536, -32769, 1_000_000_007]
const WILD_LONGS = [9007199254740991n, 9007199254740993n, -9007199254740993n, 9223372036854775807n, -9223372036854775808n, 4294967296n, 1_700_000_000_000n]
const DOUBLES = [0, 1, -1, 0.5, 1.5, -2.5, 0.1, 3.14159, 100, 1e3, 2.675]
const WILD_DOUBLES = [-0, NaN, Infinity, -Infinity, 1e308, -1e308, 5e-324, 1e-7, 123456789.125, 9007199254740993, 1e20, 2147483648.5, 0.30000000000000004]
// A memory sink holds times as Java's calendar has them, which skipped ten days in October 1582: no window here begins in them.
const WILD_INSTANTS = [0n, -1n, 1n, -62135596800_000000n, 253402300799_999999n, -12219120000_000000n, 1709164800_000000n, 951782399_999999n, 4102444800_000000n]
const MOST_MICROS = 9223372036854775807n
const WILD_DAYS = [0, -1, -719162, 2932896, 19782, 11016, -141427]

/** When things happen in these programs: 2024-01-01T10:00:00Z and the hours after it. */
export const BASE_MICROS = 1704103200_000000n

/** A value of a type as rows hold it; `wild` says how often it is an edge of its type. Never null. */
export function randomValue(type: DataType, rng: Rng, wild: number): unknown {
  const edge = rng.chance(wild)
  switch (type.kind) {
    case 'string': return edge ? rng.pick(TEXTS) : rng.pick(['a', 'b', 'c', 'ada', 'bob', '', 'Zoë'])
    case 'boolean': return rng.chance(0.5)
    case 'tinyint': return edge ? rng.pick([127, -128]) : rng.pick(INTS)
    case 'smallint': return edge ? rng.pick([32767, -32768, 128]) : rng.pick(INTS)
    case 'int': return edge ? rng.pick(WILD_INTS) : rng.chance(0.7) ? rng.pick(INTS) : rng.int(2000) - 1000
    case 'bigint': return edge ? rng.pick(WILD_LONGS) : BigInt(rng.chance(0.7) ? rng.pick(INTS) : rng.int(2_000_000) - 1_000_000)
    case 'double': return edge ? rng.pick(WILD_DOUBLES) : rng.pick(DOUBLES)
    case 'float': return Math.fround(edge ? rng.pick(WILD_DOUBLES) : rng.pick(DOUBLES))
    case 'decimal': return new Decimal(randomUnits(type.precision, rng, edge), type.scale)
    case 'timestamp': return new Instant(edge ? rng.pick(WILD_INSTANTS) : BASE_MICROS + BigInt(rng.int(240)) * 60_000_000n + (rng.chance(0.3) ? BigInt(rng.int(60_000_000)) : 0n))
    case 'timestamp_ntz': return new LocalDateTime(edge ? rng.pick(WILD_INSTANTS) : BASE_MICROS + BigInt(rng.int(240)) * 60_000_000n + (rng.chance(0.3) ? BigInt(rng.int(60_000_000)) : 0n))
    case 'day_time': {
      const unit = MICROS_OF_UNIT[type.end]
      const fine = type.end === 3 && rng.chance(0.3) ? BigInt(rng.int(2_000_000) - 1_000_000) : 0n
      const count = edge ? (MOST_MICROS / unit) * rng.pick([1n, -1n]) : BigInt(rng.pick([0, 1, -1, 2, 30, 59, 60, 90, -3600, 86400, rng.int(200_000)]))
      return new DayTimeInterval(count * unit + (edge ? 0n : fine), dayTimeFields(type))
    }
    case 'year_month': {
      const count = edge ? rng.pick([type.end === 0 ? 178956970 : 2147483647, type.end === 0 ? -178956970 : -2147483647]) : rng.pick([0, 1, -1, 2, 11, 12, 13, -25, rng.int(600)])
      return new YearMonthInterval(type.end === 0 ? count * 12 : count, yearMonthFields(type))
    }
    case 'date': return new LocalDate(edge ? rng.pick(WILD_DAYS) : 19723 + rng.int(60))
    case 'binary': return Uint8Array.from(rng.times(rng.int(4), () => rng.pick([0, 65, 97, 122, 128, 195, 255])))
    case 'array': return rng.times(rng.int(4), () => maybe(type.element, rng, wild))
    case 'map': return new Map(rng.times(rng.int(3), () => [randomValue(type.key, rng, wild), maybe(type.value, rng, wild)]))
    case 'struct': return Object.fromEntries(type.fields.map(f => [f.name, maybe(f.type, rng, wild)]))
    default: return null
  }
}

function randomUnits(precision: number, rng: Rng, edge: boolean): bigint {
  const most = powerOfTen(precision) - 1n
  if (edge) return rng.pick([most, -most, most / 3n, 5n, -1n])
  return BigInt(rng.chance(0.5) ? rng.pick(INTS) * (precision > 5 ? 100 : 1) : rng.int(200_000) - 100_000) % (most + 1n)
}

function maybe(type: DataType, rng: Rng, wild: number): unknown {
  return rng.chance(0.15) ? null : randomValue(type, rng, wild)
}

/** A value as JSON text that both readers take for it. */
export function jsonOf(value: unknown, type: DataType): string {
  if (value === null || value === undefined) return 'null'
  switch (type.kind) {
    case 'double':
    case 'float': {
      const number = value as number
      if (!Number.isFinite(number)) return `"${number}"`
      return Object.is(number, -0) ? '-0.0' : String(number)
    }
    case 'decimal':
    case 'bigint': return String(value)
    case 'timestamp':
    case 'timestamp_ntz':
    case 'day_time':
    case 'year_month':
    case 'date': return JSON.stringify(String(value))
    case 'binary': return JSON.stringify(Buffer.from(value as Uint8Array).toString('base64'))
    case 'array': return `[${(value as unknown[]).map(one => jsonOf(one, type.element)).join(',')}]`
    case 'map': return `{${[...value as Map<unknown, unknown>].map(([k, v]) => `${JSON.stringify(String(k))}:${jsonOf(v, type.value)}`).join(',')}}`
    case 'struct': return `{${type.fields.map(f => `${JSON.stringify(f.name)}:${jsonOf((value as Record<string, unknown>)[f.name], f.type)}`).join(',')}}`
    default: return JSON.stringify(value)
  }
}
