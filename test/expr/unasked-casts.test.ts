import { parseDdl } from '../../src/core'
import { bind } from '../../src/expr/bind'
import { typeName } from '../../src/core/data-type'
import { Decimal } from '../../src/core/decimal'
import type { AnyColumn } from '../../src/expr/column'
import { abs, array, coalesce, col, concat, concatWs, dateAdd, dateTrunc, elementAt, greatest, hex, ifNull, Instant, least, lit, LocalDate, not, nullif, second, sqrt, struct, substring, timestampSeconds, toDate, toTimestamp, tryAdd, tryMultiply, tryToTimestamp, when } from './tools'
import { code, context, evaluate, valueOf } from './evaluate'

// What a real Spark 4.1.1 casts by itself, refuses, and works out before there is a row; found by test/fuzz.

const ddl = 's STRING, i INT, l BIGINT, x DOUBLE, d DECIMAL(10,2), b BOOLEAN, day DATE, ts TIMESTAMP, bytes BINARY, tags ARRAY<INT>'
// The compiler refuses most of these, so it is not told what the columns are.
const c = (name: string): AnyColumn => col(name)

const described = (of: AnyColumn): string => {
  const { type, nullable } = bind(of.expr, parseDdl(ddl.replaceAll(/(?<=[A-Z)>])(?=,|$)(?![^(]*\))/g, ' NOT NULL')))
  return `${typeName(type)}${nullable ? '' : ' NOT NULL'}`
}

test.each<[string, AnyColumn, string]>([
  ['text beside a condition', c('s').or(c('b')), 'BOOLEAN'],
  ['not of text', not(c('s')), 'BOOLEAN'],
  ['text, or else a number', coalesce(c('s'), c('i')), 'BIGINT NOT NULL'],
  ['a number, or else text', ifNull(c('x').mod(2), c('s')), 'DOUBLE'],
  ['coalesce of numbers', coalesce(c('i'), c('x')), 'DOUBLE NOT NULL'],
  ['when of text and a time', when(lit(true), c('s')).otherwise(c('ts')), 'TIMESTAMP'],
  ['when of a number before one that is wider', when(lit(true), c('i')).otherwise(c('l')), 'BIGINT NOT NULL'],
  ['an array of text and numbers', array(c('x'), c('s')), 'ARRAY<DOUBLE> NOT NULL'],
  ['a comparison with text', c('i').eq(c('s')), 'BOOLEAN'],
  ['a comparison of numbers', c('i').eq(c('x')), 'BOOLEAN NOT NULL'],
  ['concatWs of numbers', concatWs('-', 'tags', 'd'), 'STRING NOT NULL'],
  ['a part of a text by a DECIMAL', substring('s', 1, c('d')), 'STRING'],
  ['days as text', dateAdd('day', c('s')), 'DATE'],
  ['the square root of text', sqrt(c('s')), 'DOUBLE'],
  ['a part of BINARY', substring('bytes', 1, 2), 'BINARY NOT NULL'],
  ['BINARY after BINARY', concat('bytes', 'bytes'), 'BINARY NOT NULL'],
  ['BINARY after text', concat('bytes', 's'), 'STRING NOT NULL'],
  ['the day of a number, which is text', toDate(c('i')), 'DATE'],
])('%s', (_, of, is) => {
  expect(described(of)).toBe(is)
})

test.each<[string, AnyColumn]>([
  ['two texts are no numbers', c('s').plus(c('s'))],
  ['nor are they two conditions', c('s').or(c('s'))],
  ['a number of days is no fraction', dateAdd('day', c('x'))],
  ['seconds are no text', timestampSeconds(c('s'))],
  ['text is not among numbers', greatest('s', 'i')],
  ['a number is not read by a pattern', toTimestamp(c('i'), 'HH:mm')],
  ['BINARY is no text', greatest(c('s'), substring('bytes', 1, 1))],
])('refused: %s', (_, of) => {
  expect(code(() => described(of))).toBe('DATATYPE_MISMATCH')
})

test('a cast fails for the row that asks for it, and there alone', () => {
  const rows = [{ s: 'x', i: 1 }, { s: '7', i: null }]
  expect(evaluate(coalesce(c('i'), c('s')), ddl, rows)).toEqual([1n, 7n])
  expect(evaluate(c('i').plus(c('s')), ddl, [rows[1]])).toEqual([null])
  expect(code(() => evaluate(c('s').plus(c('i')), ddl, rows))).toBe('CAST_INVALID_INPUT')
  expect(evaluate(when(c('i').eq(1), c('i')).otherwise(c('s')), ddl, rows)).toEqual([1n, 7n])
})

