/** The distinct strings of one column of one batch. Codes are dense, from 0, and never reused. */
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
  private bytes = new Uint8Array(1 << 11)
  private used = 0
  private decoded: (string | undefined)[] = []

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

  private insert(data: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const code = this.size++
    const entry = 4 * code
    if (entry === this.entries.length) this.entries = grownInts(this.entries, entry * 2)
    const length = end - start
    if (this.used + length > this.bytes.length) this.bytes = grown(this.bytes, Math.max(this.bytes.length * 2, this.used + length))
    if (length > 64) this.bytes.set(data.subarray(start, end), this.used)
    else for (let i = 0; i < length; i++) this.bytes[this.used + i] = data[start + i]
    this.entries[entry] = hash
    this.entries[entry + 1] = this.used
    this.used += length
    this.entries[entry + 2] = this.used
    this.slots[slot] = code
    if (this.size * 2 > this.slots.length) this.rehash()
    return code
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
  let hash = end - start
  let i = start
  for (; i + 4 <= end; i += 4) {
    hash = Math.imul(hash ^ (data[i] | (data[i + 1] << 8) | (data[i + 2] << 16) | (data[i + 3] << 24)), 0x9e3779b1)
    hash ^= hash >>> 15
  }
  for (; i < end; i++) hash = Math.imul(hash ^ data[i], 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return hash ^ (hash >>> 13)
}

function grown(bytes: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(size)
  larger.set(bytes)
  return larger
}

function grownInts(ints: Int32Array, size: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(size)
  larger.set(ints)
  return larger
}
