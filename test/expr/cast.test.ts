import { Instant, LocalDate, array, col, lit, struct, type Column } from './tools'
import { described, evaluate, valueOf } from './evaluate'

const all = (...of: Column<unknown>[]): unknown[] => of.map(one => valueOf(one))
const code = (of: () => unknown): unknown => {
  try {
    return of()
  } catch (error) {
    return (error as { code: string }).code
  }
}
const at = (text: string): Column<['lit', 'TIMESTAMP']> => lit(Instant.ofMillis(Date.parse(text)))

describe('cast, as a Spark 4.1.1 in ANSI mode answers', () => {
  test('text to numbers and truths', () => {
    expect(all(lit(' 12 ').cast('INT'), lit('+5').cast('INT'), lit('-9223372036854775808').cast('BIGINT'), lit('1d').cast('DOUBLE'), lit(' inf ').cast('DOUBLE'), lit('nan').cast('DOUBLE'), lit('.5').cast('DOUBLE')))
      .toEqual([12, 5, -9223372036854775808n, 1, Infinity, NaN, 0.5])
    expect(all(lit('t').cast('BOOLEAN'), lit(' YES ').cast('BOOLEAN'), lit('0').cast('BOOLEAN'), lit('N').cast('BOOLEAN'))).toEqual([true, true, false, false])
    for (const [text, type] of [['1.0', 'INT'], ['', 'INT'], ['x', 'INT'], ['3000000000', 'INT'], ['1L', 'BIGINT'], ['NaNx', 'DOUBLE'], ['on', 'BOOLEAN'], ['2024-02-30', 'DATE'], ['garbage', 'TIMESTAMP']]) {
      expect([text, type, code(() => valueOf(lit(text).cast(type)))]).toEqual([text, type, 'CAST_INVALID_INPUT'])
      expect(valueOf(lit(text).tryCast(type))).toBeNull()
    }
  })

  test('DECIMAL to TINYINT and SMALLINT', () => {
    const decimal = (text: string): Column<['cast', ['lit', 'STRING'], 'DECIMAL']> => lit(text).cast('DECIMAL(10,1)')
    expect(all(decimal('127.9').cast('TINYINT'), decimal('-32768.9').cast('SMALLINT'), decimal('128').tryCast('TINYINT'))).toEqual([127, -32768, null])
    expect(code(() => valueOf(decimal('128').cast('TINYINT')))).toBe('CAST_OVERFLOW')
    expect(String(valueOf(lit(100).cast('TINYINT').plus(decimal('1.5'))))).toBe('101.5')
  })

  test('numbers to numbers', () => {
    expect(all(lit(1.9).cast('INT'), lit(-1.9).cast('INT'), lit(1.9).cast('BIGINT'), lit(true).cast('INT'), lit(true).cast('DOUBLE'), lit(2).cast('BOOLEAN'), lit(0.5).cast('BOOLEAN'), lit(0.0).cast('BOOLEAN')))
      .toEqual([1, -1, 1n, 1, 1, true, true, false])
    expect(all(lit(9223372036854775807n).cast('DOUBLE'), lit(9007199254740993n).cast('DOUBLE'), lit(16777217).cast('FLOAT'), lit(9007199791611905n).cast('FLOAT'), lit(1e300).cast('FLOAT')))
      .toEqual([9.223372036854776e18, 9007199254740992, 16777216, 9007200328482816, Infinity])
    for (const one of [lit(3e9).cast('INT'), lit(NaN).cast('INT'), lit(3000000000n).cast('INT'), lit(1e19).cast('BIGINT')]) expect(code(() => valueOf(one))).toBe('CAST_OVERFLOW')
    expect(all(lit(3e9).tryCast('INT'), lit(NaN).tryCast('BIGINT'))).toEqual([null, null])
  })

  test('times and numbers', () => {
    expect(all(lit(1.5).cast('TIMESTAMP'), lit(-1.5).cast('TIMESTAMP'), lit(1700000000).cast('TIMESTAMP'), lit(1700000000000n).cast('TIMESTAMP')).map(t => (t as Instant).micros))
      .toEqual([1500000n, -1500000n, 1700000000000000n, 1700000000000000000n])
    expect((valueOf(lit(9223372036854775807n).cast('TIMESTAMP')) as Instant).micros).toBe(9223372036854775807n)
    expect(all(at('1969-12-31T23:59:59.5Z').cast('BIGINT'), at('2024-01-01T00:00:00.25Z').cast('DOUBLE'), at('2024-01-01T00:00:00.25Z').cast('FLOAT'))).toEqual([-1n, 1704067200.25, 1704067200])
    expect(code(() => valueOf(at('2100-01-01T00:00:00Z').cast('INT')))).toBe('CAST_OVERFLOW')
    expect(code(() => valueOf(lit(NaN).cast('TIMESTAMP')))).toBe('CAST_INVALID_INPUT')
    expect(code(() => valueOf(lit(1e300).cast('TIMESTAMP')))).toBe('CAST_OVERFLOW')
    expect(valueOf(lit(NaN).tryCast('TIMESTAMP'))).toBeNull()
    expect(String(valueOf(at('1969-12-31T10:00:00Z').cast('DATE')))).toBe('1969-12-31')
    expect(String(valueOf(at('9999-12-31T23:59:59.999999Z').cast('DATE')))).toBe('9999-12-31')
    expect(valueOf(lit(new LocalDate(19723)).cast('TIMESTAMP'))).toEqual(Instant.ofMillis(Date.UTC(2024, 0, 1)))
  })

  test('text from everything', () => {
    const texts = [1, 1e7 + 0.5, 12345678.9, 0.001, 0.0001, 1e21, NaN, -0, -Infinity, 1.5e-7].map(x => valueOf(lit(x).cast('DOUBLE').cast('STRING')))
    expect(texts).toEqual(['1.0', '1.00000005E7', '1.23456789E7', '0.001', '1.0E-4', '1.0E21', 'NaN', '-0.0', '-Infinity', '1.5E-7'])
    expect(all(lit(0.1).cast('FLOAT').cast('STRING'), lit(16777216).cast('FLOAT').cast('STRING'), lit(3.4e38).cast('FLOAT').cast('STRING'), lit(0.1).cast('FLOAT').cast('DOUBLE'))).toEqual(['0.1', '1.6777216E7', '3.4E38', 0.10000000149011612])
    expect(all(at('2024-01-01T00:00:00.120Z').cast('STRING'), lit(new LocalDate(19723)).cast('STRING'), lit(true).cast('STRING'), lit(-9223372036854775808n).cast('STRING'))).toEqual(['2024-01-01 00:00:00.12', '2024-01-01', 'true', '-9223372036854775808'])
    expect(all(array(1, null, 3).cast('STRING'), struct(lit(1), lit('x')).cast('STRING'), array(array(1.5)).cast('STRING'))).toEqual(['[1, null, 3]', '{1, x}', '[[1.5]]'])
    expect(evaluate(col('m').cast('STRING'), 'm MAP<STRING, INT>', [{ m: new Map([['a', 1], ['b', null]]) }])).toEqual(['{a -> 1, b -> null}'])
  })

  test('bytes and text', () => {
    expect(evaluate(col('value').cast('STRING'), 'value BINARY', [{ value: Buffer.from([0x61, 0xff]) }, { value: null }, { value: Buffer.from('añ') }])).toEqual(['a\ufffd', null, 'añ'])
    expect(evaluate(col('s').cast('BINARY'), 's STRING', [{ s: 'é' }, { s: null }])).toEqual([Buffer.from('é'), null].map(b => b && new Uint8Array(b)))
  })

  test('what is inside arrays, maps and structs', () => {
    expect(valueOf(array(1, 2).cast('ARRAY<STRING>'))).toEqual(['1', '2'])
    expect(valueOf(struct(lit(1).as('a')).cast('STRUCT<b: STRING>'))).toEqual({ b: '1' })
    expect(evaluate(col('e').cast('STRUCT<a: INT>'), 'e STRUCT<a: STRING>', [{ e: null }, { e: { a: '7' } }])).toEqual([null, { a: 7 }])
    expect(valueOf(array(lit('1'), lit('x')).tryCast('ARRAY<INT>'))).toEqual([1, null])
  })

  test('casts that there are not', () => {
    for (const [of, type] of [[lit(true), 'TIMESTAMP'], [lit(1), 'BINARY'], [lit(new LocalDate(0)), 'INT'], [at('2024-01-01T00:00:00Z'), 'BOOLEAN']] as const) {
      expect(() => described((of as Column<unknown>).cast(type as string))).toThrow(/cannot be cast/)
      expect(() => described((of as Column<unknown>).tryCast(type as string))).toThrow(/cannot be cast/)
    }
  })

  test('a value in a message is escaped and shortened', () => {
    const message = (text: string): string => {
      try {
        valueOf(lit(text).cast('INT'))
      } catch (error) {
        return (error as Error).message
      }
      return ''
    }
    expect(message('\u001b[31m\n\'')).toBe("the value '\\u{1b}[31m\\u{a}\\'' of type STRING cannot be cast to INT: it is malformed")
    expect(message('x'.repeat(1_000_000)).length).toBeLessThan(200)
  })

  test('part of a unit of an interval counts, to the microsecond or the month', () => {
    const part = (number: string, to: string): unknown => valueOf(lit(number).cast('DECIMAL(10,2)').cast(to).cast(to.includes('YEAR') ? 'INTERVAL YEAR TO MONTH' : 'INTERVAL DAY TO SECOND').cast('STRING'))
    expect(part('-630.69', 'INTERVAL DAY')).toBe("INTERVAL '-630 16:33:36' DAY TO SECOND")
    expect(part('0.05', 'INTERVAL HOUR TO MINUTE')).toBe("INTERVAL '0 00:00:03' DAY TO SECOND")
    expect(part('-1.54', 'INTERVAL YEAR')).toBe("INTERVAL '-1-6' YEAR TO MONTH")
  })

  test('null is null of any type, and names are Spark\'s', () => {
    expect(all(lit(null).cast('INT'), lit(null).cast('TIMESTAMP'), lit(null).cast('ARRAY<INT>'))).toEqual([null, null, null])
    expect(described(lit(1).cast('string'))).toEqual({ type: 'string', name: 'CAST(1 AS STRING)' })
    expect(described(lit('x').tryCast('integer')).name).toBe('TRY_CAST(x AS INT)')
  })
})
