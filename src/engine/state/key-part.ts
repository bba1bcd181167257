import { child } from '../../expr/bind'
import { columnBuilder } from '../../batch/builders'
import { valueAt } from '../../batch/rows'
import type { Dictionary } from '../../batch/dictionary'
import type { StringVector, Vector } from '../../batch/vector'
import { isNull } from '../../batch/vector'
import type { DataType, StructType } from '../../core/data-type'
import { InternalError } from '../../core/errors'
import { Decimal } from '../../core/decimal'
import { DayTimeInterval, YearMonthInterval } from '../../core/interval'
import { Instant, LocalDate, LocalDateTime } from '../../core/instant'
import { Interner } from './interner'

/**
 * One key column as 32-bit words: the words of all columns, side by side, are what a group is known by. Numbers and times
 * are their own words, a struct is its fields', a string is the id of its text: dictionaries belong to a batch, ids to the
 * state.
 */
export interface KeyPart {
  /** Writes each row's words to `words[row * stride + at …]`, and sets the null bits. The words are zero before. */
  encode(of: Vector, words: Int32Array, stride: number): void
  /** The column of the groups whose words stand at these slots. */
  decode(slots: Int32Array, words: Int32Array, stride: number): Vector
  /** A group with these words came, or went. */
  retain(slot: number, words: Int32Array, stride: number): void
  release(slot: number, words: Int32Array, stride: number): void
}

/** Gives out places in a group's words. */
export class KeyLayout {
  width = 0
  private nullWord = -1
  private nullBits = 0

  words(count: number): number {
    const at = this.width
    this.width += count
    return at
  }

  nullBit(): { readonly word: number; readonly bit: number } {
    if (this.nullBits % 32 === 0) this.nullWord = this.words(1)
    return { word: this.nullWord, bit: 1 << (this.nullBits++ % 32) }
  }
}

export function keyPart(type: DataType, layout: KeyLayout): KeyPart {
  switch (type.kind) {
    case 'struct': return structPart(type, layout)
    case 'string': return stringPart(type, layout)
    case 'boolean':
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'date':
    case 'year_month': return intPart(type, layout)
    case 'bigint':
    case 'timestamp':
    case 'timestamp_ntz':
    case 'day_time': return longPart(type, layout)
    case 'float':
    case 'double': return doublePart(type, layout)
    case 'null': return { encode: () => {}, decode: slots => ({ kind: 'null', type, length: slots.length, validity: null }), retain: () => {}, release: () => {} }
    case 'decimal':
    case 'binary':
    case 'array':
    case 'map': return valuePart(type, layout)
  }
}

const none = (): void => {}

function intPart(type: DataType, layout: KeyLayout): KeyPart {
  const nulls = layout.nullBit()
  const at = layout.words(1)
  return {
    encode: (of, words, stride) => {
      if (of.kind !== 'int' && of.kind !== 'boolean') throw wrong(of)
      for (let i = 0, word = at; i < of.length; i++, word += stride) {
        if (of.validity !== null && of.validity[i] === 0) words[i * stride + nulls.word] |= nulls.bit
        else words[word] = of.values[i]
      }
    },
    decode: (slots, words, stride) => {
      const validity = validityOf(slots, words, stride, nulls)
      const length = slots.length
      if (type.kind === 'boolean') return { kind: 'boolean', type, length, validity, values: Uint8Array.from(slots, slot => words[slot * stride + at]) }
      return { kind: 'int', type, length, validity, values: slots.map(slot => words[slot * stride + at]) }
    },
    retain: none, release: none,
  }
}

/** Two words a row, or the null bit: the other way of `pairs`. */
function writePairs(of: Vector, halves: Int32Array, words: Int32Array, stride: number, at: number, nulls: NullBit): void {
  const { length, validity } = of
  for (let i = 0, word = at; i < length; i++, word += stride) {
    if (validity !== null && validity[i] === 0) {
      words[i * stride + nulls.word] |= nulls.bit
      continue
    }
    words[word] = halves[2 * i]
    words[word + 1] = halves[2 * i + 1]
  }
}

