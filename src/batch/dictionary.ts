/**
 * The distinct strings of a column. Codes are dense, from 0, and never reused. It may hold strings that no row has, and grow
 * while batches to come are read with it.
 */
export interface Dictionary {
  readonly size: number
  value(code: number): string
}

/** A dictionary over strings that are already decoded. */
export function dictionaryOf(values: readonly string[]): Dictionary {
  return { size: values.length, value: code => values[code] }
}

const decoder = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true })

/**
 * Codes strings straight from UTF-8 bytes: a string is decoded when somebody first asks for it, so a column that is
 * only counted or compared never becomes JS strings. Invalid UTF-8 decodes to U+FFFD, as in Spark.
 */
export class DictionaryBuilder implements Dictionary {
  size = 0
  private slots = new Int32Array(1 << 8).fill(-1)
  // Hash, start, end and nothing: one entry lies in one cache line.
  private entries = new Int32Array(4 << 7)
  // Each string starts at a multiple of four and is filled up with zeros, so that it can be compared by words.
  private bytes = new Uint8Array(1 << 11)
  private words = new Int32Array(this.bytes.buffer)
  private used = 0
  private decoded: (string | undefined)[] = []

  /** Too large to go on with from batch to batch: it would fill the processor's cache, and never forget anything. */
  get isLarge(): boolean {
    return this.size > 1 << 14 || this.used > 1 << 19
  }

  value(code: number): string {
    return (this.decoded[code] ??= decoder.decode(this.bytes.subarray(this.entries[4 * code + 1], this.entries[4 * code + 2])))
  }

  codeOf(text: string): number {
    const encoded = Buffer.from(text, 'utf8')
    const code = this.codeOfBytes(encoded, 0, encoded.length)
    // A lone surrogate does not survive UTF-8; the string as given is the truth.
    this.decoded[code] ??= text
    return code
  }

  /** The code of the string whose UTF-8 bytes are `data[start] … data[end - 1]`. */
  codeOfBytes(data: Uint8Array, start: number, end: number): number {
    const hash = hashOf(data, start, end)
    const { entries, bytes, slots } = this
    const mask = slots.length - 1
    const length = end - start
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const code = slots[slot]
      if (code < 0) return this.insert(data, start, end, hash, slot)
      const entry = 4 * code
      if (entries[entry] !== hash) continue
      const from = entries[entry + 1]
      if (entries[entry + 2] - from !== length) continue
      let i = 0
      while (i < length && bytes[from + i] === data[start + i]) i++
      if (i === length) return code
    }
  }

  /**
   * The same for a caller that has the string's hash (see `mixed`) from looking for its end. `view` is on the same bytes,
   * and at least three bytes can be read behind the string.
   */
  codeOfHashed(data: Uint8Array, view: DataView, start: number, length: number, hash: number): number {
    const { entries, words, slots } = this
    const mask = slots.length - 1
    const whole = length & ~3
    const rest = (1 << ((length & 3) << 3)) - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const code = slots[slot]
      if (code < 0) return this.insert(data, start, start + length, hash, slot)
      const entry = 4 * code
      if (entries[entry] !== hash) continue
      const from = entries[entry + 1]
      if (entries[entry + 2] - from !== length) continue
      let word = from >> 2
      let i = 0
      while (i < whole && words[word] === view.getInt32(start + i, true)) {
        word++
        i += 4
      }
      if (i === whole && (rest === 0 || words[word] === (view.getInt32(start + i, true) & rest))) return code
    }
  }

  private insert(data: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const code = this.size++
    const entry = 4 * code
    if (entry === this.entries.length) this.entries = grownInts(this.entries, entry * 2)
    const length = end - start
    if (this.used + length + 3 > this.bytes.length) this.grow(this.used + length + 3)
    if (length > 64) this.bytes.set(data.subarray(start, end), this.used)
    else for (let i = 0; i < length; i++) this.bytes[this.used + i] = data[start + i]
    this.entries[entry] = hash
    this.entries[entry + 1] = this.used
    this.used += length
    this.entries[entry + 2] = this.used
    this.used = (this.used + 3) & ~3
    this.slots[slot] = code
    if (this.size * 2 > this.slots.length) this.rehash()
    return code
  }

  private grow(size: number): void {
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, (size + 3) & ~3))
    larger.set(this.bytes)
    this.bytes = larger
    this.words = new Int32Array(larger.buffer)
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 4).fill(-1)
    const mask = slots.length - 1
    for (let code = 0; code < this.size; code++) {
      let slot = this.entries[4 * code] & mask
      while (slots[slot] >= 0) slot = (slot + 1) & mask
      slots[slot] = code
    }
    this.slots = slots
  }
}

// Four bytes a step: a multiplication a byte would wait for the one before it.
function hashOf(data: Uint8Array, start: number, end: number): number {
  let hash = 0
  let i = start
  for (; i + 4 <= end; i += 4) hash = mixed(hash, data[i] | (data[i + 1] << 8) | (data[i + 2] << 16) | (data[i + 3] << 24))
  if (i < end) {
    let rest = 0
    for (let shift = 0; i < end; i++, shift += 8) rest |= data[i] << shift
    hash = mixed(hash, rest)
  }
  return hashed(hash, end - start)
}

/** A string's hash with four more of its bytes, little-endian, fewer only at its end. It starts at 0. */
export function mixed(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, 0x9e3779b1)
  return product ^ (product >>> 15)
}

/** What `mixed` gave for a whole string of that length, as the dictionary knows it. */
export function hashed(hash: number, length: number): number {
  const product = Math.imul(hash ^ length ^ (hash >>> 16), 0x85ebca6b)
  return product ^ (product >>> 13)
}

function grownInts(ints: Int32Array, size: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(size)
  larger.set(ints)
  return larger
}
