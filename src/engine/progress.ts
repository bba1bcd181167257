import type { Json, PartitionLag } from '../connectors/contract'
import { formatTimestamp } from '../core/timestamp-text'
import type { QueryProgress, SourceProgress, StateOperatorProgress } from '../plan/query'
import type { EventTimeStats } from './operators/operator'

/** One source's part in a batch. */
export interface SourceFigures {
  readonly description: string
  readonly startOffset: Json
  readonly endOffset: Json
  readonly latestOffset: Json
  readonly numInputRows: number
  readonly metrics?: Readonly<Record<string, string>>
  readonly behind?: readonly PartitionLag[]
}

export interface ProgressFigures {
  readonly id: string
  readonly runId: string
  readonly name: string | null
  readonly batchId: number
  /** Wall time of the trigger, and of the one before it; null before the first. */
  readonly triggerMs: number
  readonly lastTriggerMs: number | null
  /** How long the trigger took. */
  readonly tookMs: number
  readonly durations: Readonly<Record<string, number>>
  /** Null where the query has no watermark. */
  readonly watermarkMs: number | null
  readonly eventTime: EventTimeStats | null
  readonly stateOperators: readonly StateOperatorProgress[]
  readonly sources: readonly SourceFigures[]
  readonly sink: QueryProgress['sink']
  readonly ledger: QueryProgress['ledger']
  readonly observedMetrics?: QueryProgress['observedMetrics']
}

/** Spark's progress report of a trigger. */
export function queryProgress(of: ProgressFigures): QueryProgress {
  const { tookMs } = of
  const inputSeconds = of.lastTriggerMs === null ? Infinity : (of.triggerMs - of.lastTriggerMs) / 1000
  const rates = (rows: number): Pick<SourceProgress, 'inputRowsPerSecond' | 'processedRowsPerSecond'> => ({
    ...rate('inputRowsPerSecond', rows / inputSeconds),
    ...rate('processedRowsPerSecond', rows / (tookMs / 1000)),
  })
  const numInputRows = of.sources.reduce((sum, source) => sum + source.numInputRows, 0)
  return {
    id: of.id, runId: of.runId, name: of.name,
    timestamp: isoMillis(of.triggerMs),
    batchId: of.batchId,
    batchDuration: Math.round(tookMs),
    numInputRows,
    ...rates(numInputRows),
    durationMs: sorted({ ...of.durations, triggerExecution: tookMs }, Math.round),
    eventTime: sorted(eventTimes(of), isoMillis),
    stateOperators: of.stateOperators,
    sources: of.sources.map(({ metrics, behind, ...source }) => ({ ...source, ...rates(source.numInputRows), ...lags(metrics, behind) })),
    sink: of.sink,
    ledger: of.ledger,
    ...(of.observedMetrics === undefined || Object.keys(of.observedMetrics).length === 0 ? {} : { observedMetrics: sorted(of.observedMetrics, row => row) }),
  }
}

/** Spark's Kafka source tells three figures, as text, of how far behind its partitions are. */
function lags(metrics: SourceFigures['metrics'], behind: SourceFigures['behind']): Pick<SourceProgress, 'metrics' | 'behind'> {
  if (behind === undefined || behind.length === 0) return metrics === undefined ? {} : { metrics }
  const records = behind.map(one => one.records)
  const total = records.reduce((sum, of) => sum + of, 0)
  const [max, min] = [records.reduce((a, b) => Math.max(a, b)), records.reduce((a, b) => Math.min(a, b))]
  const figures = { avgOffsetsBehindLatest: String(total / records.length), maxOffsetsBehindLatest: String(max), minOffsetsBehindLatest: String(min) }
  return { metrics: { ...figures, ...metrics }, behind }
}

function eventTimes({ watermarkMs, eventTime }: ProgressFigures): Record<string, number> {
  if (watermarkMs === null) return {}
  if (eventTime === null) return { watermark: watermarkMs }
  return { avg: Math.trunc(eventTime.avg), max: eventTime.max, min: eventTime.min, watermark: watermarkMs }
}

/** To one decimal, halves up; what is no number is left out. */
function rate<K extends string>(name: K, value: number): Partial<Record<K, number>> {
  return Number.isFinite(value) ? { [name]: Math.round(value * 10) / 10 } as Partial<Record<K, number>> : {}
}

function sorted<A, B>(of: Readonly<Record<string, A>>, to: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => [name, to(value)]))
}

/** ISO-8601 in UTC, always with milliseconds. */
export function isoMillis(ms: number): string {
  const text = formatTimestamp(BigInt(Math.trunc(ms)) * 1000n)
  return text.includes('.') ? text : text.replace('Z', '.000Z')
}
