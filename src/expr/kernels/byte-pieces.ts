import { BinaryBuilder } from '../../batch/builders'
import type { BinaryVector, IntVector, Validity, Vector } from '../../batch/vector'
import { bytesAt } from './compare-rows'
import { isValid } from './vectors'

/** The bytes of all columns, one after the other. */
export function joinedBytes(of: readonly BinaryVector[], validity: Validity, rows: number): Vector {
  return bytesOf(rows, validity, row => Buffer.concat(of.map(one => bytesAt(one, row))))
}

/** The bytes from a position on (1 is the first, -1 the last, 0 as 1). */
export function subBytes(of: BinaryVector, from: IntVector, length: IntVector, validity: Validity): Vector {
  return bytesOf(of.length, validity, row => {
    const bytes = bytesAt(of, row)
    const position = from.values[row]
    const start = position > 0 ? position - 1 : position < 0 ? bytes.length + position : 0
    // Java's own integers, which go round.
    const end = ((bytes.length - start) | 0) < length.values[row] ? bytes.length : (start + length.values[row]) | 0
    return bytes.subarray(Math.min(Math.max(start, 0), bytes.length), Math.max(end, 0))
  })
}

function bytesOf(rows: number, validity: Validity, at: (row: number) => Uint8Array): Vector {
  const builder = new BinaryBuilder()
  for (let row = 0; row < rows; row++) {
    if (!isValid(validity, row)) { builder.appendNull(); continue }
    const bytes = at(row)
    builder.appendBytes(bytes, 0, bytes.length)
  }
  return builder.finish()
}
