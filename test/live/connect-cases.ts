import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Answer, Case } from '../streams/play'
import { expectedTexts } from '../streams/row-text'

/** What a Spark server's play of a case must be: the judge's answer, its rows as one multiset, since a memory sink has no batches. */
export function expectedOf(of: Case): { readonly answer: Answer; readonly rows: readonly string[] } {
  const { batches = [], ...rest } = JSON.parse(readFileSync(join(of.dir, 'expected', 'by-file.json'), 'utf8')) as Answer
  // A complete-mode table is what the last batch made of it.
  const emitted = of.mode === 'complete' ? batches.at(-1)?.rows ?? [] : batches.flatMap(one => one.rows)
  return { answer: { ...rest, ...(rest.failed === undefined ? { batches: batches.map(one => ({ ...one, rows: [] })) } : {}) }, rows: expectedTexts(emitted) }
}

/** Doubles to nine digits, for a case whose sums depend on their order. */
export function close(text: string): string {
  return text.replace(/-?\d+\.\d+(?:[eE][-+]?\d+)?/g, number => Number(number).toPrecision(9))
}
