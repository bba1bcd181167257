import { coalesce, col, ifNull, lit, nullif, nvl, when } from './tools'
import { described, evaluate, valueOf } from './evaluate'

const ddl = 'n INT, s STRING, x DOUBLE'
const rows = [{ n: 0, s: 'a', x: NaN }, { n: 2, s: null, x: 1 }, { n: null, s: '', x: null }]

describe('when', () => {
  test('the first condition that holds', () => {
    expect(evaluate(when(col('n').gt(1), 'many').when(col('n').eq(0), 'none').otherwise('?'), ddl, rows)).toEqual(['none', 'many', '?'])
    expect(evaluate(when(col('n').gt(1), col('s')), ddl, rows)).toEqual([null, null, null])
    expect(evaluate(when(col('n').eq(0), col('s')).otherwise(lit('b')), ddl, rows)).toEqual(['a', 'b', 'b'])
  })

  test('a value is evaluated only where it is taken', () => {
    expect(evaluate(when(col('n').neq(0), lit(10).divide(col('n'))).otherwise(-1), ddl, rows)).toEqual([-1, 5, -1])
    expect(() => evaluate(when(col('n').eq(0), lit(10).divide(col('n'))), ddl, rows)).toThrow(/zero/)
  })

  test('values meet in one type', () => {
    expect(described(when(col('n').gt(1), 1).otherwise(2.5), ddl)).toEqual({ type: 'double', name: 'CASE WHEN (n > 1) THEN 1 ELSE 2.5 END' })
    expect(evaluate(when(col('n').eq(0), 1).otherwise(col('x')), ddl, rows)).toEqual([1, 1, null])
    expect(() => described(when(col('n'), 1) as never, ddl)).toThrow(/when needs a BOOLEAN, and this is INT/)
    expect(() => described(when(col('n').gt(1), 1).otherwise(true), ddl)).toThrow(/one type/)
  })

  test('otherwise ends it', () => {
    const ended = when(lit(true), 1).otherwise(2) as unknown as { otherwise(of: number): unknown }
    expect(() => ended.otherwise(3)).toThrow(/when/)
  })
})

describe('nulls', () => {
  test('tests', () => {
    expect(evaluate(col('s').isNull(), ddl, rows)).toEqual([false, true, false])
    expect(evaluate(col('s').isNotNull(), ddl, rows)).toEqual([true, false, true])
    expect(evaluate(col('x').isNaN(), ddl, rows)).toEqual([true, false, false])
    expect(described(col('s').isNull(), ddl).name).toBe('(s IS NULL)')
  })

  test('coalesce, ifNull, nvl', () => {
    expect(evaluate(coalesce('s', lit('none')), ddl, rows)).toEqual(['a', 'none', ''])
    expect(evaluate(coalesce('n', 'x'), ddl, rows)).toEqual([0, 2, null])
    expect(evaluate(ifNull('n', 7), ddl, rows)).toEqual([0, 2, 7])
    expect(evaluate(nvl('n', 7), ddl, rows)).toEqual([0, 2, 7])
    expect(evaluate(coalesce(col('s').tryCast('INT'), 'n'), ddl, rows)).toEqual([0, 2, null])
  })

  test('what coalesce does not need is not evaluated', () => {
    expect(evaluate(coalesce('n', lit(1).divide(col('n'))), 'n INT', [{ n: 0 }, { n: 3 }])).toEqual([0, 3])
    expect(evaluate(coalesce('n', 's'), 'n INT, s STRING', [{ n: 0, s: 'x' }, { n: null, s: '12' }])).toEqual([0n, 12n])
  })

  test('nullif', () => {
    expect(evaluate(nullif('s', lit('')), ddl, rows)).toEqual(['a', null, null])
    expect(evaluate(nullif('n', 2n), ddl, rows)).toEqual([0, null, null])
    expect(valueOf(nullif(lit(1), null))).toBe(1)
  })
})
