import { createHash } from 'node:crypto'
import type { Vector } from '../../batch/vector'
import { isNull } from '../../batch/vector'
import { BIGINT, BINARY, holdsMap, INT, STRING, typeName, type DataType } from '../../core/data-type'
import type { Err } from '../../core/schema-types'
import { argument, type AstOf, type AstsOf, type ColumnOrName } from '../argument'
import { makeCall, type Column } from '../column'
import { InvalidParameter } from '../errors'
import { checkCharset, decoded, encoded } from '../kernels/charsets'
import { coerce } from '../kernels/coerce'
import { bytesAt } from '../kernels/compare-rows'
import { bytesOfRows, textOfRows } from '../kernels/map-text'
import { isTextual } from '../kernels/text-function'
import { intVector, longVector, nullsOf } from '../kernels/vectors'
import { xxHash64At } from '../kernels/xx-hash-64'
import { register, TypeMismatch, type EvalCall, type ScalarFunction } from '../registry'
import { implicitCast } from '../unasked-cast'
import type { Arg, PassAll, Takes } from '../type-rules'

declare module '../ops' {
  interface Ops<S, R> {
    hex: R extends readonly [infer A] ? Arg<S, 'hex', 'a STRING, a BINARY or a whole number', A> extends infer V ? V extends Err<unknown> ? V : 'STRING' : never : never
    unhex: Takes<S, 'unhex', R, ['a STRING'], 'BINARY'>
    base64: Takes<S, 'base64', R, ['a STRING or BINARY'], 'STRING'>
    unbase64: Takes<S, 'unbase64', R, ['a STRING'], 'BINARY'>
    encode: Takes<S, 'encode', R, ['a STRING'], 'BINARY'>
    decode: Takes<S, 'decode', R, ['a STRING or BINARY'], 'STRING'>
    octetLength: Takes<S, 'octetLength', R, ['a STRING or BINARY'], 'INT'>
    bitLength: Takes<S, 'bitLength', R, ['a STRING or BINARY'], 'INT'>
    md5: Takes<S, 'md5', R, ['a STRING or BINARY'], 'STRING'>
    sha1: Takes<S, 'sha1', R, ['a STRING or BINARY'], 'STRING'>
    sha2: Takes<S, 'sha2', R, ['a STRING or BINARY'], 'STRING'>
    xxhash64: PassAll<S, R, 'BIGINT'>
  }
}

/**
 * The bytes of BINARY or text as hexadecimal digits, or a whole number so. Spark: `hex`.
 *
 * @example
 * hex('value')
 */
export function hex<const C extends ColumnOrName>(column: C): Column<['hex', AstOf<C>]> {
  return makeCall('hex', [argument(column)])
}

/**
 * The bytes that hexadecimal digits say; null where they are none. Spark: `unhex`.
 *
 * @example
 * unhex('user')
 */
export function unhex<const C extends ColumnOrName>(column: C): Column<['unhex', AstOf<C>]> {
  return makeCall('unhex', [argument(column)])
}

/**
 * The bytes of BINARY or text as base64, in lines of 76 letters. Spark: `base64`.
 *
 * @example
 * base64('value')
 */
export function base64<const C extends ColumnOrName>(column: C): Column<['base64', AstOf<C>]> {
  return makeCall('base64', [argument(column)])
}

/**
 * The bytes that base64 says; what is none of its letters is passed over. Spark: `unbase64`.
 *
 * @example
 * unbase64('user')
 */
export function unbase64<const C extends ColumnOrName>(column: C): Column<['unbase64', AstOf<C>]> {
  return makeCall('unbase64', [argument(column)])
}

/**
 * Text as bytes: in `'UTF-8'`, `'UTF-16'`, `'UTF-16BE'`, `'UTF-16LE'`, `'ISO-8859-1'` or `'US-ASCII'`. Spark: `encode`.
 *
 * @throws MALFORMED_CHARACTER_CODING for a letter that the charset has not, INVALID_PARAMETER_VALUE.CHARSET
 * @example
 * encode('user', 'UTF-16LE')
 */
