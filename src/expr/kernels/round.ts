/** A double rounded HALF_UP to `scale` digits after the point, on the decimal digits it prints as: 1.005 becomes 1.01. */
export function roundDouble(x: number, scale: number): number {
  if (!Number.isFinite(x)) return x
  const [mantissa, power] = Math.abs(x).toExponential().split('e')
  const [whole, fraction = ''] = mantissa.split('.')
  const digits = `${whole}${fraction}`
  // The value is `digits` with the point after `point` of them; `kept` digits stay.
  const point = Number(power) + 1
  const kept = point + scale
  // -0 becomes 0.
  if (kept >= digits.length) return x + 0
  if (kept < 0) return 0
  const up = digits[kept] >= '5' ? 1n : 0n
  const rounded = BigInt(digits.slice(0, kept) || '0') + up
  return Number(`${x < 0 ? '-' : ''}${rounded}e${-scale}`) + 0
}

/** A whole number rounded HALF_UP to tens, hundreds, … where `scale` is negative. */
export function roundWhole(x: bigint, scale: number): bigint {
  if (scale >= 0) return x
  const unit = 10n ** BigInt(Math.min(-scale, 40))
  const magnitude = x < 0n ? -x : x
  const rounded = (magnitude + unit / 2n) / unit * unit
  return x < 0n ? -rounded : rounded
}
