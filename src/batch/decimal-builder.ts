import type { DecimalType } from '../core/data-type'
import { Decimal, hasDigits, rescaled } from '../core/decimal'
import { formatDouble } from '../core/double-text'
import { Growing } from './growing'
import type { DecimalVector } from './vector'

/** DECIMAL. A value with more digits after the point than the column is rounded, halves away from zero, as in Spark. */
export class DecimalBuilder extends Growing {
  private values: bigint[] = []

  constructor(readonly type: DecimalType) { super() }

  append(value: unknown): void {
    if (value === null || value === undefined) return this.appendNull()
    const decimal = decimalIn(value)
    if (decimal === null) this.refuse(value)
    const unscaled = rescaled(decimal.unscaled, decimal.scale, this.type.scale)
    if (!hasDigits(unscaled, this.type.precision)) this.refuse(value)
    this.appendUnscaled(unscaled)
  }

  /** Appends a value in units of the column's scale, with no more digits than it has room for. */
  appendUnscaled(value: bigint): void {
    const row = this.nextRow()
    this.values[row] = value
  }

  override appendNull(): void {
    super.appendNull()
    this.values[this.length - 1] = 0n
  }

  finish(): DecimalVector {
    return { kind: 'decimal', type: this.type, length: this.length, validity: this.finishValidity(), values: this.values.slice(0, this.length) }
  }

  protected resize(): void {}
}

// A cell may hold a Decimal of another copy of the package, so what it has decides, not its class.
function decimalIn(value: unknown): { readonly unscaled: bigint; readonly scale: number } | null {
  if (typeof value === 'bigint') return new Decimal(value, 0)
  if (typeof value === 'number') return Number.isFinite(value) ? Decimal.parse(formatDouble(value)) : null
  if (typeof value === 'string') return Decimal.parse(value)
  if (typeof value !== 'object' || value === null || !('unscaled' in value) || !('scale' in value)) return null
  const { unscaled, scale } = value
  return typeof unscaled === 'bigint' && typeof scale === 'number' ? { unscaled, scale } : null
}
