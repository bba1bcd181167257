import { columnBuilder } from '../../batch/builders'
import { takeVector } from '../../batch/select'
import type { BooleanVector, DecimalVector, DoubleVector, IntVector, LongVector, Validity, Vector } from '../../batch/vector'
import { BIGINT, BOOLEAN, DOUBLE, INT, type DataType, type DecimalType } from '../../core/data-type'

export function booleanVector(values: Uint8Array, validity: Validity): BooleanVector {
  return { kind: 'boolean', type: BOOLEAN, length: values.length, validity, values }
}

export function intVector(values: Int32Array, validity: Validity, type: DataType = INT): IntVector {
  return { kind: 'int', type, length: values.length, validity, values }
}

export function longVector(values: BigInt64Array, validity: Validity, type: DataType = BIGINT): LongVector {
  return { kind: 'long', type, length: values.length, validity, values }
}

export function doubleVector(values: Float64Array, validity: Validity, type: DataType = DOUBLE): DoubleVector {
  return { kind: 'double', type, length: values.length, validity, values }
}

export function decimalVector(values: readonly bigint[], validity: Validity, type: DecimalType): DecimalVector {
  return { kind: 'decimal', type, length: values.length, validity, values }
}

/** A column of nulls. */
export function nullsOf(type: DataType, rows: number): Vector {
  return takeVector(columnBuilder(type).finish(), new Int32Array(rows).fill(-1))
}

/** Whether a row has a value, for vectors of any kind. */
export function isValid(validity: Validity, row: number): boolean {
  return validity === null || validity[row] === 1
}

/** The rows that `keep` marks, with every other row null. */
export function onlyWhere(validity: Validity, keep: Uint8Array): Validity {
  if (validity === null) return keep.slice()
  const both = new Uint8Array(keep.length)
  for (let i = 0; i < both.length; i++) both[i] = validity[i] & keep[i]
  return both
}
