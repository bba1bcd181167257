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
  /** Where in the bytes to start; default 0. */
  readonly start?: number
  /** How many rows are enough: the batch that has the last of them is the last. Default: all that there are. */
  readonly enough?: number
  /** Which lanes are asked for; default: all. The others come out empty. */
  readonly lanes?: RecordLanes
}

/** The lanes of RawRecords that are filled on demand: values and offsets always are. */
export interface RecordLanes {
  readonly keys: boolean
  readonly headers: boolean
  /** With the kind of timestamp. */
  readonly timestamps: boolean
}

const ALL: RecordLanes = { keys: true, headers: true, timestamps: true }

export interface Decoded {
  readonly records: RawRecords
  /** The offset to go on from: behind the last whole batch, or `to`. Equal to `from` where there was no whole batch. */
  readonly next: number
  /** Where in the bytes to go on; null where nothing is left of them. */
  readonly rest: number | null
}

/** How far the whole batches of a fetch reach, as their heads say: the offset to go on from, and the bytes up to there. */
export function reachOf(of: DecodeOf): { readonly next: number; readonly bytes: number; readonly largest: number } {
  let next = of.from
  let largest = 0
  for (let at = 0; ;) {
    const batch = headerAt(of, at)
    if (batch === null || batch.baseOffset >= of.to) return { next: batch === null ? next : of.to, bytes: at, largest }
    at = batch.end
    largest = Math.max(largest, batch.end - batch.start)
    next = Math.max(next, Math.min(of.to, batch.lastOffset + 1))
  }
}

/**
 * Record batches → where each key and value lies. Uncompressed batches stay where they are; where one is compressed, all
 * are laid into one new buffer.
 *   record => length varint, attributes 1, timestamp_delta varlong, offset_delta varint, key length varint, key,
 *             value length varint, value, headers: count varint, [key length varint, key, value length varint, value]
 * Varints are zigzag; length -1 is null.
 */
export function decodeRecords(of: DecodeOf): Decoded {
  const { batches, next, rest } = readable(of)
  const capacity = batches.reduce((sum, batch) => sum + batch.count, 0)
  const parts = layOut(of, batches)
  const out = new RecordColumns(capacity, of.lanes ?? ALL)
  for (let i = 0; i < batches.length; i++) {
    try {
      out.readBatch(parts.buffer, parts.starts[i], parts.ends[i], batches[i], of.from, of.to)
    } catch (cause) {
      throw corrupt(of, batches[i], cause instanceof RangeError ? 'a record runs past its end' : String(cause), cause)
    }
  }
  return { records: out.finish(of, parts.buffer), next, rest }
}

/** The whole batches that count, checked; and where to go on. */
function readable(of: DecodeOf): { batches: BatchHeader[]; next: number; rest: number | null } {
  const batches: BatchHeader[] = []
  const enough = of.enough ?? Infinity
  let next = of.from
  let rows = 0
  for (let at = of.start ?? 0; ;) {
    const batch = headerAt(of, at)
    // Where the next batch lies behind the range, what is between was compacted away.
    if (batch === null || batch.baseOffset >= of.to) return { batches, next: batch === null ? next : of.to, rest: null }
    if (rows >= enough) return { batches, next, rest: at }
    at = batch.end
    if (of.checkCrcs && crc32c(of.bytes, batch.start + crcStart, batch.end) !== batch.crc) {
      throw corrupt(of, batch, 'its checksum does not hold')
    }
    if (batch.control) of.filter?.end(batch)
    else if (of.filter?.drops(batch) !== true && batch.lastOffset >= of.from && batch.count > 0) {
      batches.push(batch)
      rows += batch.count
    }
    next = Math.max(next, Math.min(of.to, batch.lastOffset + 1))
  }
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
  /** Where the number that was read last ends. */
  private behind = 0
  private readonly keyStarts: Int32Array
  private readonly keyEnds: Int32Array
  private readonly valueStarts: Int32Array
  private readonly valueEnds: Int32Array
  private readonly headerStarts: Int32Array
  private readonly offsets: Float64Array
  private readonly timestamps: Float64Array
  private readonly timestampTypes: Uint8Array

  constructor(capacity: number, private readonly lanes: RecordLanes) {
    const { keys, headers, timestamps } = lanes
    this.keyStarts = new Int32Array(keys ? capacity : 0)
    this.keyEnds = new Int32Array(keys ? capacity : 0)
    this.valueStarts = new Int32Array(capacity)
    this.valueEnds = new Int32Array(capacity)
    this.headerStarts = new Int32Array(headers ? capacity : 0)
    this.offsets = new Float64Array(capacity)
    this.timestamps = new Float64Array(timestamps ? capacity : 0)
    this.timestampTypes = new Uint8Array(timestamps ? capacity : 0)
  }

  readBatch(buffer: Uint8Array, start: number, end: number, batch: BatchHeader, from: number, to: number): void {
    const { lanes, keyStarts, keyEnds, valueStarts, valueEnds, offsets } = this
    const { baseOffset } = batch
    let row = this.count
    for (let i = 0, at = start; i < batch.count; i++) {
      const length = this.varint(buffer, at)
      const recordEnd = this.behind + length
      if (length < 0 || recordEnd > end) throw new RangeError()
      const times = this.behind + 1
      at = times
      while (buffer[at++] >= 0x80);
      const offset = baseOffset + this.varint(buffer, at)
      if (offset >= to) break
      if (offset >= from) {
        const keyLength = this.varint(buffer, this.behind)
        at = this.behind
        if (lanes.keys) {
          keyStarts[row] = keyLength < 0 ? -1 : at
          keyEnds[row] = keyLength < 0 ? -1 : at + keyLength
        }
        if (keyLength > 0) at += keyLength
        const valueLength = this.varint(buffer, at)
        at = this.behind
        valueStarts[row] = valueLength < 0 ? -1 : at
        if (valueLength > 0) at += valueLength
        valueEnds[row] = valueLength < 0 ? -1 : at
        if (at > recordEnd) throw new RangeError()
        offsets[row] = offset
        if (lanes.headers) this.headerStarts[row] = at
        if (lanes.timestamps) {
          this.timestamps[row] = batch.logAppendTime ? batch.maxTimestamp : batch.baseTimestamp + varlong(buffer, times)
          this.timestampTypes[row] = batch.logAppendTime ? 1 : 0
        }
        row++
      }
      at = recordEnd
    }
    this.count = row
  }

  /** A zigzag varint of 32 bits; nearly all are one or two bytes. */
  private varint(buffer: Uint8Array, start: number): number {
    const first = buffer[start]
    if (first < 0x80) {
      this.behind = start + 1
      return (first >>> 1) ^ -(first & 1)
    }
    const second = buffer[start + 1]
    if (second >= 0x80) return this.longVarint(buffer, start)
    this.behind = start + 2
    return ((first & 0x7f) | (second << 7)) >>> 1 ^ -(first & 1)
  }

  private longVarint(buffer: Uint8Array, start: number): number {
    let at = start
    let byte = buffer[at++]
    let value = byte & 0x7f
    for (let shift = 7; byte >= 0x80; shift += 7) {
      byte = buffer[at++]
      value |= (byte & 0x7f) << shift
    }
    this.behind = at
    return (value >>> 1) ^ -(value & 1)
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

/** A zigzag varint of 64 bits, exact to 2^53. */
function varlong(buffer: Uint8Array, start: number): number {
  let at = start
  let byte = buffer[at++]
  let value = byte & 0x7f
  let factor = 128
  while (byte >= 0x80) {
    byte = buffer[at++]
    value += (byte & 0x7f) * factor
    factor *= 128
  }
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2
}