describe('what try functions try', () => {
  const rows = [{ s: '7', i: 1, l: 1n }, { s: 'x', i: 1, l: 0n }, { s: '8', i: 2, l: 2n }]

  test('of two numbers it is the sum alone, of others all that they are made of', () => {
    expect(code(() => evaluate(tryAdd(c('s').cast('INT'), 1), ddl, rows))).toBe('CAST_INVALID_INPUT')
    expect(evaluate(tryAdd(c('s'), 1), ddl, rows)).toEqual([8n, null, 9n])
    expect(evaluate(tryMultiply(c('s'), lit(6).divide(c('l')).cast('BIGINT')), ddl, rows)).toEqual([42n, null, 24n])
  })
})

describe('constants', () => {
  const bad = lit('x').cast('INT')
  const ahead = (of: AnyColumn): string => code(() => bind(of.expr, parseDdl(ddl)).precompute?.(context))

  test.each<[string, string, AnyColumn]>([
    ['beside a column', 'CAST_INVALID_INPUT', c('i').plus(bad)],
    ['cast unasked', 'CAST_INVALID_INPUT', c('i').plus('x')],
    ['in a try function', 'CAST_INVALID_INPUT', tryAdd(c('i'), lit('x'))],
    ['as a whole', 'no error', tryAdd(lit(1), lit('x'))],
    ['behind a condition', 'no error', when(c('b'), bad).otherwise(0)],
    ['behind another value', 'no error', coalesce(c('i'), bad)],
    ['where it is compared for null', 'no error', nullif(c('i'), bad)],
    ['below a function that is', 'CAST_INVALID_INPUT', nullif(c('i').plus(bad), 1)],
    ['on the other side of or', 'CAST_INVALID_INPUT', c('b').or(bad.gt(1))],
    ['in a list', 'CAST_INVALID_INPUT', c('i').isin(1, bad)],
  ])('%s: %s', (_, says, of) => {
    expect(ahead(of)).toBe(says)
  })
})

test('the upper bound is not asked for below the lower one, nor a list beyond what is found', () => {
  const none = elementAt(array('i'), c('i').minus(c('i')))
  expect(evaluate(c('i').between(5, none), ddl, [{ i: 4 }])).toEqual([false])
  expect(code(() => evaluate(c('i').between(5, none), ddl, [{ i: 6 }]))).toBe('INVALID_INDEX_OF_ZERO')
  expect(evaluate(c('i').isin(4, none), ddl, [{ i: 4 }])).toEqual([true])
  expect(evaluate(c('i').isin(c('l'), 4, none), ddl, [{ i: 4, l: null }])).toEqual([true])
  expect(code(() => evaluate(c('i').isin(4, none), ddl, [{ i: 5 }]))).toBe('INVALID_INDEX_OF_ZERO')
})

test('a day beyond all times is no time, but to a unit that there is not', () => {
  const far = lit(new LocalDate(2147483647))
  for (const late of [second(far), toTimestamp(far), tryToTimestamp(far), dateTrunc('hour', far), far.tryCast('TIMESTAMP')]) expect(code(() => valueOf(late))).toBe('ARITHMETIC_OVERFLOW')
  expect(valueOf(dateTrunc('nonsense' as 'day', far))).toBeNull()
  expect(code(() => valueOf(tryToTimestamp(lit('999999-01-01'), 'y-MM-dd')))).toBe('ARITHMETIC_OVERFLOW')
})

test('a DECIMAL that is written keeps its digits under another sign; one that is read has 34', () => {
  const most = Decimal.parse('9999999999999999999999999999.9999999999')!
  expect(String(valueOf(lit(most).negate()))).toBe(`-${String(most)}`)
  expect(String(valueOf(abs(least(lit(most).negate().negate(), lit(most)))))).toBe(String(most))
  expect(code(() => evaluate(c('d').negate(), 'd DECIMAL(38,10)', [{ d: most }]))).toBe('NUMERIC_VALUE_OUT_OF_RANGE.WITHOUT_SUGGESTION')
})

test('bytes by position, hex of a DECIMAL', () => {
  const bytes = Uint8Array.of(1, 2, 3)
  const parts = [substring('bytes', 2, 5), substring('bytes', -2, 1), substring('bytes', 0, 1), substring('bytes', 4, 1), substring('bytes', -5, 3), concat('bytes', substring('bytes', 1, 1))]
  expect(parts.map(one => [...(valueOf(one, ddl, { bytes }) as Uint8Array)])).toEqual([[2, 3], [2], [1], [], [1], [1, 2, 3, 1]])
  expect(valueOf(hex(c('d')), ddl, { d: Decimal.parse('16.75')! })).toBe('10')
  expect(described(struct('i'))).toBe('STRUCT<i: INT> NOT NULL')
  expect(valueOf(toTimestamp(lit(1)))).toEqual(Instant.ofMillis(1000))
})
