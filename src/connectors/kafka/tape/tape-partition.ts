import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { TapeTruncated } from '../errors'
import { openTransactions } from './open-transactions'
import { scanSegment } from './segment'
import type { Segment } from './segment'
import type { TapePartition } from './tape-json'
import { readTxnIndex } from './txn-index'
import type { TxnIndexEntry } from './txn-index'

/** One partition of a tape, its batches found and its ends known. */
export interface LoadedPartition {
  readonly segments: readonly Segment[]
  readonly aborted: readonly TxnIndexEntry[]
  readonly startOffset: number
  readonly endOffset: number
  readonly lastStableOffset: number
}

/**
 * Scans the segment files of one partition. With tape.json's word every file must be there in full; without it (a broker's
 * own folder) a torn last batch is left out, as the broker would on its next start.
 */
export function loadPartition(dir: string, promised: TapePartition | null): LoadedPartition {
  for (const [name, size] of Object.entries(promised?.files ?? {})) requireWhole(join(dir, name), size)
  const names = existsSync(dir) ? readdirSync(dir).sort() : []
  const segments: Segment[] = []
  const transactions = openTransactions()
  let endOffset = promised?.startOffset ?? 0
  for (const name of names.filter(of => /^\d{20}\.log$/.test(of))) {
    const segment = scanSegment(join(dir, name), Number(name.slice(0, 20)))
    if (promised !== null && segment.wholeBytes < segment.fileBytes) throw truncated(segment.path, `its last whole batch ends at byte ${segment.wholeBytes} of ${segment.fileBytes}`)
    segments.push(segment)
    if (segments.length === 1 && promised === null) endOffset = segment.baseOffset
    for (const batch of segment.batches) {
      transactions.see(batch)
      endOffset = batch.lastOffset + 1
    }
  }
  if (promised !== null && endOffset !== promised.endOffset) throw truncated(dir, `its records end at offset ${endOffset}, and tape.json promises ${promised.endOffset}`)
  const aborted = names.filter(of => /^\d{20}\.txnindex$/.test(of))
    .flatMap(name => readTxnIndex(readFileSync(join(dir, name)), join(dir, name)))
    .sort((a, b) => a.firstOffset - b.firstOffset)
  return {
    segments,
    aborted,
    startOffset: promised?.startOffset ?? segments[0]?.baseOffset ?? 0,
    endOffset,
    lastStableOffset: transactions.lastStableOffset(endOffset),
  }
}

function requireWhole(path: string, size: number): void {
  if (!existsSync(path)) throw truncated(path, 'it is not there')
  const length = statSync(path).size
  if (length !== size) throw truncated(path, `it has ${length} bytes, and tape.json promises ${size}`)
}

function truncated(path: string, what: string): Error {
  return new TapeTruncated(`the tape is not whole: ${path}: ${what}`, {
    hint: 'Restore the file (git checkout -- data, for a tape that came with the repository), or record the tape again.',
  })
}
