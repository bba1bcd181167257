import type { Batch } from '../batch/batch'
import { crc32c } from '../core/crc32c'
import type { InputRecord } from './checkpoint/records'
import { ByteWriter } from './state/bytes'

/**
 * Which rows a batch read: a digest of their origins that does not depend on how the source cut them into batches, nor on
 * how it mixed its partitions.
 */
export class InputDigest {
  private rows = 0
  private readonly partitions = new Map<string, { readonly done: ByteWriter; start: number; next: number }>()

  add(source: number, of: Batch): void {
    this.rows += of.numRows
    for (const run of of.origin ?? []) {
      const name = `${source} ${run.source} ${run.partition}`
      let known = this.partitions.get(name)
      if (known === undefined) this.partitions.set(name, known = { done: new ByteWriter(), start: NaN, next: NaN })
      if (run.offsets === null) {
        extend(known, run.base, run.length)
        continue
      }
      for (let i = 0; i < run.length; i++) extend(known, run.offsets[i], 1)
    }
  }

  finish(): InputRecord {
    const lines = [...this.partitions].map(([name, { done, start, next }]) => {
      done.f64(start)
      done.f64(next)
      return `${name} ${crc32c(done.finish())}`
    })
    return { rows: this.rows, hash: crc32c(Buffer.from(lines.sort().join('\n'), 'utf8')).toString(16).padStart(8, '0') }
  }
}

/** Offsets that follow each other are one stretch. */
function extend(of: { readonly done: ByteWriter; start: number; next: number }, base: number, length: number): void {
  if (base !== of.next) {
    if (!Number.isNaN(of.start)) {
      of.done.f64(of.start)
      of.done.f64(of.next)
    }
    of.start = base
  }
  of.next = base + length
}
