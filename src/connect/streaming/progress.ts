import type { QueryProgress } from '../../plan/query'
import { withoutQuarantined } from '../quarantined'

type Sent = Omit<QueryProgress, 'ledger' | 'eventTime' | 'durationMs'> & Partial<Pick<QueryProgress, 'eventTime' | 'durationMs'>>

/** A progress report as the server sends it. Its late rows are what it counts itself, after partial aggregation; rows taken out it counts alone. */
export function progressOf(json: string | object): QueryProgress {
  const { observedMetrics: observed, ...sent } = (typeof json === 'string' ? JSON.parse(json) : json) as Sent
  const { quarantined, ...others } = withoutQuarantined(observed)
  const late = sent.stateOperators.reduce((sum, one) => sum + one.numRowsDroppedByWatermark, 0)
  return Object.freeze({ ...sent, ...others, name: sent.name ?? null, durationMs: sent.durationMs ?? {}, eventTime: sent.eventTime ?? {}, ledger: { malformed: 0, late, quarantined } })
}

/** Whether a batch ran: an idle query reports too, with nothing added. */
export function ranBatch(progress: QueryProgress): boolean {
  return 'addBatch' in progress.durationMs
}
