import { eachLine } from '../../formats/lines'
import { crc32c } from '../../core/crc32c'

/** A digest of a file's lines that does not depend on their order: the order of a batch's rows means nothing. */
export function rowsDigest(bytes: Uint8Array): string {
  let sum = 0
  let lines = 0
  eachLine(bytes, (start, end) => {
    sum = (sum + crc32c(bytes, start, end)) % Number.MAX_SAFE_INTEGER
    lines++
  })
  return `${lines}-${bytes.length}-${sum.toString(16)}`
}
