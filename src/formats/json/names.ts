import { BAD, OK } from './cursor'
import type { JsonCursor } from './cursor'

const ORDINALS = 64

/**
 * Finds a name's place among a struct's fields. Records of one topic mostly have their names in one order, so the field
 * that stood n-th in the last record is tried first, without even looking for the name's end.
 */
export class Names {
  private readonly names: readonly Uint8Array[]
  private readonly lastOrder = new Int32Array(ORDINALS).fill(-1)
  private readonly slots: Int32Array
  /** A name that a string cannot hold as it stands is found by its decoded bytes only. */
  private readonly guessable: readonly boolean[]

  /** `fields` without a name (null) are never found. */
  constructor(fields: readonly (string | null)[]) {
    this.names = fields.map(name => Buffer.from(name ?? '', 'utf8'))
    this.guessable = fields.map(name => name !== null && !/["'\\\p{Cc}\u{fffd}]/u.test(name))
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * fields.length + 2))).fill(-1)
    fields.forEach((name, i) => {
      if (name === null) return
      let slot = this.hash(this.names[i], 0, this.names[i].length)
      while (this.slots[slot] >= 0) slot = (slot + 1) & (this.slots.length - 1)
      this.slots[slot] = i
    })
  }

  /** Reads the name whose opening quote is at `pos`: its field, -1 for one that nobody asked for, -2 when it is broken. */
  read(cursor: JsonCursor, ordinal: number): number {
    const guess = ordinal < ORDINALS ? this.lastOrder[ordinal] : -1
    if (guess >= 0 && this.isAt(guess, cursor)) return guess
    const status = cursor.readString()
    if (status === BAD) return -2
    const field = status === OK ? this.find(cursor.text, cursor.from, cursor.to) : -1
    if (ordinal < ORDINALS) this.lastOrder[ordinal] = field >= 0 && this.guessable[field] ? field : -1
    return field
  }

  private isAt(field: number, cursor: JsonCursor): boolean {
    const { data, pos } = cursor
    const name = this.names[field]
    const end = pos + 1 + name.length
    if (end >= cursor.end || data[end] !== data[pos]) return false
    for (let i = 0; i < name.length; i++) if (name[i] !== data[pos + 1 + i]) return false
    cursor.pos = end + 1
    return true
  }

  /** The field of that name, as its decoded bytes; -1 where nobody asked for it. */
  find(text: Uint8Array, from: number, to: number): number {
    const mask = this.slots.length - 1
    for (let slot = this.hash(text, from, to); ; slot = (slot + 1) & mask) {
      const field = this.slots[slot]
      if (field < 0) return -1
      const name = this.names[field]
      if (name.length !== to - from) continue
      let i = 0
      while (i < name.length && name[i] === text[from + i]) i++
      if (i === name.length) return field
    }
  }

  private hash(text: Uint8Array, from: number, to: number): number {
    let hash = 0x811c9dc5 | 0
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ text[i], 0x01000193)
    return (hash ^ (hash >>> 15)) & (this.slots.length - 1)
  }
}