function longPart(type: DataType, layout: KeyLayout): KeyPart {
  const nulls = layout.nullBit()
  const at = layout.words(2)
  return {
    encode: (of, words, stride) => {
      if (of.kind !== 'long') throw wrong(of)
      const halves = new Int32Array(of.values.buffer, of.values.byteOffset, of.length * 2)
      writePairs(of, halves, words, stride, at, nulls)
    },
    decode: (slots, words, stride) => ({
      kind: 'long', type, length: slots.length, validity: validityOf(slots, words, stride, nulls), values: new BigInt64Array(pairs(slots, words, stride, at).buffer),
    }),
    retain: none, release: none,
  }
}

function doublePart(type: DataType, layout: KeyLayout): KeyPart {
  const nulls = layout.nullBit()
  const at = layout.words(2)
  return {
    encode: (of, words, stride) => {
      if (of.kind !== 'double') throw wrong(of)
      // Spark groups all NaNs as one and -0.0 with 0.0; adding 0 mends the sign, Float64Array.from the NaN.
      const halves = new Int32Array(Float64Array.from(of.values.subarray(0, of.length), value => (value !== value ? NaN : value + 0)).buffer)
      writePairs(of, halves, words, stride, at, nulls)
    },
    decode: (slots, words, stride) => ({
      kind: 'double', type, length: slots.length, validity: validityOf(slots, words, stride, nulls), values: new Float64Array(pairs(slots, words, stride, at).buffer),
    }),
    retain: none, release: none,
  }
}

function stringPart(type: DataType, layout: KeyLayout): KeyPart {
  const nulls = layout.nullBit()
  const at = layout.words(1)
  const texts = new Interner<string>()
  // The batches of one stream may share a dictionary.
  let known = { dictionary: null as Dictionary | null, freed: 0, ids: new Int32Array(0) }
  const idsOf = (dictionary: Dictionary): Int32Array => {
    const same = known.dictionary === dictionary && known.freed === texts.freed
    if (same && known.ids.length >= dictionary.size) return known.ids
    const ids = new Int32Array(dictionary.size * 2).fill(-1)
    if (same) ids.set(known.ids)
    known = { dictionary, freed: texts.freed, ids }
    return ids
  }
  return {
    encode: (of, words, stride) => {
      if (of.kind !== 'string') throw wrong(of)
      const { codes, dictionary, validity } = of
      const ids = idsOf(dictionary)
      for (let i = 0, word = at; i < of.length; i++, word += stride) {
        if (validity !== null && validity[i] === 0) {
          words[i * stride + nulls.word] |= nulls.bit
          continue
        }
        const code = codes[i]
        let id = ids[code]
        if (id < 0) {
          const text = dictionary.value(code)
          id = ids[code] = texts.idOf(text, text)
        }
        words[word] = id
      }
    },
    decode: (slots, words, stride): StringVector => {
      const validity = validityOf(slots, words, stride, nulls)
      const codeOf = new Map<number, number>()
      const values: string[] = []
      const codes = slots.map((slot, i) => {
        if (validity !== null && validity[i] === 0) return 0
        const id = words[slot * stride + at]
        const code = codeOf.get(id)
        if (code !== undefined) return code
        codeOf.set(id, values.length)
        return values.push(texts.valueOf(id)) - 1
      })
      return { kind: 'string', type, length: slots.length, validity, codes, dictionary: { size: values.length, value: code => values[code] } }
    },
    retain: (slot, words, stride) => { if (!isNullWord(slot, words, stride, nulls)) texts.retain(words[slot * stride + at]) },
    release: (slot, words, stride) => { if (!isNullWord(slot, words, stride, nulls)) texts.release(words[slot * stride + at]) },
  }
}

