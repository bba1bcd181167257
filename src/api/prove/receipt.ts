import type { OutputMode } from '../../connectors/contract'

/** What `prove` found: the same recorded input through this engine and through a Spark, side by side. */
export interface Receipt {
  readonly equal: boolean
  /** The Spark server's address, without its token. */
  readonly on: string
  readonly outputMode: OutputMode
  readonly versions: Readonly<Record<'tidemark' | 'node' | 'spark', string>>
  readonly input: ProvedInput
  /** The micro-batches that each engine ran, those without data too. */
  readonly batches: { readonly here: number; readonly there: number }
  /** The result rows that were compared, and the SHA-256 of each side's, in an order of their own. */
  readonly rows: { readonly here: number; readonly there: number; readonly hereSha256: string; readonly thereSha256: string }
  /** The first thing that is not the same; null where all is. */
  readonly difference: Difference | null
  /** What was compared in another way than exactly, or was not the same for both. */
  readonly notes: readonly string[]
  toString(): string
}

export interface ProvedInput {
  readonly sources: readonly { readonly description: string; readonly rows: number }[]
  readonly rows: number
  readonly batches: number
  /** Of all that both engines were given, in order. */
  readonly sha256: string
}

export interface Difference {
  readonly what: 'failure' | 'batches' | 'watermark' | 'rows'
  /** The batch in which it shows; null where it is not a batch's. */
  readonly batchId: number | null
  /** What this engine has there that Spark has not: a few rows, a watermark, an error's code. */
  readonly here: readonly string[]
  readonly there: readonly string[]
}

/** The receipt's facts as lines of a name and a text, for every form of it. */
export function receiptLines(of: Omit<Receipt, 'toString'>): readonly (readonly [string, string])[] {
  const { input, batches, rows, versions, difference } = of
  const both = (here: number, there: number): string => (here === there ? count(here) : `${count(here)} here, ${count(there)} there`)
  return [
    ['Result', of.equal ? 'equal' : 'NOT equal'],
    ...(difference === null ? [] : differenceLines(difference)),
    ['Compared', `${both(rows.here, rows.there)} rows of ${both(batches.here, batches.there)} batches, output mode ${of.outputMode}`],
    ['Input', `${count(input.rows)} rows in ${count(input.batches)} batches: ${input.sources.map(one => `${one.description} (${count(one.rows)})`).join(', ')}`],
    ['Engines', `Tidemark ${versions.tidemark} on Node ${versions.node.replace(/^v/, '')}; Spark ${versions.spark} at ${of.on}`],
    ['SHA-256 of the input', input.sha256],
    ...(rows.hereSha256 === rows.thereSha256 ? [['SHA-256 of the result', rows.hereSha256] as const] : [['SHA-256 here', rows.hereSha256] as const, ['SHA-256 there', rows.thereSha256] as const]),
    ...of.notes.map(note => ['Note', note] as const),
  ]
}

function differenceLines({ what, batchId, here, there }: Difference): (readonly [string, string])[] {
  const side = (of: readonly string[]): string => (of.length === 0 ? 'nothing of its own' : of.join('  '))
  const where = batchId === null ? what : `${what} of batch ${batchId}`
  return [['First difference', where], ['Here', side(here)], ['There', side(there)]]
}

function count(of: number): string {
  return of.toLocaleString('en-US')
}
