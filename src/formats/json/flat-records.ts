import type { DoubleBuilder, IntBuilder, LongBuilder, StringBuilder } from '../../batch/builders'
import { DictionaryBuilder, hashed, mixed } from '../../batch/dictionary'
import type { BinaryVector } from '../../batch/vector'
import { timestampOfBytes } from '../../core/timestamp-bytes'
import { DOUBLE, INT, learnLayout, LONG, SKIP, STRING, TIMESTAMP } from './flat-layout'
import type { FlatLayout } from './flat-layout'
import type { ValueNode } from './value-node'

const TWO_32 = 4_294_967_296
const POWERS_OF_TEN = Float64Array.from({ length: 16 }, (_, i) => Number(`1e${i}`))
/** How many times in a row a look may not pay before it is given up for a while, and for how many records. */
const PATIENCE = 8
const REST = 512

/**
 * The fast path of the JSON reader: records that are written as the one before was. What it takes is a flat object whose
 * names, blanks and order are byte for byte those of the layout it learned, and whose asked-for values are strings of
 * plain ASCII, plain timestamps, and numbers of few digits. Everything else (an escape, a byte above 127 in a value, a
 * null, another type, another order, a nested value, a broken record) is left to the general reader, from the record's
 * start; so whatever this class reads is without fault, and nothing is ever reported from here.
 *
 * Strings are looked through four bytes at a time; their hash is made on the way. Values go straight to the lanes of the
 * general reader's own builders, so that the two can take turns.
 */
export class FlatRecords {
  private layout: FlatLayout | null = null
  private view: DataView = new DataView(new ArrayBuffer(0))
  private misses = 0
  private resting = 0
  // The minute of the timestamp before, as its sixteen characters and as microseconds: logs come in order, more or less.
  private readonly minute = new Float64Array(2)
  private minuteMicros = NaN
  private readonly recents: (Recent | undefined)[] = []

  constructor(private readonly root: ValueNode) {}

  /** Reads rows from `from` on into the builders; the first row that it leaves, or the number of rows. */
  read(input: BinaryVector, from: number): number {
    const { layout } = this
    if (layout === null || this.resting > 0) return from
    const { data } = input
    if (this.view.buffer !== data.buffer || this.view.byteOffset !== data.byteOffset || this.view.byteLength !== data.length) {
      this.view = new DataView(data.buffer, data.byteOffset, data.length)
    }
    const { builder, inner } = this.root
    const before = builder.length
    const read = this.readRows(input, layout, from, before)
    if (read - from < PATIENCE && read < input.length) this.missed()
    else this.misses = 0
    if (read === from) return from
    builder.advance(before + read - from)
    for (let i = 0; i < inner.length; i++) {
      if (layout.present[i]) inner[i].builder.advance(builder.length)
      else inner[i].builder.appendNulls(builder.length)
    }
    return read
  }

  /** Takes the layout of a record that the general reader found to be without fault. */
  learn(data: Uint8Array, start: number, end: number): void {
    if (this.resting > 0) {
      this.resting--
      return
    }
    this.layout = learnLayout(this.root, data, start, end)
    if (this.layout === null) this.missed()
  }

  private missed(): void {
    if (++this.misses < PATIENCE) return
    this.misses = 0
    this.resting = REST
  }

