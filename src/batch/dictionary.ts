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
  private hashes = new Int32Array(1 << 7)
  private starts = new Int32Array(1 << 7)
  private ends = new Int32Array(1 << 7)
  private bytes = new Uint8Array(1 << 11)
  private used = 0
  private decoded: (string | undefined)[] = []

  value(code: number): string {
    return (this.decoded[code] ??= decoder.decode(this.bytes.subarray(this.starts[code], this.ends[code])))
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
    let hash = 0x811c9dc5 | 0
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ data[i], 0x01000193)
    hash ^= hash >>> 15
    const mask = this.slots.length - 1
    const { hashes, starts, ends, bytes, slots } = this
    const length = end - start
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const code = slots[slot]
      if (code < 0) return this.insert(data, start, end, hash, slot)
      if (hashes[code] !== hash || ends[code] - starts[code] !== length) continue
      let at = starts[code]
      let i = start
      while (i < end && bytes[at] === data[i]) { at++; i++ }
      if (i === end) return code
    }
  }

  private insert(data: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const code = this.size++
    if (code === this.hashes.length) this.growEntries()
    const length = end - start
    if (this.used + length > this.bytes.length) this.bytes = grown(this.bytes, Math.max(this.bytes.length * 2, this.used + length))
    this.bytes.set(data.subarray(start, end), this.used)
    this.hashes[code] = hash
    this.starts[code] = this.used
    this.used += length
    this.ends[code] = this.used
    this.slots[slot] = code
    if (this.size * 2 > this.slots.length) this.rehash()
    return code
  }

  private growEntries(): void {
    const size = this.hashes.length * 2
    this.hashes = grownInts(this.hashes, size)
    this.starts = grownInts(this.starts, size)
    this.ends = grownInts(this.ends, size)
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2).fill(-1)
    const mask = slots.length - 1
    for (let code = 0; code < this.size; code++) {
      let slot = this.hashes[code] & mask
      while (slots[slot] >= 0) slot = (slot + 1) & mask
      slots[slot] = code
    }
    this.slots = slots
  }
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
