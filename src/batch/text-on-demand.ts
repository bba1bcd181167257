import { STRING } from '../core/data-type'
import { StringBuilder } from './scalar-builders'
import type { StringVector, Validity } from './vector'

/** Text as Arrow has it: row i's UTF-8 bytes are `bytes[offsets[i]] … bytes[offsets[i + 1] - 1]`. */
export interface TextBytes {
  readonly length: number
  readonly validity: Validity
  readonly bytes: Uint8Array
  readonly offsets: Int32Array
}

type Coded = Pick<StringVector, 'codes' | 'dictionary'>

/**
 * A column of text that stays the bytes it came as until somebody first asks for its codes or its dictionary: coding
 * looks each row up, and who only counts rows or reads another column need not wait for it. Both are the vector's own
 * enumerable properties, so a copy of it by `{ ...vector }` is one that was coded.
 */
export function textOnDemand(of: TextBytes): StringVector {
  let text: TextBytes | Coded = of
  const coded = (): Coded => {
    // The bytes are let go: the dictionary has them, once each.
    if ('bytes' in text) text = codesOf(text)
    return text
  }
  return {
    kind: 'string', type: STRING, length: of.length, validity: of.validity,
    get codes() { return coded().codes },
    get dictionary() { return coded().dictionary },
  }
}

function codesOf({ length, validity, bytes, offsets }: TextBytes): Coded {
  const builder = new StringBuilder()
  builder.reserve(length)
  for (let i = 0; i < length; i++) {
    // What stands under a null is never read: it may be any bytes, and would be a string that no row has.
    if (validity !== null && validity[i] === 0) builder.appendNull()
    else builder.appendBytes(bytes, offsets[i], offsets[i + 1])
  }
  const { codes, dictionary } = builder.finish()
  return { codes, dictionary }
}
