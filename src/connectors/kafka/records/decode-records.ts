import type { RawRecords } from '../../../batch/raw-records'
import type { TidemarkError } from '../../../core/errors'
import { RecordBatchCorrupt, RecordBatchUnsupported } from '../errors'
import type { AbortedFilter } from './aborted-filter'
import { crcStart, headerBytes, readBatchHeader } from './batch-header'
import type { BatchHeader } from './batch-header'
import { crc32c } from '../../../core/crc32c'
import { decompress } from './decompress'

export interface DecodeOf {
  readonly topic: string
  readonly partition: number
  readonly bytes: Uint8Array
  /** Only records with `from <= offset < to`. */
  readonly from: number
  readonly to: number
  /** Null reads uncommitted: everything but control records. */
  readonly filter: AbortedFilter | null
  /** Kafka's `check.crcs`. */
  readonly checkCrcs: boolean
  /** Where the bytes are from, for errors. */
  readonly source: string
}

export interface Decoded {
  readonly records: RawRecords
  /** The offset to go on from: behind the last whole batch, or `to`. Equal to `from` where there was no whole batch. */
  readonly next: number
}

/**
 * Record batches → where each key and value lies. Uncompressed batches stay where they are; where one is compressed, all
 * are laid into one new buffer.
 *   record => length varint, attributes 1, timestamp_delta varlong, offset_delta varint, key length varint, key,
 *             value length varint, value, headers: count varint, [key length varint, key, value length varint, value]
 * Varints are zigzag; length -1 is null.
 */
export function decodeRecords(of: DecodeOf): Decoded {
  const { batches, next } = readable(of)
  const capacity = batches.reduce((sum, batch) => sum + batch.count, 0)
  const parts = layOut(of, batches)
  const out = new RecordColumns(capacity)
  for (let i = 0; i < batches.length; i++) {
    try {
      out.readBatch(parts.buffer, parts.starts[i], parts.ends[i], batches[i], of.from, of.to)
    } catch (cause) {
      throw corrupt(of, batches[i], cause instanceof RangeError ? 'a record runs past its end' : String(cause), cause)
    }
  }
  return { records: out.finish(of, parts.buffer), next }
}

/** The whole batches that count, checked; and where to go on. */
function readable(of: DecodeOf): { batches: BatchHeader[]; next: number } {
  const batches: BatchHeader[] = []
  let next = of.from
  for (let at = 0; ;) {
    const batch = headerAt(of, at)
    if (batch === null || batch.baseOffset >= of.to) {
      // The next batch lies behind the range: what is between was compacted away.
      if (batch !== null) next = of.to
      break
    }
    at = batch.end
    if (of.checkCrcs && crc32c(of.bytes, batch.start + crcStart, batch.end) !== batch.crc) {
      throw corrupt(of, batch, 'its checksum does not hold')
    }
    if (batch.control) of.filter?.end(batch)
    else if (of.filter?.drops(batch) !== true && batch.lastOffset >= of.from && batch.count > 0) batches.push(batch)
    next = Math.max(next, Math.min(of.to, batch.lastOffset + 1))
  }
  return { batches, next }
}

function headerAt(of: DecodeOf, at: number): BatchHeader | null {
  try {
    return readBatchHeader(of.bytes, at)
  } catch (error) {
    if (error instanceof RecordBatchUnsupported) throw new RecordBatchUnsupported(`${of.source}: ${error.message}`, { hint: error.hint, cause: error })
    throw error
  }
}

interface Parts {
  readonly buffer: Uint8Array
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

function layOut(of: DecodeOf, batches: readonly BatchHeader[]): Parts {
  if (batches.every(batch => batch.codec === 'none')) {
    return { buffer: of.bytes, starts: batches.map(batch => batch.start + headerBytes), ends: batches.map(batch => batch.end) }
  }
  const plain = batches.map(batch => {
    try {
      return decompress(batch.codec, of.bytes.subarray(batch.start + headerBytes, batch.end))
    } catch (error) {
      throw corrupt(of, batch, error instanceof Error ? error.message : String(error), error)
    }
  })
  const starts: number[] = []
  const ends: number[] = []
  let size = 0
  for (const part of plain) {
    starts.push(size)
    size += part.length
    ends.push(size)
  }
  if (plain.length === 1) return { buffer: plain[0], starts, ends }
  const buffer = new Uint8Array(size)
  plain.forEach((part, i) => buffer.set(part, starts[i]))
  return { buffer, starts, ends }
}

function corrupt(of: DecodeOf, batch: BatchHeader, what: string, cause?: unknown): TidemarkError {
  return new RecordBatchCorrupt(`${of.source}: the batch at offset ${batch.baseOffset} cannot be read: ${what}`, {
    hint: 'The bytes were damaged on their way or on disk. Read them again; if that does not help, the topic (or the tape) must be restored.',
    details: { topic: of.topic, partition: of.partition, offset: batch.baseOffset, position: batch.start },
    cause,
  })
}

/** The columns of RawRecords while they fill. A class, so that the hot loop works on fields of one shape. */
class RecordColumns {
  private count = 0
  private at = 0
  private readonly keyStarts: Int32Array
  private readonly keyEnds: Int32Array
  private readonly valueStarts: Int32Array
  private readonly valueEnds: Int32Array
  private readonly headerStarts: Int32Array
  private readonly offsets: Float64Array
  private readonly timestamps: Float64Array
  private readonly timestampTypes: Uint8Array

