import {
  abs, array, arrayContains, avg, ceil, coalesce, col, concat, concatWs, currentTimestamp, dateAdd, dateDiff, dateFormat, datePart, dateTrunc, elementAt, extract, floor, fromJson, get,
  greatest, grouping, hex, hour, ifNull, interval, length, lit, lpad, makeDtInterval, makeYmInterval, max, min, not, nullif, pow, regexpExtract, round, size, spark, split, sqrt, struct, substring, sum, timestampMillis,
  toDate, toJson, toTimestamp, toTimestampNtz, tryAdd, tryDivide, trySubtract, tryToTimestamp, unixTimestamp, upper, when, window, windowTime, Window, year, DayTimeInterval, Instant, LocalDate, LocalDateTime, YearMonthInterval, type Frame, type RowOf,
} from 'tidemark'

/** Compiles only where both are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false
type Schema<F> = F extends Frame<infer S, infer _I> ? { [K in keyof S]: S[K] } : never
type Row<F> = F extends Frame<infer S, infer _I> ? RowOf<S> : never
const is = <_T extends true>(): void => {}

const f = spark.createDataFrame([], 'user STRING, at TIMESTAMP, day DATE, n INT, big BIGINT, f FLOAT, x DOUBLE, ok BOOLEAN, value BINARY, tags ARRAY<STRING>, m MAP<STRING, INT>, e STRUCT<user: STRING, n: INT>')

// Numbers: the wider of both; a quotient is DOUBLE.
const numbers = f.select(
  col('n').plus(1).as('a'), col('n').plus(col('big')).as('b'), col('f').plus(col('f')).as('c'), col('n').times(col('f')).as('d'), col('n').divide(2).as('e'),
  col('big').mod(2).as('g'), col('n').negate().as('h'), abs('x').as('i'), floor('x').as('j'), ceil('n').as('k'), round('f', 1).as('l'), sqrt('n').as('o'),
  pow('n', 2).as('p'), greatest('n', 1, 'big').as('q'), tryAdd('n', 1.5).as('r'), tryDivide('n', 'n').as('s'),
)
is<Same<Schema<typeof numbers>, {
  a: 'INT'; b: 'BIGINT'; c: 'FLOAT'; d: 'DOUBLE'; e: 'DOUBLE'; g: 'BIGINT'; h: 'INT'; i: 'DOUBLE'; j: 'BIGINT'; k: 'BIGINT'; l: 'FLOAT'; o: 'DOUBLE'
  p: 'DOUBLE'; q: 'BIGINT'; r: 'DOUBLE'; s: 'DOUBLE'
}>>()

// Conditions: numbers of any kind meet, text stands for a day or a time, null meets everything.
f.where(col('n').gt(col('x')).and(col('at').geq('2024-01-01')).or(col('day').lt(col('at'))).and(not('ok')))
f.where(col('n').isin(1, 2.5, null).or(col('user').isin('a', 'b')).or(col('n').between(1, col('big'))))
f.where(col('user').eqNullSafe(null).or(col('day').eq(new LocalDate(0))).or(col('at').lt(new Date())).or(col('at').lt(new Instant(0n))).or(col('x').isNaN()))
f.where(col('user').contains('a').and(col('user').like('a%')).and(col('user').rlike('^a')).and(col('user').startsWith(col('e.user'))))

// Values that depend.
const chosen = f.select(
  when(col('n').gt(1), 'many').when(col('ok'), col('user')).otherwise('?').as('a'), when(col('ok'), 1).otherwise(col('x')).as('b'),
  coalesce('n', col('big'), 0).as('c'), ifNull('user', lit('')).as('d'), nullif('n', 0).as('e'), when(col('ok'), null).otherwise(1n).as('g'),
)
is<Same<Schema<typeof chosen>, { a: 'STRING'; b: 'DOUBLE'; c: 'BIGINT'; d: 'STRING'; e: 'INT'; g: 'BIGINT' }>>()

// Text and time.
const texts = f.select(
  concat('user', lit(' '), 'n').as('a'), concatWs(',', 'tags', 'user').as('b'), length('value').as('c'), substring('user', 1, col('n')).as('d'),
  lpad('user', 3, '0').as('e'), split('user', ',').as('g'), regexpExtract('user', '(a)').as('h'), upper(col('n').cast('STRING')).as('i'),
)
is<Same<Row<typeof texts>, { a: string; b: string; c: number; d: string; e: string; g: string[]; h: string; i: string }>>()
const times = f.select(
  year('at').as('a'), hour('day').as('b'), dateTrunc('hour', 'at').as('c'), dateFormat('at', 'yyyy').as('d'), toDate('at').as('e'), toTimestamp('user', 'yyyy').as('g'),
  tryToTimestamp('user').as('h'), unixTimestamp('at').as('i'), timestampMillis('big').as('j'), currentTimestamp().as('k'), dateAdd('day', 1).as('l'), dateDiff('at', 'day').as('o'),
)
is<Same<Schema<typeof times>, {
  a: 'INT'; b: 'INT'; c: 'TIMESTAMP'; d: 'STRING'; e: 'DATE'; g: 'TIMESTAMP'; h: 'TIMESTAMP'; i: 'BIGINT'; j: 'TIMESTAMP'; k: 'TIMESTAMP'; l: 'DATE'; o: 'INT'
}>>()

// What holds other values.
const nested = f.select(
  col('tags').getItem(0).as('a'), get('tags', 5).as('b'), elementAt('m', 'k').as('c'), col('m').getItem('k').as('d'), col('e').getField('n').as('e'), size('m').as('g'),
  arrayContains('tags', 'x').as('h'), array('n', 'big').as('i'), struct('user', col('e.n'), col('n').plus(1).as('next'), lit(1)).as('j'),
  toJson(struct('user')).as('k'), fromJson('user', 'ARRAY<STRUCT<a: INT>>').as('l'), fromJson('user', { a: 'INT', b: 'ARRAY<STRING>' }).as('o'), window('at', '1 hour').getField('start').as('p'),
)
is<Same<Row<typeof nested>, {
  a: string; b: string; c: number; d: number; e: number; g: number; h: boolean; i: bigint[]; j: { user: string; n: number; next: number; col4: number }
  k: string; l: { a: number }[]; o: { a: number; b: string[] }; p: Instant
}>>()

// Casts.
const cast = f.select(col('user').tryCast('timestamp').as('a'), col('n').cast('ARRAY<STRING>' as string).as('b'), col('tags').cast('ARRAY<INT>').as('c'), col('at').cast('long').as('d'))
is<Same<Schema<typeof cast>['a'] | Schema<typeof cast>['d'], 'TIMESTAMP' | 'BIGINT'>>()
is<Same<Row<typeof cast>['c'], number[]>>()

// Aggregates of what has an order.
const grouped = f.groupBy('user').agg({ a: sum('f'), b: sum('n'), c: min('day'), d: max('e'), e: max('tags') })
is<Same<Row<typeof grouped>['a'] | Row<typeof grouped>['b'], number | bigint>>()
is<Same<Row<typeof grouped>['d'], { user: string; n: number }>>()

export const all = [numbers, chosen, texts, times, nested, cast, grouped]

// A time without a zone: with a DATE it stays one, with a TIMESTAMP it becomes one.
const clock = spark.createDataFrame([{ n: new LocalDateTime(0n), at: new Instant(0n), day: new LocalDate(0) }], 'n TIMESTAMP_NTZ, at TIMESTAMP, day DATE')
const clocks = clock.select(
  'n', toTimestampNtz('at').as('a'), coalesce('n', 'day').as('b'), coalesce('n', 'at').as('c'), year('n').as('d'), dateTrunc('hour', 'n').as('e'),
  col('n').plus(interval('1 hour')).as('g'), col('n').cast('TIMESTAMP').as('h'), max('n').over(Window.partitionBy('day')).as('i'), lit(new LocalDateTime(0n)).as('j'),
)
is<Same<Schema<typeof clocks>, {
  n: 'TIMESTAMP_NTZ'; a: 'TIMESTAMP_NTZ'; b: 'TIMESTAMP_NTZ'; c: 'TIMESTAMP'; d: 'INT'; e: 'TIMESTAMP'; g: 'TIMESTAMP_NTZ'; h: 'TIMESTAMP'; i: 'TIMESTAMP_NTZ'; j: 'TIMESTAMP_NTZ'
}>>()
is<Same<Row<typeof clock>['n'], LocalDateTime>>()
clock.where(col('n').lt(col('at')).and(col('n').eq('2021-10-29')).and(col('n').geq(new LocalDateTime(0n))))
const clockHours = clock.groupBy(window('n', '1 hour')).agg({ first: min('n') }).select('window.start', windowTime('window').as('at'), 'first')
is<Same<Schema<typeof clockHours>, { start: 'TIMESTAMP_NTZ'; at: 'TIMESTAMP_NTZ'; first: 'TIMESTAMP_NTZ' }>>()

// Small whole numbers: among themselves the wider of both, with INT an INT.
const small = spark.createDataFrame([{ b: 1, s: 300, n: 70_000, f: 1.5 }], 'b TINYINT, s SMALLINT, n INT, f FLOAT')
const smalls = small.select(
  'b', 's', col('b').plus(col('b')).as('a'), col('b').times(col('s')).as('c'), col('b').plus(1).as('d'), col('s').plus(col('f')).as('e'), col('s').divide(col('b')).as('g'),
  col('n').cast('byte').as('h'), col('b').negate().as('i'), coalesce('b', 's').as('j'), greatest('s', 'n').as('k'), sum('s').over(Window.partitionBy('b')).as('l'), hex('s').as('m'),
)
is<Same<Schema<typeof smalls>, {
  b: 'TINYINT'; s: 'SMALLINT'; a: 'TINYINT'; c: 'SMALLINT'; d: 'INT'; e: 'DOUBLE'; g: 'DOUBLE'; h: 'TINYINT'; i: 'TINYINT'; j: 'SMALLINT'; k: 'INT'; l: 'BIGINT'; m: 'STRING'
}>>()
is<Same<Row<typeof small>['b'] | Row<typeof small>['s'], number>>()
const cubed = small.cube('b', 's').agg({ of: grouping('b'), most: max('s') })
is<Same<Schema<typeof cubed>['of'] | Schema<typeof cubed>['most'], 'TINYINT' | 'SMALLINT'>>()

// Intervals: a DATE stays one with days and months, and becomes a TIMESTAMP with hours.
const spans = spark.createDataFrame([{ t: new Instant(0n), n: new LocalDateTime(0n), d: new LocalDate(0), h: new DayTimeInterval(1n, 'HOUR'), days: new DayTimeInterval(0n, 'DAY'), ym: new YearMonthInterval(1), i: 1 }],
  't TIMESTAMP, n TIMESTAMP_NTZ, d DATE, h INTERVAL HOUR, days INTERVAL DAY, ym INTERVAL YEAR TO MONTH, i INT')
const spanned = spans.select(
  'h', 'days', 'ym', col('t').minus(col('n')).as('a'), col('d').minus(col('d')).as('b'), col('d').plus(col('days')).as('c'), col('d').plus(col('h')).as('e'), col('d').minus(col('ym')).as('f'), col('ym').plus(col('t')).as('g'),
  col('h').plus(col('days')).as('j'), col('days').minus(col('days')).as('k'), col('days').times(col('i')).as('l'), col('i').times(col('ym')).as('m'), col('h').divide(2).as('o'), col('h').negate().as('p'), abs('ym').as('q'),
  col('d').plus(col('i')).as('r'), tryAdd('d', col('i')).as('s'), trySubtract('t', col('t')).as('u'), col('d').plus(interval('1 day')).as('v'), col('d').plus(interval('1 day 2 hours')).as('w'), col('t').plus(interval('3 months')).as('x'),
  makeDtInterval('i').as('y'), makeYmInterval().as('z'), extract('second', 'h').as('aa'), datePart('day', 'days').as('ab'), datePart('hour', col('h')).as('ac'), extract('hour', 't').as('ad'), col('h').cast('BIGINT').as('ae'),
  col('h').cast('INTERVAL DAY').as('af'), coalesce('h', 'days').as('ag'), lit(new DayTimeInterval(1n)).as('ah'), col('i').cast('interval  month').as('ai'), sum('days').over(Window.partitionBy('i')).as('aj'), avg('days').over(Window.partitionBy('i')).as('ak'),
)
is<Same<Schema<typeof spanned>, {
  h: 'INTERVAL DAY TO SECOND'; days: 'INTERVAL DAY'; ym: 'INTERVAL YEAR TO MONTH'; a: 'INTERVAL DAY TO SECOND'; b: 'INTERVAL DAY'; c: 'DATE'; e: 'TIMESTAMP'; f: 'DATE'; g: 'TIMESTAMP'
  j: 'INTERVAL DAY TO SECOND'; k: 'INTERVAL DAY'; l: 'INTERVAL DAY TO SECOND'; m: 'INTERVAL YEAR TO MONTH'; o: 'INTERVAL DAY TO SECOND'; p: 'INTERVAL DAY TO SECOND'; q: 'INTERVAL YEAR TO MONTH'
  r: 'DATE'; s: 'DATE'; u: 'INTERVAL DAY TO SECOND'; v: 'DATE'; w: 'TIMESTAMP'; x: 'TIMESTAMP'; y: 'INTERVAL DAY TO SECOND'; z: 'INTERVAL YEAR TO MONTH'; aa: 'DECIMAL'; ab: 'INT'; ac: 'TINYINT'; ad: 'INT'; ae: 'BIGINT'
  af: 'INTERVAL DAY'; ag: 'INTERVAL DAY TO SECOND'; ah: 'INTERVAL DAY TO SECOND'; ai: 'INTERVAL YEAR TO MONTH'; aj: 'INTERVAL DAY'; ak: 'INTERVAL DAY TO SECOND'
}>>()
is<Same<Row<typeof spans>['ym'], YearMonthInterval>>()
spans.where(col('h').gt(interval('1 day')).and(col('days').lt(col('h'))).and(col('t').minus(col('n')).eq(new DayTimeInterval(0n))))
