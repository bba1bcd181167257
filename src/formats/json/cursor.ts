import { timestampOfBytes } from '../../core/timestamp-bytes'
import { appendCodePoint, isValidUtf8, utf8Repaired } from './utf8'

/** A value was read. */
export const OK = 0
/** A value was read, but something inside it was not what the schema says. */
export const PARTIAL = 1
/** The value is not what the schema says: nothing was appended, the cursor stands behind it. */
export const BAD = 2
/** The bytes are not JSON: reading cannot go on. */
export const BROKEN = 3
export type Status = typeof OK | typeof PARTIAL | typeof BAD | typeof BROKEN

const BACKSLASH = 92
/** As in Spark's parser: reading digits by the million takes time that grows with their square. */
const MAX_NUMBER = 1000
const POWERS_OF_TEN = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`))

/**
 * Where a reader stands in the bytes of one record, and the token it read last. The grammar is that of Spark's JSON
 * parser: RFC 8259, and besides single quotes, `\'`, `NaN`, `±Infinity` and `±INF`; control characters in strings,
 * comments, leading zeros and names without quotes are errors.
 */
export class JsonCursor {
  data: Uint8Array = new Uint8Array(0)
  /** Where the record starts, where reading stands, where the record ends. */
  first = 0
  pos = 0
  end = 0
  /** The bytes of the last string, decoded, or of the last number: `text[from] … text[to - 1]`. */
  text: Uint8Array = this.data
  from = 0
  to = 0
  /** Whether the last number was written without fraction and exponent. */
  integer = false
  /** Whether a string had bytes that are no UTF-8, since `start`. */
  repaired = false
  /** What was wrong first, since `start`. Never a value from the record: values may be secret. */
  reason = ''
  private located = false
  private scratch = new Uint8Array(256)
  private buffer: Buffer = Buffer.alloc(0)
  private negative = false
  private mantissa = 0
  private scale = 0

  constructor(readonly maxDepth: number) {}

  start(data: Uint8Array, start: number, end: number): void {
    if (data !== this.data) {
      this.data = data
      this.buffer = Buffer.from(data.buffer, data.byteOffset, data.length)
    }
    this.first = start
    this.pos = start
    this.end = end
    this.repaired = false
    this.located = false
    this.reason = ''
  }

  blame(reason: string): void {
    if (this.reason === '') this.reason = reason
  }

  /** Names the innermost field in which the first thing was wrong. */
  locate(field: string): void {
    if (this.located) return
    this.located = true
    this.reason = `field '${field}': ${this.reason}`
  }

  broken(what: string): typeof BROKEN {
    this.blame(this.pos >= this.end ? 'the record ends in the middle of a value' : what)
    return BROKEN
  }

  /** The next byte that is not white space; -1 at the end. */
  next(): number {
    const { pos } = this
    if (pos < this.end) {
      const byte = this.data[pos]
      if (byte > 32) return byte
    }
    return this.skipBlanks()
  }

  private skipBlanks(): number {
    const { data, end } = this
    let at = this.pos
    while (at < end) {
      const byte = data[at]
      if (byte !== 32 && byte !== 10 && byte !== 13 && byte !== 9) {
        this.pos = at
        return byte
      }
      at++
    }
    this.pos = at
    return -1
  }

  /**
   * Reads the string whose opening quote is at `pos`. BAD: an escape or a character in it is wrong, and reading goes on
   * behind that, which nearly always breaks the record; the same happens in Spark.
   */
  readString(): typeof OK | typeof BAD {
    const { data, end } = this
    const quote = data[this.pos]
    const from = this.pos + 1
    let high = 0
    for (let at = from; at < end; at++) {
      const byte = data[at]
      if (byte === quote) {
        this.text = data
        this.from = from
        this.to = at
        this.pos = at + 1
        if (high > 127) this.repair()
        return OK
      }
      if (byte === BACKSLASH || byte < 32) return this.readEscaped(quote, from, at)
      high |= byte
    }
    this.pos = end
    this.broken('')
    return BAD
  }

  /** Reads `"yyyy-MM-ddTHH:mm:ssZ"` at `pos`, the form that most logs write, without looking for its end first; NaN for any other. */
  plainTimestamp(): number {
    const { data, pos } = this
    if (pos + 22 > this.end || data[pos + 21] !== data[pos] || data[pos + 20] !== 90) return NaN
    const micros = timestampOfBytes(data, pos + 1, pos + 21)
    if (micros === micros) this.pos = pos + 22
    return micros
  }

  /** Skips the string whose opening quote is at `pos`. */
  skipString(): Status {
    const { data, end } = this
    const quote = data[this.pos]
    for (let at = this.pos + 1; at < end; at++) {
      const byte = data[at]
      if (byte === quote) {
        this.pos = at + 1
        return OK
      }
      if (byte === BACKSLASH) {
        this.pos = at
        if (this.escape() < 0) return this.broken('a string has an escape that JSON does not know')
        at = this.pos - 1
      } else if (byte < 32) {
        this.pos = at
        return this.broken('a string has a control character')
      }
    }
    this.pos = end
    return this.broken('')
  }

