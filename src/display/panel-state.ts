import { isTidemarkError, type TidemarkError } from '../core/errors'
import type { LedgerEntry } from '../core/ledger'
import type { QueryEnding, QueryProgress, StreamingQuery } from '../plan/query'
import type { OpenWindow, WatermarkStand } from '../plan/why'

/** What is told of a query beside its picture. */
export interface PanelState {
  readonly name: string | null
  readonly progress: QueryProgress | null
  readonly recent: readonly QueryProgress[]
  /** Rows read since the query began. */
  readonly inputRows: number
  readonly counts: Readonly<Record<string, number>>
  /** The newest entries of the ledger, the newest first. */
  readonly newest: readonly LedgerEntry[]
  readonly open: readonly OpenWindow[]
  readonly watermark: WatermarkStand | null
  readonly active: boolean
  readonly ending: QueryEnding | null
  readonly error: TidemarkError | null
  /** Rows no longer in the view, where it holds only the newest. */
  readonly gone: number
}

const NEWEST = 10

export function panelState(query: StreamingQuery, inputRows: number, gone: number): PanelState {
  const { openWindows, watermark } = query.why()
  return {
    name: query.name, progress: query.lastProgress, recent: query.recentProgress, inputRows, counts: { ...query.ledger.counts },
    newest: query.ledger.entries.slice(-NEWEST).reverse(), open: openWindows, watermark,
    active: query.isActive, ending: query.ending, error: reasonOf(query.exception()), gone,
  }
}

/** What went wrong, without the sentence around it that names the query: the panel is the query's own. */
function reasonOf(error: TidemarkError | null): TidemarkError | null {
  return isTidemarkError(error?.cause) ? error.cause : error
}

/** Its state in a word or two, with a sign that does not need a colour. */
export function statusOf({ error, active, ending, progress }: Pick<PanelState, 'error' | 'active' | 'ending' | 'progress'>): { readonly sign: string; readonly word: string } {
  if (error !== null) return { sign: '✕', word: 'failed' }
  if (active) return progress === null ? { sign: '○', word: 'waiting for rows' } : { sign: '●', word: 'running' }
  return ending === 'stopped' ? { sign: '■', word: 'stopped' } : { sign: '✓', word: 'complete' }
}

/** Records behind the newest, over all partitions that can be measured; undefined where none can. */
export function lagOf(progress: QueryProgress): number | undefined {
  const known = progress.sources.flatMap(source => (source.behind === undefined ? [] : [source.behind]))
  return known.length === 0 ? undefined : known.flat().reduce((sum, { records }) => sum + records, 0)
}
