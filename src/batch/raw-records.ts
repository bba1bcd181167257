/**
 * Records as they came off the wire: one buffer (decompressed where need be) and where each key and value lies in it.
 * No object a record. `-1` as a start is a null key or value. Aborted rows and control records are already gone.
 */
export interface RawRecords {
  readonly topic: string
  readonly partition: number
  readonly count: number
  readonly buffer: Uint8Array
  readonly keyStarts: Int32Array
  readonly keyEnds: Int32Array
  readonly valueStarts: Int32Array
  readonly valueEnds: Int32Array
  /** Ascending, with gaps where records were compacted or aborted. */
  readonly offsets: Float64Array
  /** Milliseconds since the epoch. */
  readonly timestamps: Float64Array
  /** 0 = CreateTime, 1 = LogAppendTime. */
  readonly timestampTypes: Uint8Array
  /** Where each record's header block (a varint count, then key/value pairs) starts in the buffer. */
  readonly headerStarts: Int32Array
}