export function encode<const C extends ColumnOrName>(column: C, charset: string): Column<['encode', AstOf<C>]> {
  return makeCall('encode', [argument(column)], { charset: checkCharset(charset) })
}

/**
 * Bytes as text, in one of the charsets of `encode`. Spark: `decode`.
 *
 * @throws MALFORMED_CHARACTER_CODING for bytes that are no text in it, INVALID_PARAMETER_VALUE.CHARSET
 * @example
 * decode('value', 'UTF-8')
 */
export function decode<const C extends ColumnOrName>(column: C, charset: string): Column<['decode', AstOf<C>]> {
  return makeCall('decode', [argument(column)], { charset: checkCharset(charset) })
}

/**
 * How many bytes BINARY or text has. Spark: `octet_length`.
 *
 * @example
 * octetLength('user')
 */
export function octetLength<const C extends ColumnOrName>(column: C): Column<['octetLength', AstOf<C>]> {
  return makeCall('octetLength', [argument(column)])
}

/**
 * How many bits BINARY or text has. Spark: `bit_length`.
 *
 * @example
 * bitLength('user')
 */
export function bitLength<const C extends ColumnOrName>(column: C): Column<['bitLength', AstOf<C>]> {
  return makeCall('bitLength', [argument(column)])
}

/**
 * The MD5 digest of BINARY or text, as hexadecimal digits. Spark: `md5`.
 *
 * @example
 * md5('user')
 */
export function md5<const C extends ColumnOrName>(column: C): Column<['md5', AstOf<C>]> {
  return makeCall('md5', [argument(column)])
}

/**
 * The SHA-1 digest of BINARY or text, as hexadecimal digits. Spark: `sha1`.
 *
 * @example
 * sha1('user')
 */
export function sha1<const C extends ColumnOrName>(column: C): Column<['sha1', AstOf<C>]> {
  return makeCall('sha1', [argument(column)])
}

/**
 * A SHA-2 digest of BINARY or text, as hexadecimal digits: a user's name that can be counted and not read. Spark: `sha2`.
 *
 * @param bits 224, 256, 384 or 512
 * @example
 * sha2('user', 256)
 */
export function sha2<const C extends ColumnOrName>(column: C, bits: 224 | 256 | 384 | 512): Column<['sha2', AstOf<C>]> {
  if (![224, 256, 384, 512].includes(bits)) throw new InvalidParameter(`sha2 has digests of 224, 256, 384 and 512 bits, and got ${String(bits)}`, { hint: 'sha2(column, 256)' })
  return makeCall('sha2', [argument(column)], { bits })
}

/**
 * A number of 64 bits that stands for the values of these columns; never null. Spark: `xxhash64`.
 *
 * @example
 * xxhash64('user', 'action')
 */
export function xxhash64<const C extends readonly [ColumnOrName, ...ColumnOrName[]]>(...columns: C): Column<['xxhash64', ...AstsOf<C>]> {
  return makeCall('xxhash64', columns.map(argument))
}

function requireBytes(name: string, of: DataType): void {
  if (of.kind !== 'binary' && !isTextual(of)) throw new TypeMismatch(`${name} needs a STRING or BINARY, and this is ${typeName(of)}`, { hint: "Cast it first: .cast('STRING')." })
}

/** The bytes of each row: of BINARY itself, of anything else its text as UTF-8. */
function bytes(of: Vector): (row: number) => Uint8Array {
  if (of.kind === 'binary') return row => bytesAt(of, row)
  const text = coerce(of, STRING)
  return row => (text.kind === 'string' ? Buffer.from(text.dictionary.value(text.codes[row]), 'utf8') : new Uint8Array(0))
}

function validityOf(of: Vector): Uint8Array | null {
  return of.kind === 'null' ? new Uint8Array(of.length) : of.validity
}

