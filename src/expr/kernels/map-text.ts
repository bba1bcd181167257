import { BinaryBuilder } from '../../batch/builders'
import { dictionaryOf } from '../../batch/dictionary'
import { takeVector } from '../../batch/select'
import type { StringVector, Validity, Vector } from '../../batch/vector'
import { STRING } from '../../core/data-type'

/**
 * A string function over a column: each distinct string is worked out once, when a row has it. A null answer makes the
 * row null.
 */
export function mapText(of: StringVector, to: (text: string) => string | null): StringVector {
  const { codes, dictionary, validity, length } = of
  const texts = new TextCodes()
  const known = new Int32Array(dictionary.size).fill(UNKNOWN)
  const mapped = new Int32Array(length)
  let nulls: Uint8Array | null = null
  for (let i = 0; i < length; i++) {
    if (validity !== null && validity[i] === 0) continue
    const code = codes[i]
    if (known[code] === UNKNOWN) {
      const text = to(dictionary.value(code))
      known[code] = text === null ? NO_VALUE : texts.codeOf(text)
    }
    if (known[code] === NO_VALUE) {
      nulls ??= validity === null ? new Uint8Array(length).fill(1) : validity.slice(0, length)
      nulls[i] = 0
    } else {
      mapped[i] = known[code]
    }
  }
  return { kind: 'string', type: STRING, length, validity: nulls ?? validity, codes: mapped, dictionary: texts.dictionary() }
}

const UNKNOWN = -1
const NO_VALUE = -2

/** One byte a row: what `test` says of its string, asked once a distinct string. Rows without one hold 0. */
export function testText(of: StringVector, test: (text: string) => boolean): Uint8Array {
  const { codes, dictionary, validity, length } = of
  const known = new Uint8Array(dictionary.size).fill(UNASKED)
  const values = new Uint8Array(length)
  for (let i = 0; i < length; i++) {
    if (validity !== null && validity[i] === 0) continue
    const code = codes[i]
    if (known[code] === UNASKED) known[code] = test(dictionary.value(code)) ? 1 : 0
    values[i] = known[code]
  }
  return values
}

const UNASKED = 2

/** A number a row, worked out once a distinct string. */
export function numbersOfText<A extends Uint8Array | Int32Array | Float64Array>(of: StringVector, to: (text: string) => number, into: A): A {
  const { codes, dictionary, validity } = of
  const known = new Float64Array(dictionary.size)
  const done = new Uint8Array(dictionary.size)
  for (let i = 0; i < into.length; i++) {
    if (validity !== null && validity[i] === 0) continue
    const code = codes[i]
    if (done[code] === 0) {
      known[code] = to(dictionary.value(code))
      done[code] = 1
    }
    into[i] = known[code]
  }
  return into
}

/** Strings as codes, the same string always the same code. */
export class TextCodes {
  private readonly codes = new Map<string, number>()
  private readonly texts: string[] = []

  codeOf(text: string): number {
    const known = this.codes.get(text)
    if (known !== undefined) return known
    this.codes.set(text, this.texts.length)
    return this.texts.push(text) - 1
  }

  dictionary(): StringVector['dictionary'] {
    return dictionaryOf(this.texts)
  }
}

/** A string column worked out row by row, for functions of several columns; null makes the row null. */
export function textOfRows(rows: number, validity: Validity, to: (row: number) => string | null): StringVector {
  const texts = new TextCodes()
  const codes = new Int32Array(rows)
  let valid = validity
  let owned = false
  for (let i = 0; i < rows; i++) {
    if (valid !== null && valid[i] === 0) continue
    const text = to(i)
    if (text === null) {
      if (!owned) valid = valid === null ? new Uint8Array(rows).fill(1) : valid.slice(0, rows)
      owned = true
      ;(valid as Uint8Array)[i] = 0
    } else {
      codes[i] = texts.codeOf(text)
    }
  }
  return { kind: 'string', type: STRING, length: rows, validity: valid, codes, dictionary: texts.dictionary() }
}

const MOST_COMBINATIONS = 1 << 18

/** A string for each combination of strings, worked out once where there are not too many. */
export function combined(parts: readonly StringVector[], validity: Validity, rows: number, to: (row: number) => string): StringVector {
  const combinations = parts.reduce((product, part) => product * Math.max(part.dictionary.size, 1), 1)
  if (combinations > MOST_COMBINATIONS || combinations > 4 * rows) return textOfRows(rows, validity, to)
  const texts = new TextCodes()
  const known = new Int32Array(combinations).fill(UNKNOWN)
  const codes = new Int32Array(rows)
  for (let i = 0; i < rows; i++) {
    if (validity !== null && validity[i] === 0) continue
    let key = 0
    for (const part of parts) key = key * part.dictionary.size + part.codes[i]
    if (known[key] === UNKNOWN) known[key] = texts.codeOf(to(i))
    codes[i] = known[key]
  }
  return { kind: 'string', type: STRING, length: rows, validity, codes, dictionary: texts.dictionary() }
}

/** BINARY of a STRING, each distinct text once; null where `to` gives null. */
export function bytesOfRows(of: StringVector, to: (text: string) => Uint8Array | null): Vector {
  const distinct = new BinaryBuilder()
  const known = new Map<number, number>()
  const places = new Int32Array(of.length).fill(-1)
  for (let row = 0; row < of.length; row++) {
    if (of.validity !== null && of.validity[row] === 0) continue
    const code = of.codes[row]
    let place = known.get(code)
    if (place === undefined) {
      const bytes = to(of.dictionary.value(code))
      place = bytes === null ? -1 : distinct.length
      if (bytes !== null) distinct.appendBytes(bytes, 0, bytes.length)
      known.set(code, place)
    }
    places[row] = place
  }
  return takeVector(distinct.finish(), places)
}
