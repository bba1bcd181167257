import { batchOfRows, printBatch } from '../../src/batch'
import { parseDdl, typeName } from '../../src/core'
import { Decimal } from '../../src/core/decimal'
import { bind } from '../../src/expr/bind'
import { col, lit } from '../../src/expr/column'
import { abs, ceil, floor, greatest, round, timestampSeconds, tryDivide, xxhash64 } from '../../src/expr/functions'
import { refuses } from '../support/refuses'
import { evaluate, valueOf } from './evaluate'

const ddl = 'a DECIMAL(10,2), b DECIMAL(8,3), wide DECIMAL(38,0), n INT NOT NULL'
const row = { a: '10.55', b: '3.333', wide: '99999999999999999999999999999999999999', n: 3 }
const text = (of: Parameters<typeof valueOf>[0]): string => String(valueOf(of, ddl, row))
const type = (of: Parameters<typeof valueOf>[0]): string => typeName(bind(of.expr, parseDdl(ddl)).type)

describe('DECIMAL', () => {
  // Each with Spark 4.1.1's type and value.
  it.each([
    [col('a').plus(col('b')), 'DECIMAL(12,3)', '13.883'], [col('a').times(col('b')), 'DECIMAL(19,5)', '35.16315'], [col('a').divide(col('b')), 'DECIMAL(22,11)', '3.16531653165'],
    [col('a').mod(col('b')), 'DECIMAL(8,3)', '0.551'], [col('n').divide(col('a')), 'DECIMAL(23,11)', '0.28436018957'], [col('a').times(10), 'DECIMAL(13,2)', '105.50'],
    [col('a').plus(100000), 'DECIMAL(11,2)', '100010.55'], [col('a').plus(lit(null)), 'DECIMAL(11,2)', 'null'], [col('a').plus(0.5), 'DOUBLE', '11.05'],
    [round('a', 1), 'DECIMAL(10,1)', '10.6'], [round('a', -1), 'DECIMAL(9,0)', '10'], [floor(col('a').negate()), 'DECIMAL(9,0)', '-11'], [ceil('a'), 'DECIMAL(9,0)', '11'],
    [abs(col('a').negate()), 'DECIMAL(10,2)', '10.55'], [greatest('a', 'n'), 'DECIMAL(12,2)', '10.55'], [timestampSeconds('a'), 'TIMESTAMP', '1970-01-01T00:00:10.550Z'],
    [xxhash64('a'), 'BIGINT', '7851870596649296277'], [xxhash64(col('a').cast('DECIMAL(38,30)')), 'BIGINT', '-2526594212197875439'], [tryDivide('a', col('b').minus(col('b'))), 'DECIMAL(23,12)', 'null'],
  ])('%# is as Spark has it', (of, name, value) => {
    expect([type(of), text(of)]).toEqual([name, value])
  })

  it('of a literal has just its digits', () => {
    expect(typeName(bind(lit(new Decimal(5n, 3)).expr, parseDdl('one INT')).type)).toBe('DECIMAL(3,3)')
    expect(typeName(bind(lit(new Decimal(-1050n, 2)).expr, parseDdl('one INT')).type)).toBe('DECIMAL(4,2)')
  })

  it('has no room for more digits', () => {
    refuses(() => valueOf(col('wide').plus(1), ddl, row), { code: 'NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION', hint: 'tryAdd' })
    refuses(() => valueOf(col('wide').cast('BIGINT'), ddl, row), { code: 'CAST_OVERFLOW' })
    refuses(() => valueOf(col('a').cast('DECIMAL(3,2)'), ddl, row), { code: 'NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION', hint: "tryCast('DECIMAL(3,2)')" })
    refuses(() => valueOf(col('a').mod(lit(0)), ddl, row), { code: 'REMAINDER_BY_ZERO' })
    expect(valueOf(lit(NaN).cast('DECIMAL(10,2)'))).toBeNull()
  })

  it('keeps 34 digits where the sign changes, as Spark does', () => {
    const of = (text: string): string => String(valueOf(col('a').negate(), 'a DECIMAL(38,1)', { a: text }))
    expect(of('-1234567890123456789012345678901234.5')).toBe('1234567890123456789012345678901234.0')
    expect(of('1234567890123456789012345678901233.5')).toBe('-1234567890123456789012345678901234.0')
    expect(String(valueOf(abs('a'), 'a DECIMAL(38,1)', { a: '1234567890123456789012345678901233.5' }))).toBe('1234567890123456789012345678901233.5')
    refuses(() => valueOf(abs('a'), 'a DECIMAL(38,0)', { a: `-${'9'.repeat(38)}` }), { code: 'NUMERIC_VALUE_OUT_OF_RANGE.WITHOUT_SUGGESTION' })
  })

  it('takes Decimals, numbers and texts as rows, and refuses what has too many digits', () => {
    expect(evaluate(col('a'), 'a DECIMAL(5,2)', [{ a: new Decimal(15n, 1) }, { a: 2.675 }, { a: 7n }, { a: '-1e-2' }, { a: null }]).map(String)).toEqual(['1.50', '2.68', '7.00', '-0.01', 'null'])
    refuses(() => batchOfRows(parseDdl('a DECIMAL(5,2)'), [{ a: 1000 }]), { code: 'VALUE_TYPE_MISMATCH', hint: '3 digits before the point' })
    refuses(() => batchOfRows(parseDdl('a DECIMAL(5,2)'), [{ a: 'x' }]), { code: 'VALUE_TYPE_MISMATCH' })
    refuses(() => batchOfRows(parseDdl('a DECIMAL(5,2)'), [{ a: Infinity }]), { code: 'VALUE_TYPE_MISMATCH' })
  })

  it('is shown with all its digits', () => {
    expect(printBatch(batchOfRows(parseDdl('a DECIMAL(5,2), tiny DECIMAL(20,10)'), [{ a: 1.5, tiny: '1e-10' }, {}]))).toBe([
      '+----+------------+', '|   a|        tiny|', '+----+------------+', '|1.50|0.0000000001|', '|NULL|        NULL|', '+----+------------+', '',
    ].join('\n'))
  })
})
