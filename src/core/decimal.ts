/** The most digits a DECIMAL has, and the most of them after the point. */
export const MAX_PRECISION = 38

/**
 * An exact decimal number as rows hold it: `unscaled` divided by ten to the power of `scale`. Two of them are the same
 * value where both agree.
 *
 * @example
 * new Decimal(1050n, 2).toString() // '10.50'
 */
export class Decimal {
  constructor(readonly unscaled: bigint, readonly scale: number) {}

  /** The number that a text writes, with as many digits after the point as it has; null where it is none: `'10.50'`, `'1e-3'`. */
  static parse(text: string): Decimal | null {
    const parts = /^([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:[eE]([+-]?\d{1,9}))?$/.exec(text)
    if (parts === null) return null
    const fraction = parts[3] ?? parts[4] ?? ''
    const scale = fraction.length - Number(parts[5] ?? 0)
    const digits = BigInt(`${parts[2] ?? ''}${fraction}`)
    // A text may ask for more zeros than there is memory; 80 are more than any column has room for.
    if (scale < -80) return digits === 0n ? new Decimal(0n, 0) : new Decimal(10n ** 80n, 0)
    const unscaled = scale < 0 ? digits * powerOfTen(-scale) : digits
    return new Decimal(parts[1] === '-' ? -unscaled : unscaled, Math.max(scale, 0))
  }

  /** The nearest double. */
  toNumber(): number {
    return Number(this.toString())
  }

  /** All digits, never an exponent: `10.50`, `0.0000001`. */
  toString(): string {
    return decimalText(this.unscaled, this.scale)
  }

  toJSON(): string {
    return this.toString()
  }

  valueOf(): number {
    return this.toNumber()
  }
}

const POWERS = Array.from({ length: 80 }, (_, n) => 10n ** BigInt(n))

export function powerOfTen(n: number): bigint {
  return n < POWERS.length ? POWERS[n] : 10n ** BigInt(n)
}

/** Whether a number of that many units has no more than `precision` digits. */
export function hasDigits(unscaled: bigint, precision: number): boolean {
  const limit = powerOfTen(precision)
  return unscaled < limit && unscaled > -limit
}

/** How many digits a number has, at least one. */
export function digitsOf(unscaled: bigint): number {
  return String(unscaled < 0n ? -unscaled : unscaled).length
}

/** The quotient rounded to the nearest whole number, halves away from zero. */
export function divideHalfUp(a: bigint, b: bigint): bigint {
  const negative = a < 0n !== b < 0n
  const top = a < 0n ? -a : a
  const bottom = b < 0n ? -b : b
  const rounded = (2n * top + bottom) / (2n * bottom)
  return negative ? -rounded : rounded
}

/** The number with the other sign, as Scala's BigDecimal gives it to Spark: of more than 34 digits the last ones are rounded, halves to even. */
export function negated(unscaled: bigint): bigint {
  const extra = digitsOf(unscaled) - 34
  if (extra <= 0) return -unscaled
  const unit = powerOfTen(extra)
  const magnitude = unscaled < 0n ? -unscaled : unscaled
  const [kept, twice] = [magnitude / unit, 2n * (magnitude % unit)]
  const rounded = (kept + (twice > unit || (twice === unit && kept % 2n === 1n) ? 1n : 0n)) * unit
  return unscaled < 0n ? rounded : -rounded
}

/** The same number in units of another scale, halves away from zero where digits go. */
export function rescaled(unscaled: bigint, from: number, to: number): bigint {
  if (from === to) return unscaled
  if (to > from) return unscaled * powerOfTen(to - from)
  // Beyond so many digits nothing is left to round.
  return from - to > 100 && digitsOf(unscaled) < from - to ? 0n : divideHalfUp(unscaled, powerOfTen(from - to))
}

/** All digits, as Java's `toPlainString` writes them. */
export function decimalText(unscaled: bigint, scale: number): string {
  if (scale === 0) return String(unscaled)
  const negative = unscaled < 0n
  const digits = String(negative ? -unscaled : unscaled).padStart(scale + 1, '0')
  return `${negative ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** As Java's `toString` writes it: with an exponent where the value lies below a millionth: `1E-7`, `0E-18`. */
export function shortDecimalText(unscaled: bigint, scale: number): string {
  const digits = String(unscaled < 0n ? -unscaled : unscaled)
  const exponent = digits.length - 1 - scale
  if (scale === 0 || exponent >= -6) return decimalText(unscaled, scale)
  return `${unscaled < 0n ? '-' : ''}${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ''}E${exponent}`
}
