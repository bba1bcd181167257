import type { ArrayType, DataType, DecimalType, MapType, StructType } from '../core/data-type'
import type { Dictionary } from './dictionary'

/** One byte a row, 1 = there is a value; null = every row has one. */
export type Validity = Uint8Array | null

/**
 * A column of one batch, immutable. Typed arrays hold the values; what stands under a null is undefined and never read.
 * Kernels switch on `kind`.
 */
export type Vector =
  | BooleanVector | IntVector | LongVector | DoubleVector | StringVector | BinaryVector
  | DecimalVector | ArrayVector | MapVector | StructVector | NullVector

interface Of<K extends string, T extends DataType = DataType> {
  readonly kind: K
  readonly type: T
  readonly length: number
  readonly validity: Validity
}

export interface BooleanVector extends Of<'boolean'> { readonly values: Uint8Array }
/** TINYINT, SMALLINT, INT, DATE (days since 1970) and INTERVAL YEAR TO MONTH (months). */
export interface IntVector extends Of<'int'> { readonly values: Int32Array }
/** BIGINT, TIMESTAMP, TIMESTAMP_NTZ and INTERVAL DAY TO SECOND (microseconds). Hot kernels read `new Int32Array(values.buffer, values.byteOffset)`: low, high. */
export interface LongVector extends Of<'long'> { readonly values: BigInt64Array }
/** DOUBLE, and FLOAT with values already rounded to 32 bits. */
export interface DoubleVector extends Of<'double'> { readonly values: Float64Array }
/** STRING: a code a row into the batch's own dictionary. */
export interface StringVector extends Of<'string'> { readonly codes: Int32Array; readonly dictionary: Dictionary }
/** BINARY: a view on shared bytes, `data[starts[i]] … data[ends[i] - 1]`; a Kafka value is never copied. */
export interface BinaryVector extends Of<'binary'> {
  readonly data: Uint8Array
  readonly starts: Int32Array
  readonly ends: Int32Array
}
/** DECIMAL: whole numbers of units, ten to the power of the type's scale to one. */
export interface DecimalVector extends Of<'decimal', DecimalType> { readonly values: readonly bigint[] }
/** Row i's elements are `elements[offsets[i]] … elements[offsets[i + 1] - 1]`. */
export interface ArrayVector extends Of<'array', ArrayType> { readonly offsets: Int32Array; readonly elements: Vector }
export interface MapVector extends Of<'map', MapType> {
  readonly offsets: Int32Array
  readonly keys: Vector
  readonly values: Vector
}
/** Children stand in the order of `type.fields`, each as long as the struct. */
export interface StructVector extends Of<'struct', StructType> { readonly children: readonly Vector[] }
export interface NullVector extends Of<'null'> {}

export function isNull(vector: Vector, row: number): boolean {
  return vector.kind === 'null' || (vector.validity !== null && vector.validity[row] === 0)
}
