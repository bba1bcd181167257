import type { Vector } from '../../batch/vector'
import type { DataType } from '../../core/data-type'
import { KeyLayout, keyPart, type KeyPart } from './key-part'

/**
 * Numbers groups densely by their keys: an open-addressing table over each group's words. A null in a key is a value like
 * any other. Slots of groups that went are used again; the order in which groups came is kept apart from them, so that rows
 * come out in the same order whether the state was kept or restored.
 */
export class GroupTable {
  private readonly parts: readonly KeyPart[]
  private readonly width: number
  private words: Int32Array
  private hashes = new Int32Array(INITIAL)
  /** The group that came after this one, and before: a chain through all groups there are. */
  private next = new Int32Array(INITIAL)
  private previous = new Int32Array(INITIAL)
  private first = -1
  private last = -1
  private index = new Int32Array(INITIAL * 2).fill(-1)
  private readonly free: number[] = []
  private high = 0
  private count = 0

  constructor(types: readonly DataType[]) {
    const layout = new KeyLayout()
    this.parts = types.map(type => keyPart(type, layout))
    this.width = layout.width
    this.words = new Int32Array(INITIAL * this.width)
  }

  /** Groups there are. */
  get size(): number {
    return this.count
  }

  /** One more than the highest slot ever given. */
  get slots(): number {
    return this.high
  }

  get bytes(): number {
    return this.words.byteLength + this.hashes.byteLength + this.next.byteLength + this.previous.byteLength + this.index.byteLength
  }

  /** The group of each row; groups that are not there yet are made. */
  slotsOf(keys: readonly Vector[], rows: number): Int32Array {
    const { width } = this
    const words = new Int32Array(rows * width)
    this.parts.forEach((part, i) => part.encode(keys[i], words, width))
    const slots = new Int32Array(rows)
    let { hashes, index, words: known } = this
    for (let row = 0, from = 0; row < rows; row++, from += width) {
      let hash = 0
      for (let w = from; w < from + width; w++) hash = Math.imul(hash ^ words[w], 0x9e3779b1) ^ (hash >>> 15)
      hash ^= hash >>> 16
      const mask = index.length - 1
      let at = hash & mask
      let slot = index[at]
      while (slot >= 0 && !(hashes[slot] === hash && sameWords(known, slot * width, words, from, width))) {
        at = (at + 1) & mask
        slot = index[at]
      }
      if (slot < 0) {
        slot = this.insert(words, from, hash, at)
        hashes = this.hashes
        index = this.index
        known = this.words
      }
      slots[row] = slot
    }
    return slots
  }

  private insert(words: Int32Array, from: number, hash: number, at: number): number {
    const slot = this.free.pop() ?? this.high++
    if (slot >= this.hashes.length) this.grow()
    const { width } = this
    for (let w = 0; w < width; w++) this.words[slot * width + w] = words[from + w]
    this.hashes[slot] = hash
    this.next[slot] = -1
    this.previous[slot] = this.last
    if (this.last < 0) this.first = slot
    else this.next[this.last] = slot
    this.last = slot
    this.index[at] = slot
    this.count++
    for (const part of this.parts) part.retain(slot, this.words, width)
    if (this.count * 2 > this.index.length) this.reindex(this.index.length * 2)
    return slot
  }

  /** The key columns of these groups. */
  keysOf(slots: Int32Array): Vector[] {
    return this.parts.map(part => part.decode(slots, this.words, this.width))
  }

  /** One key column of these groups. */
  keyOf(key: number, slots: Int32Array): Vector {
    return this.parts[key].decode(slots, this.words, this.width)
  }

  /** All groups, in the order they came. */
  liveSlots(): Int32Array {
    const slots = new Int32Array(this.count)
    for (let slot = this.first, at = 0; slot >= 0; slot = this.next[slot]) slots[at++] = slot
    return slots
  }

  release(slots: Int32Array): void {
    if (slots.length === 0) return
    for (const slot of slots) {
      for (const part of this.parts) part.release(slot, this.words, this.width)
      const before = this.previous[slot]
      const after = this.next[slot]
      if (before < 0) this.first = after
      else this.next[before] = after
      if (after < 0) this.last = before
      else this.previous[after] = before
      this.free.push(slot)
    }
    this.count -= slots.length
    this.reindex(this.index.length)
  }

  private grow(): void {
    const size = this.hashes.length * 2
    this.words = longer(this.words, size * this.width)
    this.hashes = longer(this.hashes, size)
    this.next = longer(this.next, size)
    this.previous = longer(this.previous, size)
  }

  private reindex(size: number): void {
    const index = new Int32Array(size).fill(-1)
    const mask = size - 1
    for (let slot = this.first; slot >= 0; slot = this.next[slot]) {
      let at = this.hashes[slot] & mask
      while (index[at] >= 0) at = (at + 1) & mask
      index[at] = slot
    }
    this.index = index
  }
}

const INITIAL = 64

function sameWords(a: Int32Array, from: number, b: Int32Array, to: number, width: number): boolean {
  for (let w = 0; w < width; w++) if (a[from + w] !== b[to + w]) return false
  return true
}

function longer(ints: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length)
  larger.set(ints)
  return larger
}
