import fc from 'fast-check'
import { formatDouble, formatFloat, formatTimestamp, textToBigint, textToBoolean, textToDate, textToDouble, textToInt, textToTimestamp, timestampOfBytes, zoneOffset } from '../../src/core'

// Every row was asked of Spark 4.1.1: try_cast of the text, session time zone UTC.
it.each([
  ['1', 1], [' 1 ', 1], ['\t1\n', 1], ['+1', 1], ['-1', -1], ['1.5', null], ['1.', null], ['1.0', null], ['.5', null], ['', null], ['  ', null],
  ['1e3', null], ['abc', null], ['2147483647', 2147483647], ['2147483648', null], ['-2147483648', -2147483648], ['-2147483649', null], ['1L', null],
  ['0x10', null], ['1_000', null], ['1,000', null], ['00012', 12], ['-', null], ['+', null], ['--1', null], ['1 2', null], ['\x001', 1], ['1\x7f', 1],
  ['\u00a01', null], ['-0', 0], ['９', null],
])('%j as INT', (text, value) => expect(textToInt(text)).toBe(value))

it.each([
  ['9223372036854775807', 2n ** 63n - 1n], ['9223372036854775808', null], ['-9223372036854775808', -(2n ** 63n)], [' 12 ', 12n], ['1.9', null], ['', null], ['+5', 5n],
])('%j as BIGINT', (text, value) => expect(textToBigint(text)).toBe(value))

it.each([
  ['1', 1], [' 1.5 ', 1.5], ['1d', 1], ['1f', 1], ['1D', 1], ['1.5F', 1.5], ['NaN', NaN], ['nan', NaN], ['NAN', NaN], ['+NaN', NaN], ['inf', Infinity], ['+inf', Infinity],
  ['-inf', -Infinity], ['infinity', Infinity], ['-Infinity', -Infinity], ['INFINITY', Infinity], ['1e400', Infinity], ['1e-400', 0], ['', null], ['abc', null], ['.5', 0.5], ['5.', 5],
  ['1E+5', 1e5], ['1e', null], ['-0', -0], ['1,5', null], ['1_0', null], ['\x001', 1], ['1\u00a0', null], ['-.5e-3', -0.0005], ['1.5e3d', 1500], ['infi', null], ['1 d', null], ['--1', null],
])('%j as DOUBLE', (text, value) => expect(textToDouble(text)).toBe(value))

it.each([
  ['true', true], ['TRUE', true], ['t', true], ['Y', true], ['yes', true], ['1', true], ['false', false], ['f', false], ['n', false], ['NO', false], ['0', false], ['on', null], ['off', null],
  [' true ', true], ['\ttrue', true], ['tru', null], ['', null], ['2', null], ['1.0', null], ['yes\x7f', true],
])('%j as BOOLEAN', (text, value) => expect(textToBoolean(text)).toBe(value))

it.each([
  ['2021-10-29', 18929], ['2021-10-29T10', 18929], ['2021-10-29 x', 18929], ['2021-10-29x', null], ['2021-1-1', 18628], ['2021-01', 18628], ['2021', 18628], ['202', null], ['20211029', null],
  [' 2021-10-29 ', 18929], ['2021-10-29T', 18929], ['-2021-10-29', -1457382], ['+2021-10-29', 18929], ['', null], ['2021-02-29', null], ['2021-', null], ['2021-10-', null], ['0002021-01-01', 18628],
  ['00002021-01-01', null], ['epoch', null], ['19000', 6220080], ['5881580-07-11', 2147483647], ['5881580-07-12', null], ['0000-01-01', -719528],
])('%j as DATE', (text, value) => expect(textToDate(text)).toBe(value))

