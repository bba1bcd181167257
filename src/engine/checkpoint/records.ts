import type { Json, Offset } from '../../connectors/contract'
import type { WatermarkPolicy } from '../../plan/watermarks'

/** `offsets/N`: what batch N is, written before anything of it runs. */
export interface OffsetsRecord {
  readonly batchId: number
  readonly batchTimestampMs: number
  /** Groups that end at or before it leave in this batch. */
  readonly batchWatermarkMs: number
  /** Rows at or before it are late in this batch: the batch before's watermark. */
  readonly lateWatermarkMs: number
  readonly conf: { readonly multipleWatermarkPolicy: WatermarkPolicy }
  /** What the query is, line by line; a checkpoint goes on only with the same lines. */
  readonly signature: readonly string[]
  readonly sources: readonly Range[]
}

/** The rows after `start`, up to `end`. */
export interface Range { readonly start: Offset; readonly end: Offset }

/** How many rows a batch read and a digest of which: the same again when it runs again. */
export interface InputRecord { readonly rows: number; readonly hash: string }

/** `commits/N`: batch N is done. */
export interface CommitRecord {
  readonly batchId: number
  readonly nextBatchWatermarkMs: number
  /** Of each watermark node, in the plan's order. */
  readonly watermarks: readonly number[]
  readonly input: InputRecord
}

export function encodeRecord(record: object): Uint8Array {
  return Buffer.from(`${JSON.stringify(record)}\n`, 'utf8')
}

/** The checksum has vouched for the bytes, so the shape is what this release wrote. */
export function decodeRecord(payload: Uint8Array): Json {
  return JSON.parse(Buffer.from(payload).toString('utf8')) as Json
}
