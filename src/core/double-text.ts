/**
 * A DOUBLE as Spark writes it: `1.0`, `0.001`, `1.0E7`, `1.5E-5`, `NaN`, `-Infinity`. The digits are the fewest that
 * read back as the same number (Java 17 sometimes writes one more, later Javas do not).
 */
export function formatDouble(value: number): string {
  // Java never writes fewer than two digits, and 4.9E-324 is nearer than 5.0E-324.
  if (Math.abs(value) === Number.MIN_VALUE) return value < 0 ? '-4.9E-324' : '4.9E-324'
  return javaForm(value, Math.abs(value).toExponential())
}

/** A FLOAT as Spark writes it: the fewest digits that read back as the same 32 bits. */
export function formatFloat(value: number): string {
  if (!Number.isFinite(value)) return javaForm(value, '')
  for (let digits = 0; digits < 9; digits++) {
    const text = Math.abs(value).toExponential(digits)
    if (Math.fround(Number(text)) === Math.abs(value)) return javaForm(value, text)
  }
  return formatDouble(value)
}

function javaForm(value: number, magnitude: string): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value < 0 ? '-Infinity' : 'Infinity'
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const sign = value < 0 ? '-' : ''
  const [mantissa, power] = magnitude.split('e')
  const digits = mantissa.replace('.', '').replace(/0+$/, '') || '0'
  const exponent = Number(power)
  if (exponent < -3 || exponent >= 7) return `${sign}${digits[0]}.${digits.slice(1) || '0'}E${exponent}`
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`
}
