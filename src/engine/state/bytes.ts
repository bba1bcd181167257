import { InternalError } from '../../core/errors'

/** Appends little-endian numbers, texts and arrays to a growing buffer. */
export class ByteWriter {
  private bytes = new Uint8Array(1 << 10)
  private view = new DataView(this.bytes.buffer)
  private used = 0

  u8(value: number): void {
    this.reserve(1)
    this.view.setUint8(this.used++, value)
  }

  u32(value: number): void {
    this.reserve(4)
    this.view.setUint32(this.used, value, true)
    this.used += 4
  }

  f64(value: number): void {
    this.reserve(8)
    this.view.setFloat64(this.used, value, true)
    this.used += 8
  }

  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length)
    this.bytes.set(bytes, this.used)
    this.used += bytes.length
  }

  /** The memory of a typed array, as it is: every platform Node runs on is little-endian. */
  lane(values: ArrayBufferView): void {
    this.raw(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  }

  block(bytes: Uint8Array): void {
    this.u32(bytes.length)
    this.raw(bytes)
  }

  text(text: string): void {
    this.block(Buffer.from(text, 'utf8'))
  }

  finish(): Uint8Array {
    return this.bytes.subarray(0, this.used)
  }

  private reserve(more: number): void {
    if (this.used + more <= this.bytes.length) return
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.used + more))
    larger.set(this.bytes.subarray(0, this.used))
    this.bytes = larger
    this.view = new DataView(larger.buffer)
  }
}

/** Reads what a ByteWriter wrote; running out of bytes is an error, never a short answer. */
export class ByteReader {
  private at = 0
  private readonly view: DataView

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  u8(): number {
    return this.view.getUint8(this.take(1))
  }

  u32(): number {
    return this.view.getUint32(this.take(4), true)
  }

  f64(): number {
    return this.view.getFloat64(this.take(8), true)
  }

  raw(length: number): Uint8Array {
    const start = this.take(length)
    return this.bytes.subarray(start, start + length)
  }

  /** A copy of `length` bytes in memory of its own, aligned for any typed array. */
  lane(length: number): ArrayBuffer {
    const copy = new Uint8Array(length)
    copy.set(this.raw(length))
    return copy.buffer
  }

  block(): Uint8Array {
    return this.raw(this.u32())
  }

  text(): string {
    return Buffer.from(this.block()).toString('utf8')
  }

  private take(length: number): number {
    const start = this.at
    if (start + length > this.bytes.length) throw new InternalError('a state file ends before its columns do')
    this.at = start + length
    return start
  }
}
