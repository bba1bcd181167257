import { Decimal, decimalText, digitsOf, divideHalfUp, hasDigits, rescaled, shortDecimalText } from '../../src/core/decimal'

describe('a Decimal', () => {
  it.each([
    ['10.50', 1050n, 2], ['-0.05', -5n, 2], ['.5', 5n, 1], ['5.', 5n, 0], ['+7', 7n, 0], ['1e3', 1000n, 0], ['1.25E1', 125n, 1], ['1e-3', 1n, 3], ['-0', 0n, 0], ['0.00', 0n, 2],
  ])('is read from %j', (text, unscaled, scale) => {
    expect(Decimal.parse(text)).toEqual(new Decimal(unscaled, scale))
  })

  it.each(['', '.', '1.5d', 'NaN', ' 1', '1_000', '1,000', '--1', '1e', '0x1', '1e9999999999'])('is none in %j', text => {
    expect(Decimal.parse(text)).toBeNull()
  })

  it('asks for no memory that a text asks for', () => {
    expect(digitsOf(Decimal.parse('1e999999999')!.unscaled)).toBe(81)
    expect(Decimal.parse('0e999999999')).toEqual(new Decimal(0n, 0))
    expect(rescaled(1n, Decimal.parse('1e-999999999')!.scale, 2)).toBe(0n)
  })

  it('prints all digits, and as Java prints it in JSON', () => {
    const of = [[1050n, 2], [-5n, 2], [0n, 3], [-1n, 7], [1n, 6], [0n, 18], [12n, 8], [7n, 0]] as const
    expect(of.map(([unscaled, scale]) => decimalText(unscaled, scale))).toEqual(['10.50', '-0.05', '0.000', '-0.0000001', '0.000001', '0.000000000000000000', '0.00000012', '7'])
    expect(of.map(([unscaled, scale]) => shortDecimalText(unscaled, scale))).toEqual(['10.50', '-0.05', '0.000', '-1E-7', '0.000001', '0E-18', '1.2E-7', '7'])
  })

  it('is a number, a text and JSON', () => {
    const price = new Decimal(1050n, 2)
    expect([price.toNumber(), +price, `${price.toString()}`, JSON.stringify({ price })]).toEqual([10.5, 10.5, '10.50', '{"price":"10.50"}'])
    expect(price < new Decimal(11n, 0)).toBe(true)
  })
})

it('rounds halves away from zero', () => {
  expect([5n, -5n, 4n, -4n, 15n, -15n].map(x => divideHalfUp(x, 10n))).toEqual([1n, -1n, 0n, 0n, 2n, -2n])
  expect(divideHalfUp(1n, -3n)).toBe(0n)
  expect([rescaled(1005n, 3, 2), rescaled(-1005n, 3, 2), rescaled(1n, 0, 3), rescaled(1999n, 3, -2)]).toEqual([101n, -101n, 1000n, 0n])
})

it('counts digits', () => {
  expect([0n, 9n, -10n, 10n ** 37n].map(digitsOf)).toEqual([1, 1, 2, 38])
  expect([hasDigits(99n, 2), hasDigits(-100n, 2)]).toEqual([true, false])
})
