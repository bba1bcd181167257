import {
  Instant, LocalDate, col, currentTimestamp, dateAdd, dateDiff, dateFormat, dateTrunc, dayOfMonth, dayOfWeek, dayOfYear, hour, lit, minute, month,
  quarter, second, timestampMillis, timestampSeconds, toDate, toTimestamp, tryToTimestamp, unixTimestamp, year, type Column,
} from './tools'
import { described, evaluate, valueOf } from './evaluate'

const at = (text: string): Column<['lit', 'TIMESTAMP']> => lit(Instant.ofMillis(Date.parse(text)))
const all = (...of: Column<unknown>[]): unknown[] => of.map(one => valueOf(one))
const shown = (of: Column<unknown>): string => String(valueOf(of))

describe('time, as a Spark 4.1.1 in UTC answers', () => {
  test('parts', () => {
    expect(all(year(at('2024-02-29T23:59:59Z')), month(lit('2024-02-03')), dayOfMonth(at('2024-01-31T23:59:59Z')), dayOfWeek(lit('2024-01-07')), dayOfWeek(lit('2024-01-01')), dayOfYear(lit('2024-03-01')), quarter(lit('2024-05-01'))))
      .toEqual([2024, 2, 31, 1, 2, 61, 2])
    const before = at('1969-12-31T23:58:59.500Z')
    expect(all(hour(before), minute(before), second(before), year(before), dayOfWeek(before), hour(lit(new LocalDate(0))))).toEqual([23, 58, 59, 1969, 4, 0])
  })

  test('parts of far years, and nulls', () => {
    const rows = [{ t: new Instant(-62135596800000000n) }, { t: null }, { t: new Instant(253402300799999999n) }]
    expect(evaluate(year('t'), 't TIMESTAMP', rows)).toEqual([1, null, 9999])
    expect(evaluate(second('t'), 't TIMESTAMP', rows)).toEqual([0, null, 59])
    expect(evaluate(dateFormat('t', 'yyyy-MM-dd HH:mm:ss.SSSSSS'), 't TIMESTAMP', rows)).toEqual(['0001-01-01 00:00:00.000000', null, '9999-12-31 23:59:59.999999'])
    expect(evaluate(dateTrunc('year', 't'), 't TIMESTAMP', rows)).toEqual([rows[0].t, null, new Instant(253370764800000000n)])
  })

  test('dateTrunc', () => {
    const cut = (unit: string, text: string): string => shown(dateTrunc(unit, at(text)))
    expect([cut('hour', '2024-01-01T10:37:23Z'), cut('week', '2024-01-04T10:37:23Z'), cut('quarter', '2024-05-04T10:37:23Z'), cut('mon', '2024-05-17T10:00:00Z'), cut('yyyy', '2024-05-17T10:00:00Z'), cut('dd', '2024-05-17T10:00:00Z'), cut('HOUR', '1969-12-31T23:30:00Z'), cut('week', '1969-12-31T23:30:00Z')]).toEqual([
      '2024-01-01T10:00:00Z', '2024-01-01T00:00:00Z', '2024-04-01T00:00:00Z', '2024-05-01T00:00:00Z', '2024-01-01T00:00:00Z', '2024-05-17T00:00:00Z', '1969-12-31T23:00:00Z', '1969-12-29T00:00:00Z',
    ])
    const bogus: string = ['bo', 'gus'].join('')
    expect(valueOf(dateTrunc(bogus, at('2024-05-04T10:37:23Z')))).toBeNull()
    expect(shown(dateTrunc('millisecond', lit(new Instant(1704105443123456n))))).toBe('2024-01-01T10:37:23.123Z')
    expect(described(dateTrunc('day', at('2024-05-04T10:37:23Z')))).toEqual({ type: 'timestamp', name: 'date_trunc(day, TIMESTAMP \'2024-05-04 10:37:23\')' })
  })

  test('dateFormat', () => {
    const t = at('2024-01-05T03:04:05.678Z')
    expect(shown(dateFormat(t, 'yyyy-MM-dd HH:mm:ss.SSS a hh E EEEE MMM MMMM D Q y M d H'))).toBe('2024-01-05 03:04:05.678 AM 03 Fri Friday Jan January 5 1 2024 1 5 3')
    expect(shown(dateFormat(at('2024-01-05T13:04:05.678Z'), 'k K KK kk SSSSSS S DDD QQ QQQ'))).toBe('13 1 01 13 678000 6 005 01 Q1')
    expect(shown(dateFormat(at('2024-01-05T13:04:05Z'), "yyyy'T'HH '' XXX z O xx VV"))).toBe("2024T13 ' Z UTC GMT +0000 UTC")
    expect(shown(dateFormat(lit('0005-01-05'), 'y yy yyy yyyy'))).toBe('5 05 005 0005')
    for (const bad of ['YYYY', 'u', 'bb', 'yyyy\'', 'MMMMM']) expect(() => shown(dateFormat(t, bad))).toThrow(/the date pattern/)
  })

  test('toTimestamp by pattern is strict', () => {
    const read = (text: string, pattern?: string): string => shown(toTimestamp(lit(text), pattern))
    expect([read('2024-01-01 10:00'), read('01/02/2024 10:11', 'dd/MM/yyyy HH:mm'), read('05 Jan 2024', 'dd MMM yyyy'), read('2024-1-5 3', 'yyyy-M-d H'), read('2024-01-05 03:04:05.6', 'yyyy-MM-dd HH:mm:ss.S'), read('2024-01-05 03:04 PM', 'yyyy-MM-dd hh:mm a'), read('24-01-05', 'yy-MM-dd'), read('2024-01-05T03:04:05.678Z', "yyyy-MM-dd'T'HH:mm:ss.SSSX"), read('2024-01-05T03:04:05+0530', "yyyy-MM-dd'T'HH:mm:ssZ"), read('20240105', 'yyyyMMdd')]).toEqual([
      '2024-01-01T10:00:00Z', '2024-02-01T10:11:00Z', '2024-01-05T00:00:00Z', '2024-01-05T03:00:00Z', '2024-01-05T03:04:05.600Z', '2024-01-05T15:04:00Z', '2024-01-05T00:00:00Z', '2024-01-05T03:04:05.678Z', '2024-01-04T21:34:05Z', '2024-01-05T00:00:00Z',
    ])
    for (const [text, pattern] of [['2024-1-5', 'yyyy-MM-dd'], ['2024-01-05x', 'yyyy-MM-dd'], ['garbage', 'yyyy'], ['2024-02-30', 'yyyy-MM-dd'], ['25:00', 'HH:mm']]) {
      expect(() => read(text, pattern)).toThrow(/does not fit the pattern/)
      expect(valueOf(tryToTimestamp(lit(text), pattern))).toBeNull()
    }
    expect(() => read('garbage')).toThrow(/'garbage' of type STRING cannot be cast to TIMESTAMP/)
    expect(valueOf(tryToTimestamp(lit('garbage')))).toBeNull()
  })

  test('toDate, dateAdd, dateDiff', () => {
    expect([shown(toDate(lit('2024-01-01'))), shown(toDate(lit('01/02/2024'), 'dd/MM/yyyy')), shown(toDate(at('1969-12-31T10:00:00Z')))]).toEqual(['2024-01-01', '2024-02-01', '1969-12-31'])
    expect([shown(dateAdd(lit('2024-01-31'), 1)), shown(dateAdd(at('2024-01-31T10:00:00Z'), -1))]).toEqual(['2024-02-01', '2024-01-30'])
    expect(all(dateDiff(lit('2024-03-01'), lit('2024-02-01')), dateDiff(lit('2024-03-01'), at('2024-02-01T23:00:00Z')))).toEqual([29, 29])
  })

  test('seconds and milliseconds', () => {
    expect(all(unixTimestamp(at('1969-12-31T23:59:59.500Z')), unixTimestamp(lit('2024-01-01 00:00:00')), unixTimestamp(lit('2024-01-01'), 'yyyy-MM-dd'), unixTimestamp(lit(new LocalDate(1))))).toEqual([0n, 1704067200n, 1704067200n, 86400n])
    expect(all(timestampSeconds(lit(1.5)), timestampSeconds(lit(-1)), timestampMillis(lit(1500)), timestampMillis(lit(9007199254740993n)), timestampSeconds(lit(NaN)))).toEqual([
      new Instant(1500000n), new Instant(-1000000n), new Instant(1500000n), new Instant(9007199254740993000n), null,
    ])
    expect(() => valueOf(timestampSeconds(lit(9223372036854775807n)))).toThrow(/timestampSeconds/)
    expect(() => described(timestampMillis(col('x')), 'x DOUBLE')).toThrow(/needs a whole number/)
  })

  test('currentTimestamp is the batch\'s', () => {
    expect(valueOf(currentTimestamp())).toEqual(Instant.ofMillis(Date.UTC(2024, 0, 1, 10, 30)))
  })

  test('a number is no time', () => {
    expect(() => described(year(col('n')), 'n INT')).toThrow(/year needs a TIMESTAMP or a DATE, and this is INT/)
  })
})
