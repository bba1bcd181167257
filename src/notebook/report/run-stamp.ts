import type { Metadata, Notebook } from '../nbformat'

/** What an executed notebook says about its run, under `tidemark.run` in its metadata. */
export interface RunStamp {
  /** Wall time at the start, as an ISO 8601 instant. */
  readonly executedAt: string
  readonly ms: number
  readonly versions: Readonly<Record<string, string>>
  /** The cell that ended the run, by its execution count. */
  readonly failedCell?: number
  /** What it was run with: its widgets and declared parameters, by name. */
  readonly parameters?: Readonly<Record<string, unknown>>
}

export const stampRun = (notebook: Notebook, run: RunStamp): Notebook =>
  ({ ...notebook, metadata: { ...notebook.metadata, tidemark: { ...tidemarkMetadata(notebook), run } } })

/** The stamp of an executed notebook; undefined where the runner has not been. */
export function runStampOf(notebook: Notebook): RunStamp | undefined {
  const run = tidemarkMetadata(notebook).run as Partial<RunStamp> | undefined
  if (typeof run?.executedAt !== 'string' || Number.isNaN(Date.parse(run.executedAt))) return undefined
  return {
    executedAt: run.executedAt,
    ms: Number(run.ms ?? 0),
    versions: Object.fromEntries(Object.entries(run.versions ?? {}).map(([name, version]) => [name, String(version)])),
    ...(typeof run.failedCell === 'number' ? { failedCell: run.failedCell } : {}),
    ...(typeof run.parameters === 'object' && run.parameters !== null ? { parameters: run.parameters } : {}),
  }
}

/** The notebook's own settings for the report: `hideCode`. */
export function tidemarkMetadata(notebook: Notebook): Metadata {
  const own = notebook.metadata.tidemark
  return typeof own === 'object' && own !== null ? own as Metadata : {}
}

export function readableInstant(iso: string): string {
  const text = new Date(iso).toISOString()
  return `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`
}

export const readableDuration = (ms: number): string =>
  ms < 59_950 ? `${(ms / 1000).toFixed(1)} s` : `${Math.floor(Math.round(ms / 1000) / 60)} min ${Math.round(ms / 1000) % 60} s`
