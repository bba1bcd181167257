import { parseDdl } from '../../src/core'
import { bind } from '../../src/expr/bind'
import type { AnyColumn } from '../../src/expr/column'
import { abs, array, ceil, col, dateAdd, elementAt, floor, get, greatest, lit, regexpExtract, sqrt, struct, timestampSeconds, tryAdd, tryDivide, tryElementAt, tryToTimestamp, when, Instant, LocalDate } from './tools'
import { code, evaluate, valueOf } from './evaluate'

// Each of these was found by test/fuzz, and is as a real Spark 4.1.1 has it.

const ddl = 's STRING, i INT, l BIGINT, x DOUBLE'
const rows = [{ s: 'x', i: null, l: 0n, x: 0 }, { s: '7', i: 1, l: 2n, x: 4 }]

describe('what stands beside a null is not looked at', () => {
  test('the right operand where the left one is null', () => {
    expect(evaluate(col('i').plus(col('s').cast('INT')), ddl, rows)).toEqual([null, 8])
    expect(evaluate(col('i').eq(lit(1).divide(col('l'))), ddl, rows)).toEqual([null, false])
    expect(code(() => evaluate(col('s').cast('INT').plus(col('i')), ddl, rows))).toBe('CAST_INVALID_INPUT')
  })

  test('the dividend where the divisor is null, and of tryDivide where it is zero', () => {
    expect(evaluate(col('s').cast('INT').divide(col('i')), ddl, rows)).toEqual([null, 7])
    expect(evaluate(tryDivide(col('s').cast('INT'), col('l')), ddl, rows)).toEqual([null, 3.5])
    expect(code(() => evaluate(col('s').cast('INT').divide(col('l')), ddl, rows))).toBe('CAST_INVALID_INPUT')
  })

  test('every element of an array and every part of a struct is', () => {
    expect(code(() => evaluate(array('i', col('s').cast('INT')), ddl, rows))).toBe('CAST_INVALID_INPUT')
    expect(code(() => evaluate(greatest('i', col('s').cast('INT')), ddl, rows))).toBe('CAST_INVALID_INPUT')
  })
})

test('a group that the pattern does not have is looked for in a match only', () => {
  expect(valueOf(regexpExtract(lit('x'), '([0-9])', 2))).toBe('')
  expect(code(() => valueOf(regexpExtract(lit('1'), '([0-9])', 2)))).toBe('INVALID_PARAMETER_VALUE')
})

test('text that is no number is null to a try function', () => {
  expect(evaluate(tryAdd('s', 1), ddl, rows)).toEqual([null, 8n])
})

test('days go round at the ends of their range; doubles of seconds stop there', () => {
  expect(valueOf(dateAdd(lit(new LocalDate(1)), 2147483647))).toEqual(new LocalDate(-2147483648))
  expect((valueOf(timestampSeconds(lit(1e300))) as Instant).micros).toBe(2n ** 63n - 1n)
})

test('positions that are not there, by Spark\'s names', () => {
  const tags = array(lit(1), lit(2))
  expect(code(() => valueOf(elementAt(tags, 3)))).toBe('INVALID_ARRAY_INDEX_IN_ELEMENT_AT')
  expect(code(() => valueOf(tags.getItem(3)))).toBe('INVALID_ARRAY_INDEX')
  expect(code(() => valueOf(tryElementAt(tags, 0)))).toBe('INVALID_INDEX_OF_ZERO')
  expect(code(() => evaluate(get('m' as never, 1), 'm MAP<STRING, INT>', []))).toBe('DATATYPE_MISMATCH')
  expect(code(() => evaluate(greatest('s', lit(Instant.ofMillis(0))), ddl, rows))).toBe('DATATYPE_MISMATCH')
})

test.each<[string, boolean, AnyColumn]>([
  ['cast of text to a number', true, col('s').cast('INT')],
  ['cast of text to a day', true, col('s').cast('DATE')],
  ['cast of a double to BIGINT', true, col('x').cast('BIGINT')],
  ['cast of a whole number', false, col('i').cast('DOUBLE')],
  ['tryCast to what holds every value', false, col('i').tryCast('BIGINT')],
  ['tryCast to what does not', true, col('l').tryCast('INT')],
  ['divide', true, col('x').divide(2)],
  ['mod', true, col('i').mod(2)],
  ['plus', false, col('i').plus(2)],
  ['plus of text', true, col('s').plus(2)],
  ['abs', false, abs('i')],
  ['ceil, floor, sqrt', true, ceil(floor(sqrt('x')))],
  ['tryToTimestamp of a time', false, tryToTimestamp(timestampSeconds('i'))],
  ['timestampSeconds of a double', true, timestampSeconds('x')],
  ['a field of a struct', false, struct('i').getField('i')],
  ['when that is always true', false, when(lit(true), col('i'))],
  ['when', true, when(col('i').gt(0), col('i'))],
])('nullable where Spark says so, though the columns are not: %s', (_, nullable, of) => {
  expect(bind(of.expr, parseDdl('s STRING NOT NULL, i INT NOT NULL, l BIGINT NOT NULL, x DOUBLE NOT NULL')).nullable).toBe(nullable)
})