it.each<[string, number | bigint | null]>([
  ['2021-10-29T10:37:23Z', 1635503843000000], [' 2021-10-29 ', 1635465600000000],
  ['2021-10-29T10:37:23+0200', 1635496643000000], ['2021-10-29T10:37:23+02:00', 1635496643000000],
  ['2021-10-29T10:37:23 Europe/Paris', 1635496643000000], ['2021-10-29T10:37:23GMT+1', 1635500243000000],
  ['2021-10-29T10:37Z', null], ['2021-10-29T10', 1635501600000000], ['2021', 1609459200000000],
  ['2021-10', 1633046400000000], ['21', null], ['202', null], ['2021-10-29 10:37:23.1234567', 1635503843123456],
  ['2021-10-29 10:37:23.999999999', 1635503843999999], ['2021-10-29T10:37:23.5 +01:00', 1635500243500000],
  ['2021-10-29T', null], ['2021-10-29 ', 1635465600000000], ['1700000000', null], ['20211029', null], ['epoch', null],
  ['2021-10-29T10:37:23+01:00:30', 1635500213000000], ['2021-10-29T10:37:23+18:00', 1635439043000000],
  ['2021-10-29T10:37:23+19:00', null], ['10000-01-01', 253402300800000000n], ['+10000-01-01', 253402300800000000n],
  ['0000-00-00', null], ['2021-10-29 10:37:23 PST', 1635529043000000], ['2021-10-29 10:37:23 UTC', 1635503843000000],
  ['2021-10-29 10:37:23Z+1', null], ['2021-10-29 10:37:23 Z', 1635503843000000], ['2021-10-29 10:37:23 z', null],
  ['2021-10-29T10:37:23+2:3', 1635496463000000], ['2021-10-29T10:37:23+2', 1635496643000000],
  ['2021-10-29T10:37:23+9:', null], ['2021-10-29T10:37:23+09:5', 1635471143000000], ['2021-10-29T10:37:23-', null],
  ['2021-10-29T10:37:23 +', null], ['2021-10-29\n', 1635465600000000], ['1582-10-10', -12219724800000000n],
  ['2021-1-1 1:1:1', 1609462861000000], ['2021-10-29 10:37:', null], ['2021-10-29 10:', null],
  ['2021-10-29 10::23', null], ['2021-', null], ['2021-10-29 10:37:23..1', null],
  ['-2021-10-29', -125917804800000000n], ['+2021-10-29', 1635465600000000], ['002021-10-29', 1635465600000000],
  ['0002021-10-29', null], ['2021-10-29T10:37:23EST', 1635521843000000],
  ['2021-10-29T10:37:23 America/New_York', 1635518243000000], ['2021-10-29T10:37:23 GMT+01:00', 1635500243000000],
  ['2021-10-29T10:37:23UTC+', null], ['2021-10-29T10:37:23 CET', 1635496643000000],
  ['2021-10-29T10:37:23 IST', 1635484043000000], ['2021-10-29T10:37:23 Asia/Kolkata', 1635484043000000],
  ['2021-10-29T10:37:23+0530', 1635484043000000], ['2021-10-29T10:37:23+053', null],
  ['2021-10-29T10:37:23+053015', 1635484028000000], ['2021-10-29T10:37:23 GMT0', 1635503843000000],
  ['2021-10-29T10:37:23 Nowhere/City', null], ['2021-10-29T10:37:23 europe/paris', null],
  ['2021-03-28T02:30:00 Europe/Paris', 1616895000000000], ['2021-10-31T02:30:00 Europe/Paris', 1635640200000000],
  ['2021-10-29T23:59:60Z', null], ['2021-10-29T24:00:00Z', null], ['2021-02-30', null], ['2021/10/29', null],
  ['2021-10-29T10:37:23.', 1635503843000000], ['2021-10-29T10:37:23.Z', 1635503843000000],
  ['2021-10-29t10:37:23z', null], ['2021-10-29Z', null], ['2021-10-29T001:02:03', null],
  ['0000-01-01', -62167219200000000n], ['-0001-01-01', -62198755200000000n],
  ['294247-01-10T04:00:54.775807Z', 9223372036854775807n], ['294247-01-10T04:00:54.775808Z', null],
  ['-290308-12-21T19:59:05.224192Z', -9223372036854775808n], ['999999-01-01', null],
])('%j as TIMESTAMP', (text, value) => expect(textToTimestamp(text)).toBe(value === null ? null : BigInt(value)))

