import type { Clock } from '../../core/clock'
import { isTidemarkError, type CallSite, type TidemarkError } from '../../core/errors'
import { StreamFailed } from '../../plan/errors'
import type { QueryEnding, QueryProgress, QueryStatus, StreamingQuery } from '../../plan/query'
import type { Message } from '../protocol'
import type { ServerSession } from '../session'
import { progressOf, ranBatch } from './progress'
import type { RemoteView } from './remote-view'
import { remoteWhy } from './remote-why'

/** A query of the server, as a caller holds it. What it says at once is what was last heard. */
export interface RemoteQuery {
  readonly query: StreamingQuery
  /** The server told of a batch. */
  heard(progress: object): void
  /** The server told of its end. */
  terminated(exception: string | null): void
  /** Nothing more will be heard of it. */
  lost(error: unknown): void
  /** Resolves when it is over, and everybody who follows it has been told. */
  readonly over: Promise<void>
}

export interface RemoteQueryParts {
  readonly id: string
  readonly runId: string
  readonly name: string | null
  readonly session: ServerSession
  readonly clock: Clock
  readonly sites: readonly CallSite[]
  /** A query that ends by itself, so that an end without an exception is not a stop. */
  readonly finite: boolean
  /** What shows its rows here; whoever hears of a batch finds them shown. */
  readonly view: RemoteView | null
}

const RECENT = 100
type QueryCommand = NonNullable<Message<'StreamingQueryCommand'>['command']>
type Result = NonNullable<Message<'StreamingQueryCommandResult'>['resultType']>

