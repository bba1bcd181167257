import type { Json } from '../connectors/contract'
import type { Clock } from '../core/clock'
import type { Ledger, StreamingQuery } from '../plan/query'
import type { Why } from '../plan/why'
import type { QueryHistory } from './query-history'
import type { QueryRun } from './query-run'

export interface StreamingQueryParts {
  readonly id: string
  readonly runId: string
  readonly name: string | null
  readonly clock: Clock
  readonly run: QueryRun
  readonly history: QueryHistory
  readonly ledger: Ledger
  readonly why: () => Why
  readonly text: string
  readonly provenance: () => Promise<Readonly<Record<string, Json>>>
  readonly rowsBehind: NonNullable<StreamingQuery['rowsBehind']>
}

/** What a caller holds of a running query. */
export function streamingQuery({ id, runId, name, clock, run, history, ledger, why, text, provenance, rowsBehind }: StreamingQueryParts): StreamingQuery {
  const inspected = {
    /** What `console.log` and a cell's last line show: a line, not the methods. */
    [Symbol.for('nodejs.util.inspect.custom')]: () => `StreamingQuery ${name ?? id}: ${run.status.message}`,
  }
  return {
    ...inspected,
    id, runId, name, ledger,
    get isActive() { return run.isActive },
    get status() { return run.status },
    get ending() { return run.ending },
    get lastProgress() { return history.last },
    get recentProgress() { return history.recent },
    awaitTermination: async timeoutMs => {
      if (timeoutMs !== undefined) {
        const done = new AbortController()
        const ended = run.ended.then(() => done.abort())
        await Promise.race([ended, clock.sleep(timeoutMs, done.signal)])
        done.abort()
        if (run.isActive) return false
      }
      await run.ended
      if (run.exception !== null) throw run.exception
      return true
    },
    processAllAvailable: async () => run.caughtUp(),
    exception: () => run.exception,
    explain: () => text,
    why,
    provenance,
    rowsBehind,
    stop: async () => run.stop(),
    onProgress: listener => {
      run.progressListeners.add(listener)
      return () => { run.progressListeners.delete(listener) }
    },
    onEnd: listener => {
      if (!run.isActive) {
        void Promise.resolve().then(listener).catch(() => {})
        return () => {}
      }
      run.endListeners.add(listener)
      return () => { run.endListeners.delete(listener) }
    },
  }
}
