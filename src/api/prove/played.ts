import { rowsOf } from '../../batch/rows'
import type { Batch } from '../../batch/batch'
import { codesOf } from '../../core/errors'
import { jsonRow } from '../../plan/json-row'

/** What one engine did with the recorded input. */
export type Played = Ran | { readonly failed: string }

export interface Ran {
  readonly failed?: undefined
  readonly batches: readonly { readonly batchId: number; readonly watermark: string | null }[]
  /** The rows of each batch; of complete mode those of the last only. */
  readonly rows: ReadonlyMap<number, readonly Row[]>
}

/** A row as text, exact; and with its doubles to nine digits, since the order of a sum is no engine's promise. */
export interface Row { readonly exact: string; readonly close: string }

export function rowsText(batches: readonly Batch[]): Row[] {
  return batches.flatMap(one => rowsOf(one).map(row => {
    const json = jsonRow(row)
    return { exact: JSON.stringify(json), close: JSON.stringify(json, (_, value: unknown) => (typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(9)) : value)) }
  }))
}

/** The code of what made a query fail at the bottom of it. */
export function failureOf(error: unknown): string {
  const code = codesOf(error).at(-1)
  if (code === undefined) throw error
  return code
}