export function remoteQuery({ id, runId, name, session, clock, sites, finite, view }: RemoteQueryParts): RemoteQuery {
  let status: QueryStatus = { message: 'Initializing sources', isDataAvailable: false, isTriggerActive: false }
  let recent: readonly QueryProgress[] = []
  let ending: QueryEnding | null = null
  let error: TidemarkError | null = null
  let stopping = false
  const seen = new Set<string>()
  const progressListeners = new Set<(progress: QueryProgress) => void>()
  const endListeners = new Set<() => void | Promise<void>>()
  let finish = (): void => {}
  const over = new Promise<void>(resolve => { finish = resolve })

  const ask = async (command: QueryCommand): Promise<Result | undefined> => {
    const plan = { opType: { case: 'command', value: { commandType: { case: 'streamingQueryCommand', value: { queryId: { id, runId }, command } } } } } as const
    let result: Result | undefined
    for await (const { responseType } of session.run(plan, { sites, owned: false })) {
      if (responseType?.case === 'streamingQueryCommandResult') result = responseType.value.resultType
    }
    return result
  }
  const add = (progress: QueryProgress): void => {
    const key = `${progress.batchId} ${progress.timestamp}`
    if (seen.has(key)) return
    seen.add(key)
    recent = [...recent.slice(-(RECENT - 1)), progress]
    if (!ranBatch(progress)) return
    const tell = (): void => { for (const listener of [...progressListeners]) listener(progress) }
    if (view === null) tell()
    else shown = shown.then(() => view.read()).catch(() => {}).then(tell)
  }
  // One look after the other; one that fails is made up for by the next, and a query that fails says so itself.
  let shown: Promise<void> = Promise.resolve()
  /** Events come a little after what they tell of: a caller who waited for a batch must see it. */
  const refresh = async (): Promise<void> => {
    const progress = await ask({ case: 'recentProgress', value: true })
    if (progress?.case === 'recentProgress') for (const json of progress.value.recentProgressJson ?? []) add(progressOf(json))
    const now = await ask({ case: 'status', value: true })
    if (now?.case === 'status' && ending === null) {
      status = { message: now.value.statusMessage ?? '', isDataAvailable: now.value.isDataAvailable ?? false, isTriggerActive: now.value.isTriggerActive ?? false }
    }
  }
  let asking = false
  const askStatus = (): void => {
    if (asking || ending !== null) return
    asking = true
    refresh().catch(() => {}).finally(() => { asking = false })
  }
  const end = async (how: QueryEnding, message: string): Promise<void> => {
    if (ending !== null) return
    ending = how
    status = { message, isDataAvailable: false, isTriggerActive: false }
    await shown
    await view?.read().then(() => view.close()).catch(() => {})
    for (const listener of [...endListeners]) await Promise.resolve(listener()).catch(() => {})
    finish()
  }
  const terminated = async (exception: string | null): Promise<void> => {
    if (ending !== null) return
    await refresh().catch(() => {})
    if (exception === null) return end(stopping || !finite ? 'stopped' : 'complete', 'Stopped')
    // The event has the text; waiting for the query throws what the text is made of.
    error = await ask({ case: 'awaitTermination', value: {} }).then(() => null, asError) ?? new StreamFailed(exception.split('\n')[0])
    return end('failed', `Terminated with exception: ${error.message.split('\n')[0]}`)
  }

  const query: StreamingQuery & Record<symbol, unknown> = {
    [Symbol.for('nodejs.util.inspect.custom')]: () => `StreamingQuery ${name ?? id}: ${status.message}`,
    id, runId, name,
    get isActive() { return ending === null },
    get status() { return status },
    get ending() { return ending },
    get lastProgress() { return recent.at(-1) ?? null },
    get recentProgress() { return recent },
    get ledger() {
      const sum = (kind: 'late' | 'quarantined'): number => recent.reduce((all, one) => all + one.ledger[kind], 0)
      return { entries: [], capacity: 0, counts: { malformed: 0, late: sum('late'), quarantined: sum('quarantined') } }
    },
    awaitTermination: async timeoutMs => {
      if (timeoutMs !== undefined) {
        const done = new AbortController()
        await Promise.race([over, clock.sleep(timeoutMs, done.signal)])
        done.abort()
        if (ending === null) return false
      }
      await over
      if (error !== null) throw error
      return true
    },
    processAllAvailable: async () => {
      await ask({ case: 'processAllAvailable', value: true })
      await refresh()
      await shown
    },
    exception: () => error,
    explain: async () => {
      const result = await ask({ case: 'explain', value: { extended: false } })
      return result?.case === 'explain' ? result.value.result ?? '' : ''
    },
    why: () => remoteWhy({ ending, error, status, last: recent.at(-1) ?? null }),
    provenance: async () => ({
      query: id, run: runId, engine: 'spark', server: session.address.text, batches: recent.filter(ranBatch).length,
      sources: (recent.at(-1)?.sources ?? []).map(({ description, endOffset }) => ({ description, to: endOffset ?? null })),
      watermark: recent.at(-1)?.eventTime.watermark ?? null, lastBatchAt: recent.at(-1)?.timestamp ?? null,
    }),
    stop: async () => {
      if (ending === null) {
        stopping = true
        await ask({ case: 'stop', value: true })
        // Its end is told like any other's; a server that does not tell has stopped it all the same.
        const told = new AbortController()
        await Promise.race([over, clock.sleep(5_000, told.signal)])
        told.abort()
        if (ending === null) await end('stopped', 'Stopped')
      }
      await over
    },
    onProgress: listener => {
      progressListeners.add(listener)
      return () => { progressListeners.delete(listener) }
    },
    onEnd: listener => {
      if (ending !== null) void listener()
      else endListeners.add(listener)
      return () => { endListeners.delete(listener) }
    },
  }
  return {
    query, over,
    heard: progress => {
      add(progressOf(progress))
      askStatus()
    },
    terminated: exception => { terminated(exception).catch(() => {}) },
    lost: cause => {
      error = asError(cause)
      end('failed', `Terminated with exception: ${error.message}`).catch(() => {})
    },
  }
}

function asError(error: unknown): TidemarkError {
  return isTidemarkError(error) ? error : new StreamFailed(error instanceof Error ? error.message : String(error), { cause: error })
}
