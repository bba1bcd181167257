import { DayTimeInterval, Decimal, Instant, LocalDate, LocalDateTime, YearMonthInterval } from '../../src/core'

/** A column of every type, nested ones too. */
export const ALL_TYPES = 's STRING, b BOOLEAN, y TINYINT, h SMALLINT, i INT, l BIGINT, f FLOAT, d DOUBLE, t TIMESTAMP, n TIMESTAMP_NTZ, day DATE, raw BINARY, price DECIMAL(12,3), wide DECIMAL(38,10), span INTERVAL DAY TO SECOND, months INTERVAL YEAR TO MONTH, xs ARRAY<INT>, '
  + 'm MAP<STRING, DOUBLE>, st STRUCT<a: INT, b: STRUCT<c: STRING, at: TIMESTAMP>>, deep ARRAY<STRUCT<k: STRING, v: ARRAY<BIGINT>>>'

/** Rows with values of every kind, none and the edges among them. */
export const EVERY_KIND: readonly object[] = [
  {
    s: 'naïve 🌊', b: true, y: -128, h: 32767, i: -2147483648, l: 9223372036854775807n, f: 1.5, d: Math.PI, t: new Instant(-1n), n: new LocalDateTime(-1n), day: new LocalDate(-719162),
    raw: Uint8Array.of(0, 255, 10), price: new Decimal(-1050n, 3), wide: new Decimal(99999999999999999999999999999999999999n, 10), span: new DayTimeInterval(-9223372036854775808n), months: new YearMonthInterval(-2147483648), xs: [1, null, 3], m: new Map([['x', 1.5], ['y', null]]), st: { a: 1, b: { c: 'in', at: new Instant(1_700_000_000_123_456n) } },
    deep: [{ k: 'one', v: [1n, null] }, { k: null, v: null }, null],
  },
  { s: '', b: false, y: 127, h: -32768, i: 0, l: 0n, f: -0, d: NaN, t: new Instant(0n), n: new LocalDateTime(1_500_000n), day: new LocalDate(0), raw: new Uint8Array(), price: new Decimal(0n, 3), wide: new Decimal(-99999999999999999999999999999999999999n, 10), span: new DayTimeInterval(1n), months: new YearMonthInterval(14), xs: [], m: new Map(), st: { a: null, b: null }, deep: [] },
  {},
]
