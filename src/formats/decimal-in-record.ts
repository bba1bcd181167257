import type { DecimalType } from '../core/data-type'
import { Decimal, hasDigits, rescaled } from '../core/decimal'

/** What a text of a record means in a DECIMAL column, in units of its scale; commas do not count, and null is no number or too long. */
export function decimalInRecord(text: string, type: DecimalType): bigint | null {
  const decimal = Decimal.parse(text.replaceAll(',', ''))
  if (decimal === null) return null
  const units = rescaled(decimal.unscaled, decimal.scale, type.scale)
  return hasDigits(units, type.precision) ? units : null
}
