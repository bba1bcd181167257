import { gunzipSync } from 'node:zlib'
import { RecordBatchCorrupt, RecordBatchUnsupported } from '../errors'
import { lz4Decompress } from './lz4'
import { snappyDecompress } from './snappy'
import { zstdDecompress } from './zstd'

/** The codecs of a batch's attributes, by number. */
export const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const
export type Codec = typeof codecs[number]

/** A batch that would grow beyond this is an attack or a defect, not a log. */
const maxSize = 1 << 29

/** The records of a compressed batch, perhaps with zeros behind them. Throws RECORD_BATCH_CORRUPT where the bytes do not decompress. */
export function decompress(codec: Codec, data: Uint8Array): Uint8Array {
  try {
    switch (codec) {
      case 'none': return data
      case 'gzip': return gunzipSync(data, { maxOutputLength: maxSize })
      case 'snappy': return snappyDecompress(data, maxSize)
      case 'lz4': return lz4Decompress(data, maxSize)
      case 'zstd': return zstdDecompress(data, maxSize)
    }
  } catch (cause) {
    throw new RecordBatchCorrupt(`its ${codec} data do not decompress: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}

export function codecOf(attributes: number): Codec {
  const codec = codecs[attributes & 7]
  if (codec === undefined) throw new RecordBatchUnsupported(`compression codec ${attributes & 7} is unknown`, { hint: `Known: ${codecs.join(', ')}.` })
  return codec
}
