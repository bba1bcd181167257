import { col, lit, Instant } from './tools'
import { described, evaluate, valueOf } from './evaluate'

const rows = [{ user: 'ada', n: 1, big: 9007199254740993n }, { user: 'eve', n: null, big: 9007199254740992n }, { user: null, n: 3, big: -1n }]
const ddl = 'user STRING, n INT, big BIGINT'

describe('comparison', () => {
  test('a string column with a literal, nulls as null', () => {
    expect(evaluate(col('user').eq('ada'), ddl, rows)).toEqual([true, false, null])
    expect(evaluate(col('user').neq('ada'), ddl, rows)).toEqual([false, true, null])
    expect(evaluate(col('user').gt('b'), ddl, rows)).toEqual([false, true, null])
  })

  test('longs beyond 2^53 are exact', () => {
    expect(evaluate(col('big').gt(9007199254740992n), ddl, rows)).toEqual([true, false, false])
    expect(evaluate(col('big').lt(0), ddl, rows)).toEqual([false, false, true])
  })

  test('INT meets DOUBLE and BIGINT', () => {
    expect(evaluate(col('n').lt(2.5), ddl, rows)).toEqual([true, null, false])
    expect(evaluate(col('n').leq(col('big')), ddl, rows)).toEqual([true, null, false])
  })

  test('text is cast to what it is compared with', () => {
    expect(valueOf(lit(new Instant(0n)).geq('1970-01-01'))).toBe(true)
    expect(valueOf(lit('3').eq(3))).toBe(true)
    expect(() => valueOf(lit('3.5').eq(3))).toThrow(/'3\.5'.*BIGINT/)
  })

  test('NaN equals itself and is the greatest', () => {
    expect(valueOf(lit(NaN).eq(NaN))).toBe(true)
    expect(valueOf(lit(NaN).gt(Infinity))).toBe(true)
    expect(valueOf(lit(-0).eq(0))).toBe(true)
  })

  test('strings compare by their UTF-8 bytes', () => {
    // U+FF5E has a higher code unit than the surrogates of U+1F600, and fewer bytes.
    expect(valueOf(lit('\uff5e').lt('\u{1f600}'))).toBe(true)
    expect(valueOf(lit('a').lt('ab'))).toBe(true)
  })

  test('eqNullSafe, between and isin', () => {
    expect(evaluate(col('n').eqNullSafe(null), ddl, rows)).toEqual([false, true, false])
    expect(evaluate(col('n').between(1, 2), ddl, rows)).toEqual([true, null, false])
    expect(evaluate(col('n').between(2, null), ddl, rows)).toEqual([false, null, null])
    expect(evaluate(col('n').isin(1, 2), ddl, rows)).toEqual([true, null, false])
    expect(evaluate(col('n').isin(1, null), ddl, rows)).toEqual([true, null, null])
    expect(evaluate(col('user').isin('eve', 'bob'), ddl, rows)).toEqual([false, true, null])
  })

  test('a boolean has no number to meet', () => {
    expect(() => valueOf(lit(true).eq(1))).toThrow(/BOOLEAN with INT/)
  })

  test('names as Spark prints them', () => {
    expect(described(col('n').neq(1), ddl)).toEqual({ type: 'boolean', name: '(NOT (n = 1))' })
    expect(described(col('n').between(1, 3), ddl).name).toBe('between(n, 1, 3)')
    expect(described(col('n').isin(1, 2), ddl).name).toBe('(n IN (1, 2))')
  })
})