  constructor(capacity: number) {
    this.keyStarts = new Int32Array(capacity)
    this.keyEnds = new Int32Array(capacity)
    this.valueStarts = new Int32Array(capacity)
    this.valueEnds = new Int32Array(capacity)
    this.headerStarts = new Int32Array(capacity)
    this.offsets = new Float64Array(capacity)
    this.timestamps = new Float64Array(capacity)
    this.timestampTypes = new Uint8Array(capacity)
  }

  readBatch(buffer: Uint8Array, start: number, end: number, batch: BatchHeader, from: number, to: number): void {
    this.at = start
    for (let i = 0; i < batch.count; i++) {
      const length = this.varint(buffer)
      const recordEnd = this.at + length
      if (length < 0 || recordEnd > end) throw new RangeError()
      this.at++
      const timestamp = batch.baseTimestamp + this.varlong(buffer)
      const offset = batch.baseOffset + this.varint(buffer)
      if (offset >= to) return
      if (offset >= from) this.readRecord(buffer, recordEnd, offset, batch.logAppendTime ? batch.maxTimestamp : timestamp, batch.logAppendTime ? 1 : 0)
      this.at = recordEnd
    }
  }

  private readRecord(buffer: Uint8Array, recordEnd: number, offset: number, timestamp: number, timestampType: number): void {
    const row = this.count++
    const keyLength = this.varint(buffer)
    if (keyLength < 0) {
      this.keyStarts[row] = -1
      this.keyEnds[row] = -1
    } else {
      this.keyStarts[row] = this.at
      this.at += keyLength
      this.keyEnds[row] = this.at
    }
    const valueLength = this.varint(buffer)
    if (valueLength < 0) {
      this.valueStarts[row] = -1
      this.valueEnds[row] = -1
    } else {
      this.valueStarts[row] = this.at
      this.at += valueLength
      this.valueEnds[row] = this.at
    }
    if (this.at > recordEnd) throw new RangeError()
    this.headerStarts[row] = this.at
    this.offsets[row] = offset
    this.timestamps[row] = timestamp
    this.timestampTypes[row] = timestampType
  }

  /** A zigzag varint of 32 bits; most are one byte. */
  private varint(buffer: Uint8Array): number {
    let byte = buffer[this.at++]
    let value = byte & 0x7f
    for (let shift = 7; byte >= 0x80; shift += 7) {
      byte = buffer[this.at++]
      value |= (byte & 0x7f) << shift
    }
    return (value >>> 1) ^ -(value & 1)
  }

  /** A zigzag varint of 64 bits, exact to 2^53. */
  private varlong(buffer: Uint8Array): number {
    let byte = buffer[this.at++]
    let value = byte & 0x7f
    let factor = 128
    while (byte >= 0x80) {
      byte = buffer[this.at++]
      value += (byte & 0x7f) * factor
      factor *= 128
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  finish(of: DecodeOf, buffer: Uint8Array): RawRecords {
    const { count } = this
    return {
      topic: of.topic, partition: of.partition, count, buffer,
      keyStarts: this.keyStarts.subarray(0, count), keyEnds: this.keyEnds.subarray(0, count),
      valueStarts: this.valueStarts.subarray(0, count), valueEnds: this.valueEnds.subarray(0, count),
      headerStarts: this.headerStarts.subarray(0, count),
      offsets: this.offsets.subarray(0, count), timestamps: this.timestamps.subarray(0, count),
      timestampTypes: this.timestampTypes.subarray(0, count),
    }
  }
}
