import type { LedgerEntry } from '../core/ledger'
import { Instant } from '../core/instant'
import type { Ledger } from '../plan/query'
import type { Table, TableColumn } from './table'

/** A ledger as a table: what happened to which record, and the record itself. */
export function ledgerTable(of: Ledger): Table {
  const column = (name: string, type: string, value: (entry: LedgerEntry) => unknown): TableColumn => ({
    name, type, numeric: type === 'INT' || type === 'BIGINT', value: row => value(of.entries[row]) ?? null,
  })
  const window = (entry: LedgerEntry): unknown => entry.window && `${new Instant(entry.window.start).toString()} – ${new Instant(entry.window.end).toString()}`
  const columns = [
    column('kind', 'STRING', entry => entry.kind), column('reason', 'STRING', entry => entry.reason),
    column('source', 'STRING', entry => entry.origin?.source), column('partition', 'INT', entry => entry.origin?.partition),
    column('offset', 'BIGINT', entry => entry.origin?.offset), column('batch', 'BIGINT', entry => entry.batchId),
    column('window', 'STRING', window),
    column('watermark', 'TIMESTAMP', entry => (entry.watermarkMs === undefined ? null : Instant.ofMillis(entry.watermarkMs))),
    column('record', 'BINARY', entry => entry.raw ?? entry.row),
  ]
  // A ledger without late rows has neither window nor watermark to show.
  const given = columns.filter(one => ['kind', 'reason', 'record'].includes(one.name) || of.entries.some((_, row) => one.value(row) !== null))
  return { numRows: of.entries.length, columns: given }
}

/** `12 malformed, 3 late, 0 quarantined`, with what is counted but no longer kept. */
export function ledgerCaption(of: Ledger): string {
  const total = Object.values(of.counts).reduce((sum, count) => sum + count, 0)
  const counts = Object.entries(of.counts).map(([kind, count]) => `${count.toLocaleString('en-US')} ${kind}`).join(', ')
  return total > of.entries.length ? `${counts}; the first ${of.entries.length.toLocaleString('en-US')} are kept` : counts
}
