import { sameType, type DataType } from '../../core/data-type'

const NULLS: Readonly<Record<string, readonly string[]>> = {
  string: ['int', 'bigint', 'float', 'double', 'boolean', 'timestamp', 'timestamp_ntz', 'date'], float: ['int', 'bigint', 'timestamp'], double: ['int', 'bigint', 'timestamp'], timestamp: ['int'],
  date: ['timestamp_ntz'], timestamp_ntz: ['date'],
}

/** Whether a cast's result is nullable where its input is not: what Spark's `Cast.forceNullable` says, though it fails instead. */
export function castMakesNull(from: DataType, to: DataType): boolean {
  return NULLS[from.kind]?.includes(to.kind) ?? false
}

const FITS: Readonly<Record<string, readonly string[]>> = {
  int: ['bigint', 'float', 'double'], bigint: ['float', 'double', 'timestamp'], float: ['double'], timestamp: ['bigint', 'timestamp_ntz'], timestamp_ntz: ['timestamp'], date: ['timestamp', 'timestamp_ntz'], string: ['binary'],
}

/** Whether every value has a place in the other type: what Spark's `Cast.canUpCast` says. */
export function alwaysFits(from: DataType, to: DataType): boolean {
  return sameType(from, to) || (to.kind === 'string' && from.kind !== 'array' && from.kind !== 'map' && from.kind !== 'struct') || (FITS[from.kind]?.includes(to.kind) ?? false)
}
