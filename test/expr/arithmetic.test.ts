import { abs, ceil, col, floor, greatest, least, lit, pow, round, sqrt, tryAdd, tryDivide, tryMultiply, trySubtract, type Column } from './tools'
import { described, evaluate, valueOf } from './evaluate'

const least32 = -2147483648
const least64 = -9223372036854775808n
const most64 = 9223372036854775807n
const code = (of: () => unknown): unknown => {
  try {
    return of()
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('arithmetic', () => {
  test('types as Spark has them', () => {
    const ddl = 'n INT, big BIGINT, f FLOAT, x DOUBLE, s STRING'
    const type = (of: Column<unknown>): string => described(of, ddl).type
    expect([col('n').plus(1), col('n').plus(col('big')), col('f').plus(col('f')), col('n').plus(col('f')), col('f').plus(col('x')), col('s').plus(1)].map(type))
      .toEqual(['int', 'bigint', 'float', 'double', 'double', 'bigint'])
    expect([col('n').divide(2), col('big').mod(3), col('n').negate(), floor('x'), ceil('n'), round('n'), round('f'), abs('big')].map(type))
      .toEqual(['double', 'bigint', 'int', 'bigint', 'bigint', 'int', 'float', 'bigint'])
    expect(described(col('n').plus(1), ddl).name).toBe('(n + 1)')
    expect(described(round('x', 1), ddl).name).toBe('round(x, 1)')
  })

  test('exact beyond 2^53, and null stays null', () => {
    const rows = [{ a: 9007199254740993n, b: 2n }, { a: null, b: 1n }, { a: -7n, b: 3n }]
    const ddl = 'a BIGINT, b BIGINT'
    expect(evaluate(col('a').plus(col('b')), ddl, rows)).toEqual([9007199254740995n, null, -4n])
    expect(evaluate(col('a').minus(col('b')), ddl, rows)).toEqual([9007199254740991n, null, -10n])
    expect(evaluate(col('a').times(col('b')), ddl, rows)).toEqual([18014398509481986n, null, -21n])
    expect(evaluate(col('a').mod(col('b')), ddl, rows)).toEqual([1n, null, -1n])
    expect(evaluate(col('a').divide(col('b')), ddl, rows)).toEqual([4503599627370496, null, -7 / 3])
  })

  test('overflow fails, and the try functions give null', () => {
    expect(code(() => valueOf(lit(2147483647).plus(1)))).toBe('ARITHMETIC_OVERFLOW')
    expect(code(() => valueOf(lit(most64).plus(1)))).toBe('ARITHMETIC_OVERFLOW')
    expect(code(() => valueOf(lit(most64).times(2n)))).toBe('ARITHMETIC_OVERFLOW')
    expect(code(() => valueOf(lit(least32).negate()))).toBe('ARITHMETIC_OVERFLOW')
    expect(code(() => valueOf(abs(lit(least64))))).toBe('ARITHMETIC_OVERFLOW')
    expect(valueOf(tryAdd(lit(2147483647), 1))).toBeNull()
    expect(valueOf(trySubtract(lit(least64), 1))).toBeNull()
    expect(valueOf(tryMultiply(lit(most64), 2))).toBeNull()
    expect(valueOf(tryMultiply(lit(1 << 30), lit(2).cast('BIGINT')))).toBe(2147483648n)
  })

  test('a divisor of zero', () => {
    expect(code(() => valueOf(lit(7).divide(0)))).toBe('DIVIDE_BY_ZERO')
    expect(code(() => valueOf(lit(7.5).divide(0)))).toBe('DIVIDE_BY_ZERO')
    expect(code(() => valueOf(lit(7).mod(0)))).toBe('REMAINDER_BY_ZERO')
    expect(code(() => valueOf(lit(most64).mod(0)))).toBe('REMAINDER_BY_ZERO')
    expect(valueOf(tryDivide(lit(1.5), 0))).toBeNull()
    expect(valueOf(tryDivide(lit(6), 4))).toBe(1.5)
    expect(valueOf(lit(least64).mod(-1n))).toBe(0n)
  })

  test('the remainder has the sign of the dividend', () => {
    expect([valueOf(lit(7).mod(-3)), valueOf(lit(-7).mod(3)), valueOf(lit(-7).mod(7)), valueOf(lit(5.5).mod(2))]).toEqual([1, -1, 0, 1.5])
  })

  test('round is HALF_UP on the digits a number prints', () => {
    const rounded = ([2.5, -2.5, 0.5, -0.4, NaN, 1e300] as number[]).map(x => valueOf(round(lit(x))))
    expect(rounded).toEqual([3, -3, 1, 0, NaN, 1e300])
    expect([valueOf(round(lit(1.005), 2)), valueOf(round(lit(123.456), 1)), valueOf(round(lit(9.995), 2))]).toEqual([1.01, 123.5, 10])
    expect([valueOf(round(lit(15), -1)), valueOf(round(lit(-25), -1)), valueOf(round(lit(25n), -1))]).toEqual([20, -30, 30n])
    expect(code(() => valueOf(round(lit(2147483647), -1)))).toBe('ARITHMETIC_OVERFLOW')
    expect(valueOf(round(lit(1.15).cast('FLOAT'), 1))).toBe(Math.fround(1.1))
  })

  test('floor, ceil, sqrt, pow', () => {
    expect([valueOf(floor(lit(-2.5))), valueOf(ceil(lit(-2.5))), valueOf(floor(lit(1e300))), valueOf(floor(lit(NaN)))]).toEqual([-3n, -2n, most64, 0n])
    expect([valueOf(sqrt(lit(-1))), valueOf(pow(2, 10)), valueOf(pow(0, -1))]).toEqual([NaN, 1024, Infinity])
  })

  test('greatest and least leave nulls out', () => {
    const rows = [{ a: 1, b: null }, { a: null, b: null }, { a: 3, b: 9007199254740993n }]
    expect(evaluate(greatest('a', 'b'), 'a INT, b BIGINT', rows)).toEqual([1n, null, 9007199254740993n])
    expect(evaluate(least('a', 'b', 2), 'a INT, b BIGINT', rows)).toEqual([1n, 2n, 2n])
    expect(valueOf(greatest(lit('a'), lit('é'), lit('b')))).toBe('é')
    expect(() => described(greatest(lit(1), lit('a')))).toThrow(/one type/)
  })

  test('a condition is no number', () => {
    expect(() => described(lit(true).plus(1))).toThrow(/plus needs numbers, and these are BOOLEAN and INT/)
  })
})
