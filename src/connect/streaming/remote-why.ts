import type { TidemarkError } from '../../core/errors'
import { Instant } from '../../core/instant'
import type { QueryEnding, QueryProgress, QueryStatus } from '../../plan/query'
import type { Why, WhyKind, WhyReason } from '../../plan/why'

export interface RemoteWhyFacts {
  readonly ending: QueryEnding | null
  readonly error: TidemarkError | null
  readonly status: QueryStatus
  readonly last: QueryProgress | null
}

/** What a server tells of a query that waits: its status and its watermark. Open windows and partitions are its secret. */
export function remoteWhy({ ending, error, status, last }: RemoteWhyFacts): Why {
  const at = last?.eventTime.watermark
  const reasons: WhyReason[] = [Object.freeze(reasonOf(ending, error, status, last))]
  if (at !== undefined) reasons.push(Object.freeze({ kind: 'watermark', text: `The watermark stands at ${at}; a window is given when it has passed the window's end.` }))
  const openWindows: Why['openWindows'] = []
  return Object.freeze<Why>({
    reasons: Object.freeze(reasons),
    help: Object.freeze(['A Spark server does not tell which windows are open; the embedded engine does.']),
    openWindows,
    watermark: at === undefined ? null : { at: Instant.ofMillis(Date.parse(at)), policy: 'min', newestEventTime: newestOf(last), nodes: [] },
    partitions: [],
    toString: () => reasons.map(one => one.text).join('\n'),
    [Symbol.iterator]: () => openWindows[Symbol.iterator](),
  })
}

function reasonOf(ending: QueryEnding | null, error: TidemarkError | null, status: QueryStatus, last: QueryProgress | null): { kind: WhyKind; text: string } {
  if (ending === 'failed') return { kind: 'failed', text: `The query failed: ${error?.message ?? 'nobody knows why'}` }
  if (ending === 'stopped') return { kind: 'stopped', text: 'The query was stopped.' }
  if (ending === 'complete') return { kind: 'complete', text: 'The query has read what it was to read.' }
  if (last === null) return { kind: 'starting', text: `No batch has ended yet; the server says: ${status.message}.` }
  return last.numInputRows === 0 ? { kind: 'no-data', text: 'The last batch had no rows to read.' } : { kind: 'output', text: `The server says: ${status.message}.` }
}

function newestOf(last: QueryProgress | null): Instant | null {
  const max = last?.eventTime.max
  return max === undefined ? null : Instant.ofMillis(Date.parse(max))
}