  /** Reads the number, `NaN` or infinity at `pos`. */
  readNumber(): Status {
    const { data, end } = this
    let at = this.pos
    const negative = data[at] === 45
    if (negative) at++
    let byte = at < end ? data[at] : 0
    if (byte < 48 || byte > 57) return this.readNamedNumber()
    let mantissa = 0
    if (byte === 48) at++
    else for (; at < end && (byte = data[at]) >= 48 && byte <= 57; at++) mantissa = mantissa * 10 + byte - 48
    let scale = 0
    let integer = true
    if (at < end && data[at] === 46) {
      integer = false
      const point = at++
      for (; at < end && (byte = data[at]) >= 48 && byte <= 57; at++) mantissa = mantissa * 10 + byte - 48
      scale = point + 1 - at
      if (scale === 0) return this.broken('a number has no digits behind its point')
    }
    if (at < end && (data[at] | 32) === 101) {
      integer = false
      const down = data[at + 1] === 45
      if (down || data[at + 1] === 43) at++
      const first = ++at
      let exponent = 0
      for (; at < end && (byte = data[at]) >= 48 && byte <= 57; at++) exponent = Math.min(exponent * 10 + byte - 48, 99_999)
      if (at === first) return this.broken('a number has no digits in its exponent')
      scale += down ? -exponent : exponent
    }
    if (at - this.pos > MAX_NUMBER) return this.broken(`a number is longer than ${MAX_NUMBER} characters`)
    this.text = data
    this.from = this.pos
    this.to = this.pos = at
    this.integer = integer
    this.negative = negative
    this.mantissa = mantissa
    this.scale = scale
    return OK
  }

  /** The last number, rounded to a double as `JSON.parse` does. */
  get number(): number {
    const { mantissa, scale } = this
    // A whole number below 2^53 and a power of ten up to 22 are both exact, so that one operation rounds correctly.
    if (mantissa > Number.MAX_SAFE_INTEGER || scale > 22 || scale < -22) return this.to === 0 ? mantissa : Number(this.numberText())
    const magnitude = scale < 0 ? mantissa / POWERS_OF_TEN[-scale] : mantissa * POWERS_OF_TEN[scale]
    // As in Java, `-0` is an integer and so has no sign, `-0.0` has one.
    return this.negative ? (this.integer && magnitude === 0 ? 0 : -magnitude) : magnitude
  }

  /** The digits of the last number, for what a double cannot hold. */
  numberText(): string {
    return this.buffer.toString('latin1', this.from, this.to)
  }

  /** Whether `word` stands at `pos`; moves behind it. */
  takeWord(word: string): boolean {
    const { data, pos } = this
    if (pos + word.length > this.end) return false
    for (let i = 0; i < word.length; i++) if (data[pos + i] !== word.charCodeAt(i)) return false
    this.pos = pos + word.length
    return true
  }

  private readNamedNumber(): Status {
    if (this.takeWord('NaN')) this.mantissa = NaN
    else if (this.takeWord('Infinity') || this.takeWord('+Infinity') || this.takeWord('+INF')) this.mantissa = Infinity
    else if (this.takeWord('-Infinity') || this.takeWord('-INF')) this.mantissa = -Infinity
    else return this.broken('no JSON value starts here')
    this.integer = false
    this.negative = false
    this.scale = 0
    // No digits: `number` is the mantissa.
    this.to = 0
    return OK
  }

  private readEscaped(quote: number, from: number, firstOdd: number): typeof OK | typeof BAD {
    const { data, end } = this
    let size = firstOdd - from
    let out = this.room(size + 4)
    for (let i = 0; i < size; i++) out[i] = data[from + i]
    let at = firstOdd
    while (at < end) {
      const byte = data[at]
      if (size + 4 > out.length) out = this.room(size + 4)
      if (byte === quote) {
        this.pos = at + 1
        this.text = out
        this.from = 0
        this.to = size
        this.repair()
        return OK
      }
      if (byte === BACKSLASH) {
        this.pos = at
        const unit = this.escape()
        if (unit < 0) {
          this.blame('a string has an escape that JSON does not know')
          return BAD
        }
        at = this.pos
        size = appendCodePoint(out, size, this.wholeCodePoint(unit))
        at = this.pos
      } else if (byte < 32) {
        this.pos = at + 1
        this.blame('a string has a control character')
        return BAD
      } else {
        out[size++] = byte
        at++
      }
    }
    this.pos = end
    this.broken('')
    return BAD
  }

  /** Reads the escape at `pos`; its UTF-16 unit, or -1 with `pos` behind the first byte that is wrong. */
  private escape(): number {
    const { data, end } = this
    const at = this.pos + 1
    const byte = at < end ? data[at] : 0
    this.pos = Math.min(at + 1, end)
    switch (byte) {
      case 34: case 92: case 47: case 39: return byte
      case 98: return 8
      case 102: return 12
      case 110: return 10
      case 114: return 13
      case 116: return 9
      case 117: break
      default: return -1
    }
    let unit = 0
    for (let i = 0; i < 4; i++) {
      const digit = this.pos < end ? hexDigit(data[this.pos]) : -1
      if (this.pos < end) this.pos++
      if (digit < 0) return -1
      unit = unit * 16 + digit
    }
    return unit
  }

  /** The code point that a unit starts, with the second half of a pair taken; a half alone is `?`, as Java writes it. */
  private wholeCodePoint(unit: number): number {
    if (unit < 0xd800 || unit > 0xdfff) return unit
    const before = this.pos
    if (unit <= 0xdbff && this.data[before] === BACKSLASH && this.data[before + 1] === 117) {
      const low = this.escape()
      if (low >= 0xdc00 && low <= 0xdfff) return 0x10000 + ((unit - 0xd800) << 10) + low - 0xdc00
      this.pos = before
    }
    return 63
  }

  private repair(): void {
    if (isValidUtf8(this.text, this.from, this.to)) return
    this.repaired = true
    this.text = utf8Repaired(this.text, this.from, this.to)
    this.from = 0
    this.to = this.text.length
  }

  private room(size: number): Uint8Array {
    if (size > this.scratch.length) {
      const larger = new Uint8Array(Math.max(size, this.scratch.length * 2))
      larger.set(this.scratch)
      this.scratch = larger
    }
    return this.scratch
  }
}

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48
  const letter = byte | 32
  return letter >= 97 && letter <= 102 ? letter - 87 : -1
}
