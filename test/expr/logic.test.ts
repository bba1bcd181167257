import { col, lit, not } from './tools'
import { evaluate, described } from './evaluate'

const truths = [true, false, null]
const rows = truths.flatMap(a => truths.map(b => ({ a, b })))
const ddl = 'a BOOLEAN, b BOOLEAN'

describe('three-valued logic', () => {
  test('and', () => {
    expect(evaluate(col('a').and(col('b')), ddl, rows)).toEqual([true, false, null, false, false, false, null, false, null])
  })

  test('or', () => {
    expect(evaluate(col('a').or(col('b')), ddl, rows)).toEqual([true, true, true, true, false, null, true, null, null])
  })

  test('not', () => {
    expect(evaluate(not('a'), 'a BOOLEAN', truths.map(a => ({ a })))).toEqual([false, true, null])
  })

  test('the other side is not evaluated where one side settles it', () => {
    const n = [{ t: 'x' }, { t: '12' }, { t: '3' }]
    const guarded = col('t').neq('x').and(col('t').cast('INT').gt(5))
    expect(evaluate(guarded, 't STRING', n)).toEqual([false, true, false])
    expect(evaluate(col('t').eq('x').or(col('t').cast('INT').gt(5)), 't STRING', n)).toEqual([true, true, false])
    expect(() => evaluate(col('t').cast('INT').gt(5).and(col('t').neq('x')), 't STRING', n)).toThrow(/'x' of type STRING cannot be cast to INT/)
  })

  test('conditions are BOOLEAN', () => {
    expect(() => described(lit(true).and(1))).toThrow(/AND needs a BOOLEAN, and this is INT/)
    expect(described(col('a').and(col('b').not()), ddl)).toEqual({ type: 'boolean', name: '(a AND (NOT b))' })
  })
})