/** Arrays, maps, bytes and decimals: by value, through a text that tells one from another. */
function valuePart(type: DataType, layout: KeyLayout): KeyPart {
  const nulls = layout.nullBit()
  const at = layout.words(1)
  const values = new Interner<unknown>()
  return {
    encode: (of, words, stride) => {
      for (let i = 0; i < of.length; i++) {
        if (isNull(of, i)) words[i * stride + nulls.word] |= nulls.bit
        else {
          const value = valueAt(of, i)
          words[i * stride + at] = values.idOf(canonical(value), value instanceof Uint8Array ? value.slice() : value)
        }
      }
    },
    decode: (slots, words, stride) => {
      const builder = columnBuilder(type)
      for (const slot of slots) builder.append(isNullWord(slot, words, stride, nulls) ? null : values.valueOf(words[slot * stride + at]))
      return builder.finish()
    },
    retain: (slot, words, stride) => { if (!isNullWord(slot, words, stride, nulls)) values.retain(words[slot * stride + at]) },
    release: (slot, words, stride) => { if (!isNullWord(slot, words, stride, nulls)) values.release(words[slot * stride + at]) },
  }
}

function structPart(type: StructType, layout: KeyLayout): KeyPart {
  const nulls = layout.nullBit()
  const parts = type.fields.map(f => keyPart(f.type, layout))
  return {
    encode: (of, words, stride) => {
      if (of.kind !== 'struct') throw wrong(of)
      if (of.validity !== null) {
        for (let i = 0; i < of.length; i++) if (of.validity[i] === 0) words[i * stride + nulls.word] |= nulls.bit
      }
      parts.forEach((part, i) => part.encode(child(of, i), words, stride))
    },
    decode: (slots, words, stride) => ({
      kind: 'struct', type, length: slots.length, validity: validityOf(slots, words, stride, nulls), children: parts.map(part => part.decode(slots, words, stride)),
    }),
    retain: (slot, words, stride) => parts.forEach(part => part.retain(slot, words, stride)),
    release: (slot, words, stride) => parts.forEach(part => part.release(slot, words, stride)),
  }
}

interface NullBit { readonly word: number; readonly bit: number }

function isNullWord(slot: number, words: Int32Array, stride: number, nulls: NullBit): boolean {
  return (words[slot * stride + nulls.word] & nulls.bit) !== 0
}

function validityOf(slots: Int32Array, words: Int32Array, stride: number, nulls: NullBit): Uint8Array | null {
  let validity: Uint8Array | null = null
  for (let i = 0; i < slots.length; i++) {
    if (!isNullWord(slots[i], words, stride, nulls)) continue
    validity ??= new Uint8Array(slots.length).fill(1)
    validity[i] = 0
  }
  return validity
}

function pairs(slots: Int32Array, words: Int32Array, stride: number, at: number): Int32Array<ArrayBuffer> {
  const halves = new Int32Array(slots.length * 2)
  for (let i = 0; i < slots.length; i++) {
    halves[2 * i] = words[slots[i] * stride + at]
    halves[2 * i + 1] = words[slots[i] * stride + at + 1]
  }
  return halves
}

function canonical(value: unknown): string {
  if (value === null) return 'n'
  if (value instanceof Uint8Array) return `b${Buffer.from(value).toString('hex')}`
  if (value instanceof Decimal) return `m${value.unscaled}`
  if (value instanceof Instant || value instanceof LocalDateTime) return `t${value.micros}`
  if (value instanceof DayTimeInterval) return `t${value.micros}`
  if (value instanceof YearMonthInterval) return `t${value.months}`
  if (value instanceof LocalDate) return `t${value.days}`
  if (value instanceof Map) return `{${[...value].map(([k, v]) => `${canonical(k)}:${canonical(v)}`).join(',')}}`
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object') return `(${Object.values(value).map(canonical).join(',')})`
  if (typeof value === 'number') return `d${value + 0}`
  if (typeof value === 'bigint') return `l${value}`
  return JSON.stringify(value)
}

function wrong(of: Vector): Error {
  return new InternalError(`a ${of.kind} vector stands where a key of another kind belongs`)
}