  private readRows(input: BinaryVector, layout: FlatLayout, from: number, into: number): number {
    const { starts, ends, validity, length, data } = input
    const { view } = this
    const { steps, ops, wide, wideAt, short, masks, literalBytes } = layout
    const { lanes, doubles, dictionaries, recents } = this.lanesOf(layout)
    // Up to twelve bytes are read from where a value starts.
    const safe = data.length - 12
    let row = from
    rows: for (let out = into; row < length; row++, out++) {
      if (validity !== null && validity[row] === 0) break
      let pos = starts[row]
      const end = ends[row]
      if (end > safe) break
      for (let step = 0; ; step++) {
        const size = literalBytes[step]
        if (pos + size > end) break rows
        if (size >= 8) {
          const last = wideAt[step + 1] - 1
          for (let at = pos, i = wideAt[step]; i < last; i++, at += 8) if (view.getFloat64(at, true) !== wide[i]) break rows
          if (view.getFloat64(pos + size - 8, true) !== wide[last]) break rows
        } else {
          if (((view.getInt32(pos, true) ^ short[2 * step]) & masks[2 * step]) !== 0) break rows
          if (size > 4 && ((view.getInt32(pos + 4, true) ^ short[2 * step + 1]) & masks[2 * step + 1]) !== 0) break rows
        }
        pos += size
        if (step === steps) continue rows
        switch (ops[step]) {
          case STRING: {
            const first = pos
            // The string, its quote and what comes behind it, where the string is short: the same twelve bytes are the same string.
            const w0 = view.getInt32(pos, true)
            const w1 = view.getInt32(pos + 4, true)
            const w2 = view.getInt32(pos + 8, true)
            const recent = recents[step]
            const place = (Math.imul(w0 ^ Math.imul(w1 ^ Math.imul(w2, 0x9e3779b1), 0x85ebca6b), 0x9e3779b1) >>> RECENT_SHIFT) << 2
            if (recent[place] === w0 && recent[place + 1] === w1 && recent[place + 2] === w2) {
              const known = recent[place + 3]
              lanes[step][out] = known >>> 4
              pos += known & 15
              break
            }
            let hash = 0
            let bytes = 0
            let odd = 0
            for (;;) {
              bytes = view.getInt32(pos, true)
              const quote = bytes ^ 0x22222222
              const escape = bytes ^ 0x5c5c5c5c
              // The lowest bit that is left marks the first byte that is a quote, a backslash, a control or no ASCII.
              odd = (((quote - 0x01010101) & ~quote) | ((escape - 0x01010101) & ~escape) | ((bytes - 0x20202020) & ~bytes) | bytes) & 0x80808080
              if (odd !== 0) break
              hash = mixed(hash, bytes)
              pos += 4
              if (pos >= end) break rows
            }
            const shift = 24 - (Math.clz32(odd & -odd) & 0x18)
            if (((bytes >>> shift) & 0xff) !== 34) break rows
            if (shift > 0) hash = mixed(hash, bytes & ((1 << shift) - 1))
            pos += shift >>> 3
            if (pos >= end) break rows
            const code = dictionaries[step].codeOfHashed(data, view, first, pos - first, hashed(hash, pos - first))
            lanes[step][out] = code
            if (pos - first < 12 && code < MANY_CODES) {
              recent[place] = w0
              recent[place + 1] = w1
              recent[place + 2] = w2
              recent[place + 3] = (code << 4) | (pos - first)
            }
            break
          }
          case TIMESTAMP: {
            let micros = pos + 20 < end ? this.plainTimestamp(view, pos) : NaN
            if (micros === micros) pos += 20
            else {
              const first = pos
              while (pos < end && data[pos] !== 34) pos++
              micros = timestampOfBytes(data, first, pos)
              if (micros !== micros) break rows
              this.remember(view, data, first, micros)
            }
            const halves = lanes[step]
            const high = Math.floor(micros * (1 / TWO_32))
            halves[2 * out] = micros - high * TWO_32
            halves[2 * out + 1] = high
            break
          }
          case SKIP: {
            while (pos < end && data[pos] !== 34) if (data[pos] < 32 || data[pos++] === 92) break rows
            break
          }
          default: {
            const first = pos
            const negative = data[pos] === 45
            if (negative) pos++
            const digits = pos
            let number = 0
            while (data[pos] >= 48 && data[pos] <= 57) number = number * 10 + data[pos++] - 48
            if (pos === digits || pos - first > 15 || (data[digits] === 48 && pos - digits > 1)) break rows
            if (ops[step] >= DOUBLE && data[pos] === 46) {
              const point = ++pos
              while (data[pos] >= 48 && data[pos] <= 57) number = number * 10 + data[pos++] - 48
              if (pos === point || pos - first > 15) break rows
              number /= POWERS_OF_TEN[pos - point]
              if (negative) number = -number
            } else if (negative && number !== 0) number = -number
            if (ops[step] === LONG) {
              const high = Math.floor(number * (1 / TWO_32))
              lanes[step][2 * out] = number - high * TWO_32
              lanes[step][2 * out + 1] = high
            } else if (ops[step] === INT) {
              if ((number | 0) !== number) break rows
              lanes[step][out] = number
            } else if (ops[step] === DOUBLE) doubles[step][out] = number
          }
        }
      }
    }
    return row
  }

