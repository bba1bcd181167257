/**
 * The primitive types of Kafka's protocol, big-endian. "Compact" strings and arrays carry their length plus one as an
 * unsigned varint; zero is null. 64-bit offsets, timestamps and producer ids are read as numbers: exact to 2^53.
 */
export class WireWriter {
  private bytes = Buffer.alloc(256)
  private at = 0

  private reserve(size: number): number {
    const at = this.at
    this.at += size
    if (this.at > this.bytes.length) {
      const larger = Buffer.alloc(Math.max(this.bytes.length * 2, this.at))
      this.bytes.copy(larger, 0, 0, at)
      this.bytes = larger
    }
    return at
  }

  int8(value: number): this { this.bytes.writeInt8(value, this.reserve(1)); return this }
  int16(value: number): this { this.bytes.writeInt16BE(value, this.reserve(2)); return this }
  int32(value: number): this { this.bytes.writeInt32BE(value, this.reserve(4)); return this }
  int64(value: number): this { this.bytes.writeBigInt64BE(BigInt(value), this.reserve(8)); return this }
  raw(value: Uint8Array): this { this.bytes.set(value, this.reserve(value.length)); return this }

  string(value: string): this {
    const utf8 = Buffer.from(value, 'utf8')
    return this.int16(utf8.length).raw(utf8)
  }

  unsignedVarint(value: number): this {
    let rest = value
    while (rest > 0x7f) {
      this.bytes.writeUInt8((rest & 0x7f) | 0x80, this.reserve(1))
      rest >>>= 7
    }
    this.bytes.writeUInt8(rest, this.reserve(1))
    return this
  }

  compactString(value: string): this {
    const utf8 = Buffer.from(value, 'utf8')
    return this.unsignedVarint(utf8.length + 1).raw(utf8)
  }

  end(): Buffer {
    return this.bytes.subarray(0, this.at)
  }
}

export class WireReader {
  constructor(private readonly bytes: Buffer, private at = 0) {}

  int8(): number { return this.bytes.readInt8(this.step(1)) }
  int16(): number { return this.bytes.readInt16BE(this.step(2)) }
  int32(): number { return this.bytes.readInt32BE(this.step(4)) }

  int64(): number {
    const at = this.step(8)
    return this.bytes.readInt32BE(at) * 0x1_0000_0000 + this.bytes.readUInt32BE(at + 4)
  }

  /** A view, not a copy. */
  raw(length: number): Buffer {
    const at = this.step(length)
    return this.bytes.subarray(at, at + length)
  }

  skip(length: number): void { this.step(length) }

  string(): string { return this.raw(this.int16()).toString('utf8') }

  unsignedVarint(): number {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes.readUInt8(this.step(1))
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value >>> 0
    }
  }

  compactString(): string | null {
    const length = this.unsignedVarint()
    return length === 0 ? null : this.raw(length - 1).toString('utf8')
  }

  array<T>(length: number, read: () => T): T[] {
    const items: T[] = []
    for (let i = 0; i < length; i++) items.push(read())
    return items
  }

  /** Tagged fields: a varint count, then tag, size and bytes of each; none is needed here. */
  skipTags(): void {
    for (let count = this.unsignedVarint(); count > 0; count--) {
      this.unsignedVarint()
      this.skip(this.unsignedVarint())
    }
  }

  private step(size: number): number {
    const at = this.at
    this.at += size
    return at
  }
}
