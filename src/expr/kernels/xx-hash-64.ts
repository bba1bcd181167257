import type { Vector } from '../../batch/vector'
import { isNull } from '../../batch/vector'
import { bytesAt } from './compare-rows'

/** Spark's `xxhash64` of a value: 64 bits without a sign. A null leaves the seed as it is. */
export function xxHash64At(of: Vector, row: number, seed: bigint): bigint {
  if (isNull(of, row)) return seed
  switch (of.kind) {
    case 'boolean': return ofInt(of.values[row], seed)
    case 'int': return ofInt(of.values[row], seed)
    case 'long': return ofLong(of.values[row], seed)
    case 'double': return of.type.kind === 'float' ? ofInt(floatBits(of.values[row]), seed) : ofLong(doubleBits(of.values[row]), seed)
    case 'string': return ofBytes(Buffer.from(of.dictionary.value(of.codes[row]), 'utf8'), seed)
    case 'binary': return ofBytes(bytesAt(of, row), seed)
    case 'decimal': return of.type.precision <= 18 ? ofLong(of.values[row], seed) : ofBytes(bytesOfBigint(of.values[row]), seed)
    case 'array': {
      let hash = seed
      for (let at = of.offsets[row]; at < of.offsets[row + 1]; at++) hash = xxHash64At(of.elements, at, hash)
      return hash
    }
    case 'map': {
      let hash = seed
      for (let at = of.offsets[row]; at < of.offsets[row + 1]; at++) hash = xxHash64At(of.values, at, xxHash64At(of.keys, at, hash))
      return hash
    }
    case 'struct': return of.children.reduce((hash, child) => xxHash64At(child, row, hash), seed)
    case 'null': return seed
  }
}

/** As Java's BigInteger gives them: two's complement, the highest byte first, no more bytes than it takes. */
function bytesOfBigint(value: bigint): Uint8Array {
  let length = 1
  while (BigInt.asIntN(8 * length, value) !== value) length++
  return Uint8Array.from({ length }, (_, i) => Number((value >> BigInt(8 * (length - 1 - i))) & 0xffn))
}

const P1 = 0x9e3779b185ebca87n
const P2 = 0xc2b2ae3d27d4eb4fn
const P3 = 0x165667b19e3779f9n
const P4 = 0x85ebca77c2b2ae63n
const P5 = 0x27d4eb2f165667c5n
const MASK = 0xffff_ffff_ffff_ffffn

const wrap = (of: bigint): bigint => of & MASK
const rotated = (of: bigint, by: bigint): bigint => wrap(of << by) | (of >> (64n - by))

function ofInt(value: number, seed: bigint): bigint {
  const hash = wrap(seed + P5 + 4n) ^ wrap(BigInt(value >>> 0) * P1)
  return mixed(wrap(rotated(hash, 23n) * P2 + P3))
}

function ofLong(value: bigint, seed: bigint): bigint {
  return mixed(withLong(wrap(seed + P5 + 8n), wrap(value)))
}

function withLong(hash: bigint, value: bigint): bigint {
  return wrap(rotated(hash ^ wrap(rotated(wrap(value * P2), 31n) * P1), 27n) * P1 + P4)
}

function ofBytes(bytes: Uint8Array, seed: bigint): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const { length } = bytes
  let at = 0
  let hash: bigint
  if (length >= 32) {
    const lanes = [wrap(seed + P1 + P2), wrap(seed + P2), seed, wrap(seed - P1)]
    for (; at + 32 <= length; at += 32) {
      for (let lane = 0; lane < 4; lane++) lanes[lane] = wrap(rotated(wrap(lanes[lane] + view.getBigUint64(at + 8 * lane, true) * P2), 31n) * P1)
    }
    hash = wrap(rotated(lanes[0], 1n) + rotated(lanes[1], 7n) + rotated(lanes[2], 12n) + rotated(lanes[3], 18n))
    for (const lane of lanes) hash = wrap((hash ^ wrap(rotated(wrap(lane * P2), 31n) * P1)) * P1 + P4)
  } else {
    hash = wrap(seed + P5)
  }
  hash = wrap(hash + BigInt(length))
  for (; at + 8 <= length; at += 8) hash = withLong(hash, view.getBigUint64(at, true))
  if (at + 4 <= length) {
    hash = wrap(rotated(hash ^ wrap(BigInt(view.getUint32(at, true)) * P1), 23n) * P2 + P3)
    at += 4
  }
  for (; at < length; at++) hash = wrap(rotated(hash ^ wrap(BigInt(bytes[at]) * P5), 11n) * P1)
  return mixed(hash)
}

function mixed(of: bigint): bigint {
  let hash = wrap((of ^ (of >> 33n)) * P2)
  hash = wrap((hash ^ (hash >> 29n)) * P3)
  return hash ^ (hash >> 32n)
}

const bits = new DataView(new ArrayBuffer(8))

/** Java's bits of it: one NaN, and -0 as 0. */
function doubleBits(value: number): bigint {
  if (Number.isNaN(value)) return 0x7ff8_0000_0000_0000n
  bits.setFloat64(0, value + 0)
  return bits.getBigInt64(0)
}

function floatBits(value: number): number {
  if (Number.isNaN(value)) return 0x7fc0_0000
  bits.setFloat32(0, value + 0)
  return bits.getInt32(0)
}