  /** Where each value of a record goes; all lists are of one shape. */
  private lanesOf({ ops, fields }: FlatLayout): Lanes {
    const lanes: Int32Array[] = []
    const doubles: Float64Array[] = []
    const dictionaries: DictionaryBuilder[] = []
    const recents: Int32Array[] = []
    ops.forEach((op, step) => {
      const builder = fields[step] < 0 ? null : this.root.inner[fields[step]].builder
      lanes.push(op === STRING ? (builder as StringBuilder).codes : op === INT ? (builder as IntBuilder).values
        : op === LONG || op === TIMESTAMP ? (builder as LongBuilder).halves : NO_INTS)
      doubles.push(op === DOUBLE ? (builder as DoubleBuilder).values : NO_DOUBLES)
      dictionaries.push(op === STRING ? (builder as StringBuilder).dictionary : NO_STRINGS)
      recents.push(op === STRING ? this.recentOf(fields[step], (builder as StringBuilder).dictionary) : NO_INTS)
    })
    return { lanes, doubles, dictionaries, recents }
  }

  private recentOf(field: number, dictionary: DictionaryBuilder): Int32Array {
    let recent = this.recents[field]
    if (recent?.dictionary !== dictionary) this.recents[field] = recent = { dictionary, slots: new Int32Array(4 << (32 - RECENT_SHIFT)) }
    return recent.slots
  }

  /** `yyyy-MM-ddTHH:mm:ssZ` where the minute is that of the timestamp before; else NaN. */
  private plainTimestamp(view: DataView, at: number): number {
    const { minute } = this
    if (view.getFloat64(at, true) !== minute[0] || view.getFloat64(at + 8, true) !== minute[1]) return NaN
    // The last four characters: a colon, two digits, Z.
    const rest = view.getInt32(at + 16, true)
    const tens = ((rest >>> 8) & 0xff) - 48
    const ones = ((rest >>> 16) & 0xff) - 48
    if ((rest & 0xff) !== 58 || rest >>> 24 !== 90 || tens < 0 || tens > 5 || ones < 0 || ones > 9) return NaN
    return this.minuteMicros + (tens * 10 + ones) * 1e6
  }

  private remember(view: DataView, data: Uint8Array, at: number, micros: number): void {
    if (data[at + 19] !== 90) return
    this.minute[0] = view.getFloat64(at, true)
    this.minute[1] = view.getFloat64(at + 8, true)
    this.minuteMicros = micros - ((data[at + 17] - 48) * 10 + data[at + 18] - 48) * 1e6
  }
}

interface Lanes {
  readonly lanes: readonly Int32Array[]
  readonly doubles: readonly Float64Array[]
  readonly dictionaries: readonly DictionaryBuilder[]
  readonly recents: readonly Int32Array[]
}

/** Short strings met before: twelve bytes, then code and length. They hold for one dictionary. */
interface Recent {
  readonly dictionary: DictionaryBuilder
  readonly slots: Int32Array
}

const RECENT_SHIFT = 20
const MANY_CODES = 1 << 27
const NO_INTS = new Int32Array(0)
const NO_DOUBLES = new Float64Array(0)
const NO_STRINGS = new DictionaryBuilder()