it('reads a text without a zone in the zone it is given', () => {
  expect(formatTimestamp(textToTimestamp('2021-10-29 10:00:00', zoneOffset('America/New_York')!)!)).toBe('2021-10-29T14:00:00Z')
  expect(formatTimestamp(textToTimestamp('2021-10-29 10:00:00Z', zoneOffset('America/New_York')!)!)).toBe('2021-10-29T10:00:00Z')
})

it('takes a time without a date for nothing, where Spark would put it on the current day', () => {
  expect(textToTimestamp('10:30:00')).toBeNull()
})

it('agrees with Date on every offset of a zone', () => {
  const seconds = fc.integer({ min: -2_000_000_000, max: 4_000_000_000 })
  const offset = zoneOffset('Europe/Paris')!
  fc.assert(fc.property(seconds, utc => {
    const shown = new Date(utc * 1000).toLocaleString('sv', { timeZone: 'Europe/Paris' })
    const local = Date.parse(`${shown.replace(' ', 'T')}Z`) / 1000
    // The hour that is there twice may be read as either.
    expect([0, 3600]).toContain(Math.abs(local - offset(local) - utc))
  }))
})

it('reads plain timestamps from bytes as it does from text, and leaves the rest to it', () => {
  const two = (...odd: string[]): fc.Arbitrary<string> =>
    fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 1, max: 12 }).map(n => String(n).padStart(2, '0')) }, { weight: 1, arbitrary: fc.constantFrom(...odd) })
  const zone = fc.oneof(fc.constantFrom('', 'Z', 'z', '+02:00', '-18:00', '+18:30', '+02:60', ' UTC'), fc.nat(1e9).map(n => `.${n}Z`), fc.nat(1e7).map(n => `.${n}+01:30`))
  const text = fc.tuple(fc.integer({ min: 1690, max: 2210 }), two('00', '13', 'xx', ''), two('29', '30', '31', '32', '00', '1'), fc.constantFrom('T', ' ', ' ', '_'),
    two('00', '23', '24', '1'), two('59', '60', '0x'), two('59', '60', ''), zone).map(([y, mo, d, t, h, mi, s, z]) => `${y}-${mo}-${d}${t}${h}:${mi}:${s}${z}`)
  let read = 0
  fc.assert(fc.property(text, of => {
    const micros = timestampOfBytes(Buffer.from(`x${of}y`, 'latin1'), 1, of.length + 1)
    if (Number.isNaN(micros)) return
    read++
    expect(BigInt(micros)).toBe(textToTimestamp(of))
  }), { numRuns: 5000 })
  expect(read).toBeGreaterThan(200)
})

it.each([
  [0.1, '0.1'], [1e7, '1.0E7'], [1, '1.0'], [123456.789, '123456.789'], [1e-3, '0.001'], [9.999e-4, '9.999E-4'], [1e21, '1.0E21'], [-0, '-0.0'], [NaN, 'NaN'], [Infinity, 'Infinity'],
  [-Infinity, '-Infinity'], [9999999, '9999999.0'], [3.4028235e38, '3.4028235E38'], [5e-324, '4.9E-324'], [-12345678.9, '-1.23456789E7'], [100, '100.0'], [0.002, '0.002'], [-1.5e-7, '-1.5E-7'],
])('the DOUBLE %d is %s', (value, text) => expect(formatDouble(value)).toBe(text))

it.each([[0.1, '0.1'], [1e7, '1.0E7'], [1.1, '1.1'], [16777216, '1.6777216E7'], [1e-3, '0.001'], [3.4028235e38, '3.4028235E38'], [1e10, '1.0E10'], [-2.5, '-2.5'], [NaN, 'NaN']])('the FLOAT %d is %s', (value, text) => {
  expect(formatFloat(Math.fround(value))).toBe(text)
})

it('every double reads back', () => {
  fc.assert(fc.property(fc.double(), value => expect(textToDouble(formatDouble(value))).toBe(value)))
})
