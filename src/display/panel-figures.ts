import type { QueryProgress } from '../plan/query'
import type { Html } from './html'
import { lagOf, type PanelState } from './panel-state'
import { bytesText, countText, durationText, momentText, rateText, shortSpan } from './panel-words'
import { sparkline } from './sparkline'

/** A figure of the panel: its name, its value, a line below, and how it went. */
export interface PanelFigure {
  readonly name: string
  readonly value: string
  readonly note?: string
  readonly spark?: Html | string
  /** Px. */
  readonly width?: number
}

/** The figures of a query, those that differ from run to run left out of a recording. */
export function panelFigures(state: PanelState, headless: boolean): PanelFigure[] {
  const { progress, counts } = state
  const figures = headless || progress === null ? recorded(state) : measured(state, progress)
  const operators = progress?.stateOperators ?? []
  if (operators.length > 0) {
    const bytes = operators.reduce((sum, one) => sum + one.memoryUsedBytes, 0)
    figures.push({ name: 'State, rows', value: countText(operators.reduce((sum, one) => sum + one.numRowsTotal, 0)), note: headless ? undefined : bytesText(bytes), width: 88 })
  }
  const watermark = watermarkFigure(state)
  if (watermark !== null) figures.push(watermark)
  for (const kind of ['late', 'malformed', 'quarantined']) {
    const count = counts[kind] ?? 0
    if (count > 0 || kind !== 'quarantined') figures.push({ name: kind[0].toUpperCase() + kind.slice(1), value: countText(count), width: kind === 'late' ? 56 : 84 })
  }
  return figures
}

function recorded({ progress, inputRows }: PanelState): PanelFigure[] {
  return [{ name: 'Batch', value: progress === null ? '–' : countText(progress.batchId) }, { name: 'Rows in', value: countText(inputRows) }]
}

function measured({ recent, inputRows }: PanelState, last: QueryProgress): PanelFigure[] {
  // A batch without data only closes windows: its zeros between the others would make every rate blink.
  const telling = recent.filter(one => one.numInputRows > 0 || one.durationMs.addBatch === undefined)
  const progress = telling.at(-1) ?? last
  const perSecond = (value: number): string => `${rateText(value)} rows/s`
  const lag = lagOf(last)
  return [
    {
      name: 'Input, rows/s', value: shown(progress.inputRowsPerSecond, rateText), note: `${countText(inputRows)} in all`,
      spark: sparkline('Rows coming in per second', telling.map(one => one.inputRowsPerSecond), perSecond),
    },
    {
      name: 'Done, rows/s', value: shown(progress.processedRowsPerSecond, rateText),
      spark: sparkline('Rows processed per second', telling.map(one => one.processedRowsPerSecond), perSecond),
    },
    {
      name: 'Lag, records', value: shown(lag, countText), note: furthestBehind(last),
      spark: sparkline('Records behind the newest', recent.map(lagOf), countText),
    },
    {
      name: `Batch ${countText(progress.batchId)}`, value: durationText(progress.batchDuration), note: `${countText(progress.numInputRows)} ${progress.numInputRows === 1 ? 'row' : 'rows'}`,
      spark: sparkline('Batch duration', telling.map(one => one.batchDuration), durationText),
    },
  ]
}

function shown(value: number | undefined, text: (value: number) => string): string {
  return value === undefined ? '–' : text(value)
}

/** The partition that is furthest behind, where there are several. */
function furthestBehind({ sources }: QueryProgress): string | undefined {
  const all = sources.flatMap(source => source.behind ?? [])
  const [first, ...rest] = all
  if (rest.length === 0) return undefined
  const most = rest.reduce((a, b) => (b.records > a.records ? b : a), first)
  return most.records === 0 ? `${countText(all.length)} partitions` : `partition ${most.partition}: ${countText(most.records)}`
}

function watermarkFigure({ watermark, progress }: PanelState): PanelFigure | null {
  const told = progress?.eventTime.watermark
  if (told === undefined) return null
  const newest = watermark?.newestEventTime ?? null
  // Spark's watermark before any event.
  if (told.startsWith('1970-01-01T00:00:00')) return { name: 'Watermark', value: 'none yet', note: newest === null ? undefined : `newest event ${momentText(newest.toString())}`, width: 200 }
  const at = Date.parse(told)
  return { name: 'Watermark (UTC)', value: momentText(told), note: newest === null ? undefined : `${shortSpan(Math.max(0, newest.millis - at))} behind the newest`, width: 200 }
}
