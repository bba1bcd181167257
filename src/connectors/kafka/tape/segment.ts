import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { headerBytes, readBatchHeader } from '../records/batch-header'
import type { BatchHeader } from '../records/batch-header'

/** Where each batch of a segment file lies. */
export interface Segment {
  readonly path: string
  readonly baseOffset: number
  readonly batches: readonly BatchHeader[]
  /** Bytes of whole batches, and of the file: a broker that crashed leaves a torn last batch. */
  readonly wholeBytes: number
  readonly fileBytes: number
}

/** Reads the heads of a segment's batches, and nothing else. */
export function scanSegment(path: string, baseOffset: number): Segment {
  const file = openSync(path, 'r')
  try {
    const fileBytes = fstatSync(file).size
    const batches: BatchHeader[] = []
    const head = Buffer.alloc(headerBytes)
    let at = 0
    while (at + headerBytes <= fileBytes) {
      readSync(file, head, 0, headerBytes, at)
      // A head of zeros is space that a broker laid out and never wrote.
      if (head.readInt32BE(8) <= 0) break
      const end = at + 12 + head.readInt32BE(8)
      if (end > fileBytes || end < at + headerBytes) break
      const batch = readBatchHeader(head, 0, end - at)
      if (batch === null) break
      batches.push({ ...batch, start: at, end })
      at = end
    }
    return { path, baseOffset, batches, wholeBytes: at, fileBytes }
  } finally {
    closeSync(file)
  }
}

export function readBytes(path: string, start: number, end: number): Buffer {
  const bytes = Buffer.alloc(end - start)
  const file = openSync(path, 'r')
  try {
    for (let done = 0; done < bytes.length;) {
      const read = readSync(file, bytes, done, bytes.length - done, start + done)
      if (read === 0) return bytes.subarray(0, done)
      done += read
    }
    return bytes
  } finally {
    closeSync(file)
  }
}