function textOf(name: string, to: (bytes: Buffer, options: EvalCall['options']) => string, spark = name, sql?: ScalarFunction['sql']): ScalarFunction {
  return {
    is: 'scalar', name, spark, sql,
    resultType: ([of]) => {
      requireBytes(name, of)
      return STRING
    },
    evaluate: ([of], { rows, options }) => {
      const at = bytes(of)
      return textOfRows(rows, validityOf(of), row => to(Buffer.from(at(row)), options))
    },
  }
}

function bytesOf(name: string, to: (text: string, options: EvalCall['options']) => Uint8Array | null, nullable: boolean, sql?: ScalarFunction['sql']): ScalarFunction {
  return {
    is: 'scalar', name, spark: name, sql,
    resultType: ([of]) => {
      requireBytes(name, of)
      return BINARY
    },
    nullable: ([of]) => of || nullable,
    evaluate: ([of], { rows, options }) => {
      const text = coerce(of, STRING)
      return text.kind === 'string' ? bytesOfRows(text, one => to(one, options)) : nullsOf(BINARY, rows)
    },
  }
}

function sizeOf(name: string, spark: string, unit: number): ScalarFunction {
  return {
    is: 'scalar', name, spark,
    resultType: ([of]) => {
      requireBytes(name, of)
      return INT
    },
    evaluate: ([of], { rows }) => {
      const at = bytes(of)
      return intVector(Int32Array.from({ length: rows }, (_, row) => (isNull(of, row) ? 0 : at(row).length * unit)), validityOf(of))
    },
  }
}

const hexOfBytes = textOf('hex', of => of.toString('hex').toUpperCase())
const hexFunction: ScalarFunction = {
  ...hexOfBytes,
  takes: ([of]) => [implicitCast(of, BIGINT, BINARY, STRING)],
  evaluate: (args, call) => {
    const [longs] = args
    if (longs.kind !== 'long') return hexOfBytes.evaluate(args, call)
    return textOfRows(call.rows, longs.validity, row => BigInt.asUintN(64, longs.values[row]).toString(16).toUpperCase())
  },
}

function fromHex(text: string): Uint8Array | null {
  return /^[0-9a-fA-F]*$/.test(text) ? Buffer.from(text.length % 2 === 1 ? `0${text}` : text, 'hex') : null
}

const xxhash64Function: ScalarFunction = {
  is: 'scalar', name: 'xxhash64', spark: 'xxhash64',
  resultType: types => {
    const map = types.find(holdsMap)
    if (map !== undefined) throw new TypeMismatch(`xxhash64 takes no MAP, and this is ${typeName(map)}`, { hint: 'Take one of its entries with getItem.' })
    return BIGINT
  },
  nullable: () => false,
  evaluate: (args, { rows }) => longVector(BigInt64Array.from({ length: rows }, (_, row) => BigInt.asIntN(64, args.reduce((hash, arg) => xxHash64At(arg, row, hash), 42n))), null),
}

const named = (name: string, of: string, more: unknown): string => `${name}(${of}, ${String(more)})`

register(
  hexFunction,
  bytesOf('unhex', fromHex, true),
  textOf('base64', of => (of.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n')),
  bytesOf('unbase64', text => Buffer.from(text.replace(/[^A-Za-z0-9+/]/g, ''), 'base64'), false),
  bytesOf('encode', (text, { charset }) => encoded(text, charset as string), true, ([of], { charset }) => named('encode', of, charset)),
  { ...textOf('decode', (of, { charset }) => decoded(of, charset as string), 'decode', ([of], { charset }) => named('decode', of, charset)), nullable: () => true },
  sizeOf('octetLength', 'octet_length', 1), sizeOf('bitLength', 'bit_length', 8),
  textOf('md5', of => createHash('md5').update(of).digest('hex')),
  textOf('sha1', of => createHash('sha1').update(of).digest('hex')),
  { ...textOf('sha2', (of, { bits }) => createHash(`sha${bits as number}`).update(of).digest('hex'), 'sha2', ([of], { bits }) => named('sha2', of, bits)), nullable: () => true },
  xxhash64Function,
)
