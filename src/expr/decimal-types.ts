import { decimalOf, type DataType, type DecimalType } from '../core/data-type'
import { digitsOf, MAX_PRECISION } from '../core/decimal'

/** What Spark gives up first where a result would need more than 38 digits: those after the point, down to six. */
const LEAST_SCALE = 6

/** The DECIMAL that holds every value of a whole number's type; a DECIMAL itself; null for other types. */
export function decimalFor(type: DataType): DecimalType | null {
  switch (type.kind) {
    case 'decimal': return type
    case 'tinyint': return decimalOf(3, 0)
    case 'smallint': return decimalOf(5, 0)
    case 'int': return decimalOf(10, 0)
    case 'bigint': return decimalOf(20, 0)
    default: return null
  }
}

/** The type of an operand beside a DECIMAL: a whole number written in the query has just its digits. */
export function operandType(type: DataType, constant: unknown): DecimalType | null {
  const integral = type.kind === 'smallint' || type.kind === 'int' || type.kind === 'bigint'
  return integral && (typeof constant === 'number' || typeof constant === 'bigint') ? decimalOf(digitsOf(BigInt(constant)), 0) : decimalFor(type)
}

export function bounded(precision: number, scale: number): DecimalType {
  return decimalOf(Math.min(precision, MAX_PRECISION), Math.min(scale, MAX_PRECISION))
}

/** The narrowest DECIMAL that holds the values of both; beyond 38 digits it is those after the point that go. */
export function widerDecimal(a: DecimalType, b: DecimalType): DecimalType {
  const scale = Math.max(a.scale, b.scale)
  const precision = Math.max(a.precision - a.scale, b.precision - b.scale) + scale
  return precision <= MAX_PRECISION ? decimalOf(precision, scale) : decimalOf(MAX_PRECISION, Math.max(0, scale - (precision - MAX_PRECISION)))
}

/** Whether every value of the other has a place in it. */
export function isWider(a: DecimalType, than: DecimalType): boolean {
  return a.precision - a.scale >= than.precision - than.scale && a.scale >= than.scale
}

export type DecimalOperation = 'add' | 'subtract' | 'multiply' | 'quotient' | 'remainder'

/** The type of a calculation's result. */
export function resultOf(operation: DecimalOperation, a: DecimalType, b: DecimalType): DecimalType {
  const scale = Math.max(a.scale, b.scale)
  switch (operation) {
    case 'add':
    case 'subtract': return adjusted(Math.max(a.precision - a.scale, b.precision - b.scale) + scale + 1, scale)
    case 'multiply': return adjusted(a.precision + b.precision + 1, a.scale + b.scale)
    case 'quotient': {
      const fraction = Math.max(LEAST_SCALE, a.scale + b.precision + 1)
      return adjusted(a.precision - a.scale + b.scale + fraction, fraction)
    }
    case 'remainder': return adjusted(Math.min(a.precision - a.scale, b.precision - b.scale) + scale, scale)
  }
}

/** The type of `round`: one digit more before the point, as 9.9 becomes 10. */
export function roundedType({ precision, scale }: DecimalType, to: number): DecimalType {
  const whole = precision - scale + 1
  return to < 0 ? bounded(Math.max(whole, 1 - to), 0) : bounded(whole + Math.min(scale, to), Math.min(scale, to))
}

function adjusted(precision: number, scale: number): DecimalType {
  if (precision <= MAX_PRECISION) return decimalOf(precision, scale)
  return decimalOf(MAX_PRECISION, Math.max(MAX_PRECISION - (precision - scale), Math.min(scale, LEAST_SCALE)))
}
