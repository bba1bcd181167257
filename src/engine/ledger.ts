import type { LedgerEntry } from '../core/ledger'
import type { RowOrigin } from '../core/origin'
import type { Ledger } from '../plan/query'
import type { BatchLedger } from './operators/operator'

export type LedgerCounts = Readonly<Record<LedgerEntry['kind'], number>>

const ENTRIES = 10_000
const RAW_BYTES = 64 * 1024 * 1024

/** A query's ledger: every row that went wrong is counted, the first ones are kept, within 10,000 and 64 MiB of bytes. */
export interface QueryLedger extends Ledger {
  /** A batch's own pages: nothing counts before the batch is committed. */
  begin(batchId: number): BatchPages
}

export interface BatchPages extends BatchLedger {
  readonly counts: LedgerCounts
  settle(): void
}

export function queryLedger(capacity = ENTRIES, rawBytes = RAW_BYTES): QueryLedger {
  const entries: LedgerEntry[] = []
  const counts = { malformed: 0, late: 0, quarantined: 0 }
  let bytesLeft = rawBytes
  return {
    capacity, entries, counts,
    begin: batchId => {
      const pages: LedgerEntry[] = []
      const batchCounts = { malformed: 0, late: 0, quarantined: 0 }
      const seen = new Set<string>()
      let left = bytesLeft
      const add: BatchLedger['add'] = (kind, entry) => {
        batchCounts[kind]++
        if (entries.length + pages.length >= capacity || left <= 0) return
        const page = { kind, batchId, ...entry() }
        left -= page.raw?.length ?? 0
        pages.push(page)
      }
      return {
        counts: batchCounts,
        add,
        addOnce: (kind, origin, entry) => {
          const name = originName(kind, origin)
          if (name !== null && seen.has(name)) return
          if (name !== null) seen.add(name)
          add(kind, entry)
        },
        settle: () => {
          entries.push(...pages)
          bytesLeft = left
          for (const kind of ['malformed', 'late', 'quarantined'] as const) counts[kind] += batchCounts[kind]
        },
      }
    },
  }
}

function originName(kind: string, origin: RowOrigin | null): string | null {
  return origin === null ? null : `${kind} ${origin.source} ${origin.partition} ${origin.offset}`
}
