import type { Played, Ran, Row } from './played'
import type { Difference } from './receipt'

export interface Compared {
  readonly difference: Difference | null
  /** Whether doubles were the same to nine digits only. */
  readonly close: boolean
}

const SHOWN = 3

/** The first thing in which two engines' answers differ: batches, watermark and rows of each batch, in their order. */
export function compare(here: Played, there: Played): Compared {
  if (here.failed !== undefined || there.failed !== undefined) {
    const said = (of: Played): string[] => [of.failed ?? 'ran to its end']
    return { difference: here.failed === there.failed ? null : { what: 'failure', batchId: null, here: said(here), there: said(there) }, close: false }
  }
  let close = false
  const ids = (of: Ran): string => of.batches.map(one => one.batchId).join(', ')
  for (const [i, { batchId, watermark }] of here.batches.entries()) {
    const theirs = there.batches.at(i)
    if (theirs?.batchId !== batchId) break
    if (theirs.watermark !== watermark) {
      return { difference: { what: 'watermark', batchId, here: [watermark ?? 'none'], there: [theirs.watermark ?? 'none'] }, close }
    }
    const [mine, yours] = [here.rows.get(batchId) ?? [], there.rows.get(batchId) ?? []]
    if (sameRows(mine, yours, 'exact')) continue
    if (!sameRows(mine, yours, 'close')) return { difference: { what: 'rows', batchId, here: beyond(mine, yours), there: beyond(yours, mine) }, close }
    close = true
  }
  if (ids(here) !== ids(there)) return { difference: { what: 'batches', batchId: null, here: [ids(here)], there: [ids(there)] }, close }
  return { difference: null, close }
}

function sameRows(a: readonly Row[], b: readonly Row[], by: keyof Row): boolean {
  if (a.length !== b.length) return false
  const sorted = (of: readonly Row[]): string[] => of.map(row => row[by]).sort()
  const others = sorted(b)
  return sorted(a).every((text, i) => text === others[i])
}

/** The first rows that the one has and the other has not, counted. */
function beyond(of: readonly Row[], other: readonly Row[]): string[] {
  const left = new Map<string, number>()
  for (const { close } of other) left.set(close, (left.get(close) ?? 0) + 1)
  const own = of.filter(({ close }) => {
    const count = left.get(close) ?? 0
    left.set(close, count - 1)
    return count <= 0
  })
  return [...own.map(row => row.exact).sort().slice(0, SHOWN), ...(own.length > SHOWN ? [`and ${own.length - SHOWN} more rows`] : [])]
}
