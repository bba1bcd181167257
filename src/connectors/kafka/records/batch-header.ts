import { RecordBatchUnsupported } from '../errors'
import { codecOf } from './decompress'
import type { Codec } from './decompress'

/**
 * The head of a record batch v2 (magic 2), 61 bytes big-endian:
 *   base_offset 8, length 4 (of what follows), leader_epoch 4, magic 1, crc 4 (CRC-32C of what follows), attributes 2,
 *   last_offset_delta 4, base_timestamp 8, max_timestamp 8, producer_id 8, producer_epoch 2, base_sequence 4, count 4
 * Attributes: bits 0–2 codec, 3 log-append time, 4 transactional, 5 control, 6 delete horizon set.
 * A compacted batch keeps base offset, last offset and codec; only its records grow fewer, down to none.
 */
export interface BatchHeader {
  /** Where the batch starts in its bytes, and where the next one does. */
  readonly start: number
  readonly end: number
  readonly baseOffset: number
  readonly lastOffset: number
  readonly leaderEpoch: number
  readonly crc: number
  readonly codec: Codec
  readonly logAppendTime: boolean
  readonly transactional: boolean
  readonly control: boolean
  readonly baseTimestamp: number
  readonly maxTimestamp: number
  readonly producerId: number
  readonly count: number
}

export const headerBytes = 61
/** What the CRC covers starts at the attributes. */
export const crcStart = 21

/**
 * The batch at `start`, or null where the bytes end before it does: a fetch may cut its last batch off. `available` is
 * where the bytes end, when they lie in a file and only the head is at hand.
 */
export function readBatchHeader(bytes: Uint8Array, start: number, available = bytes.length): BatchHeader | null {
  if (start + 17 > bytes.length) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset + start, Math.min(headerBytes, bytes.length - start))
  const end = start + 12 + view.getInt32(8)
  const magic = view.getInt8(16)
  if (magic !== 2) {
    throw new RecordBatchUnsupported(`a message of format ${magic}, from before Kafka 0.11, and only format 2 can be read`, {
      hint: 'Kafka 4 converts old topics no more; copy the topic with a client of today.',
    })
  }
  if (end > available || end < start + headerBytes) return null
  const attributes = view.getInt16(21)
  const baseOffset = int64(view, 0)
  return {
    start,
    end,
    baseOffset,
    lastOffset: baseOffset + view.getInt32(23),
    leaderEpoch: view.getInt32(12),
    crc: view.getUint32(17),
    codec: codecOf(attributes),
    logAppendTime: (attributes & 8) !== 0,
    transactional: (attributes & 16) !== 0,
    control: (attributes & 32) !== 0,
    baseTimestamp: int64(view, 27),
    maxTimestamp: int64(view, 35),
    producerId: int64(view, 43),
    count: view.getInt32(57),
  }
}

function int64(view: DataView, at: number): number {
  return view.getInt32(at) * 0x1_0000_0000 + view.getUint32(at + 4)
}
