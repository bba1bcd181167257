import type { Offset, Source } from '../connectors/contract'
import { isTidemarkError, type TidemarkError } from '../core/errors'
import { StreamFailed } from '../plan/errors'
import type { QueryEnding, QueryProgress, QueryStatus, StateOperatorProgress, Trigger } from '../plan/query'
import type { ListenerBus } from '../plan/listeners'
import { QueryStopped, untilStopped } from './interrupt'
import { runMicroBatch, type MicroBatchParts, type MicroBatchResult } from './micro-batch'
import { after, planBatch, type PlanParts, type Planned, type Position } from './plan-batch'
import { queryProgress, type SourceFigures } from './progress'
import type { QueryHistory } from './query-history'
import { retrying } from './retry'
import { runFacts, type RunFacts } from './run-facts'
import type { Random } from '../core/random'
import { isoMillis } from './progress'
import { runTrigger } from './trigger'

/** How long a query stays silent while nothing comes, before it tells listeners that it is idle. */
const IDLE_EVENT_MS = 10_000

export interface QueryRunParts extends Omit<MicroBatchParts, 'retry' | 'signal'>, Omit<PlanParts, 'mode'> {
  readonly id: string
  readonly runId: string
  readonly name: string | null
  readonly trigger: Trigger
  readonly random: Random
  readonly listeners: ListenerBus
  readonly history: QueryHistory
  readonly start: Position
  /** Whether state lives in memory only, so that old batches can be dropped. */
  readonly inMemory: boolean
  /** Closes sources and sink, and gives the name free. */
  close(): Promise<void>
}

/** A query's life: triggers, batches, and how it ends. */
export interface QueryRun {
  readonly status: QueryStatus
  readonly isActive: boolean
  readonly exception: TidemarkError | null
  readonly ending: QueryEnding | null
  /** Wall time of the last trigger that has ended; null before the first. */
  readonly lastTriggerMs: number | null
  readonly facts: RunFacts
  readonly position: Position
  /** Resolves when the query has ended, however it did. */
  readonly ended: Promise<void>
  readonly progressListeners: Set<(progress: QueryProgress) => void>
  readonly endListeners: Set<() => void | Promise<void>>
  begin(): void
  stop(): Promise<void>
  caughtUp(): Promise<void>
}

interface Waiter { resolve(): void; reject(error: Error): void }

export function queryRun(parts: QueryRunParts): QueryRun {
  const { id, runId, name, clock, phase, sources, checkpoint, history, listeners, program, tracker } = parts
  const stopping = new AbortController()
  const { signal } = stopping
  const progressListeners = new Set<(progress: QueryProgress) => void>()
  const endListeners = new Set<() => void | Promise<void>>()
  const facts = runFacts(program.watermarks)
  const waiters: Waiter[] = []
  let position = parts.start
  let status: QueryStatus = { message: 'Initializing sources', isDataAvailable: false, isTriggerActive: false }
  let active = true
  let ending: QueryEnding | null = null
  let exception: TidemarkError | null = null
  let lastTriggerMs: number | null = null
  let lastHeardMs = -Infinity
  let wake = new AbortController()
  let lastState: readonly StateOperatorProgress[] = []
  let resolveEnded: () => void = () => {}
  const ended = new Promise<void>(resolve => { resolveEnded = resolve })

  const retry = async <T>(work: () => Promise<T>): Promise<T> => retrying(work, {
    clock, random: parts.random, signal,
    onRetry: (error, attempt) => { status = { ...status, message: `Trying again (${attempt}) after: ${error.message}` } },
  })
  const batchParts: MicroBatchParts = { ...parts, signal, retry }
  const planParts: PlanParts = { ...parts, mode: parts.spec.mode }

  async function tick(): Promise<'ran' | 'idle'> {
    const asked = waiters.splice(0)
    const triggerMs = clock.now()
    const started = clock.monotonic()
    status = { ...status, isTriggerActive: true }
    try {
      const planned = await untilStopped(retry(async () => planBatch(position, triggerMs, planParts)), signal)
      const latestOffset = clock.monotonic() - started
      if (planned === null) {
        await idle(triggerMs, started, latestOffset)
        for (const waiter of asked.splice(0)) waiter.resolve()
        return 'idle'
      }
      await runBatch(planned, triggerMs, started, latestOffset)
      return 'ran'
    } finally {
      waiters.push(...asked)
      lastTriggerMs = triggerMs
      status = { ...status, isTriggerActive: false }
    }
  }

  async function runBatch(planned: Planned, triggerMs: number, started: number, latestOffset: number): Promise<void> {
    const { record } = planned
    status = { message: 'Processing new data', isDataAvailable: true, isTriggerActive: true }
    phase('P0', record.batchId)
    const logging = clock.monotonic()
    if (position.replay === null) checkpoint.writeOffsets(record)
    phase('P1', record.batchId)
    const walCommit = clock.monotonic() - logging
    const result = await runMicroBatch(record, batchParts)
    position = after(record)
    if (parts.inMemory) checkpoint.forgetBefore(record.batchId)
    lastState = result.stateOperators
    lastHeardMs = clock.now()
    facts.add(record, result, lastHeardMs)
    const progress = queryProgress({
      id, runId, name, batchId: record.batchId, triggerMs, lastTriggerMs, tookMs: clock.monotonic() - started,
      durations: { latestOffset, queryPlanning: logging - started - latestOffset, walCommit, ...result.durations },
      watermarkMs: program.watermarks.length === 0 ? null : record.batchWatermarkMs,
      eventTime: result.eventTime, stateOperators: result.stateOperators,
      sources: await sourceFigures(sources, planned, result, signal),
      sink: { description: parts.sink.description, numOutputRows: result.numOutputRows },
      ledger: result.ledger, observedMetrics: result.observedMetrics,
    })
    history.add(progress)
    listeners.later({ on: 'onQueryProgress', event: { progress } })
    for (const listener of progressListeners) tell(listener, progress)
  }

  function tell(listener: (progress: QueryProgress) => void, progress: QueryProgress): void {
    try {
      listener(progress)
    } catch (error) {
      parts.warn(`a progress listener threw: ${messageOf(error)}`)
    }
  }

  async function idle(triggerMs: number, started: number, latestOffset: number): Promise<void> {
    status = { message: 'Waiting for data to arrive', isDataAvailable: false, isTriggerActive: true }
    if (triggerMs - lastHeardMs < IDLE_EVENT_MS) return
    lastHeardMs = triggerMs
    listeners.later({ on: 'onQueryIdle', event: { id, runId, timestamp: isoMillis(triggerMs) } })
    // As in Spark, the idle trigger is among the recent reports all the same.
    history.add(queryProgress({
      id, runId, name, batchId: position.batchId, triggerMs, lastTriggerMs, tookMs: clock.monotonic() - started,
      durations: { latestOffset },
      watermarkMs: program.watermarks.length === 0 ? null : tracker.globalMs,
      eventTime: null,
      stateOperators: lastState.map(one => ({ ...one, numRowsUpdated: 0, numRowsRemoved: 0, numRowsDroppedByWatermark: 0, allUpdatesTimeMs: 0, allRemovalsTimeMs: 0, commitTimeMs: 0 })),
      sources: await Promise.all(sources.map(async (source, i) => {
        const at = position.offsets[i]
        return { description: source.description, startOffset: at, endOffset: at, latestOffset: at, numInputRows: 0, ...await lagOf(source, at, signal) }
      })),
      sink: { description: parts.sink.description, numOutputRows: 0 },
      ledger: { malformed: 0, late: 0, quarantined: 0 },
    }))
  }

  async function rest(ms: number): Promise<void> {
    if (waiters.length > 0) return
    wake = new AbortController()
    const end = (): void => wake.abort()
    signal.addEventListener('abort', end)
    await clock.sleep(ms, wake.signal)
    signal.removeEventListener('abort', end)
  }

  async function live(): Promise<void> {
    try {
      if (parts.trigger.kind === 'available-now') for (const source of sources) await untilStopped(retry(async () => source.freezeEnd()), signal)
      await runTrigger(parts.trigger, { clock, signal, tick, rest })
    } catch (error) {
      if (!signal.aborted || !(error instanceof QueryStopped)) exception = failure(error)
    }
    await parts.close().catch((error: unknown) => parts.warn(`closing query ${name ?? id} failed: ${messageOf(error)}`))
    ending = exception !== null ? 'failed' : signal.aborted ? 'stopped' : 'complete'
    active = false
    status = { message: exception === null ? 'Stopped' : `Terminated with exception: ${messageOf(exception.cause)}`, isDataAvailable: false, isTriggerActive: false }
    for (const waiter of waiters.splice(0)) {
      if (exception === null) waiter.resolve()
      else waiter.reject(exception)
    }
    const cause = exception?.cause
    listeners.later({ on: 'onQueryTerminated', event: { id, runId, exception: exception?.sentence ?? null, errorClassOnException: isTidemarkError(cause) ? cause.code : null } })
    await Promise.all([...endListeners].map(async listener => {
      try {
        await listener()
      } catch (error) {
        parts.warn(`what was to be done at the end of query ${name ?? id} failed: ${messageOf(error)}`)
      }
    }))
    endListeners.clear()
    progressListeners.clear()
    resolveEnded()
  }

  function failure(cause: unknown): TidemarkError {
    return new StreamFailed(`Query [id = ${id}, runId = ${runId}] terminated with exception: ${isTidemarkError(cause) ? `[${cause.code}] ` : ''}${messageOf(cause)}`, {
      cause, hint: isTidemarkError(cause) ? cause.hint : undefined, site: isTidemarkError(cause) ? cause.site : undefined,
      details: { id, runId, name, batchId: position.batchId, committedOffsets: position.offsets },
    })
  }

  return {
    get status() { return status },
    get isActive() { return active },
    get exception() { return exception },
    get ending() { return ending },
    get lastTriggerMs() { return lastTriggerMs },
    facts,
    get position() { return position },
    ended, progressListeners, endListeners,
    begin: () => { void live() },
    stop: async () => {
      stopping.abort()
      await ended
    },
    caughtUp: async () => {
      if (!active) {
        if (exception !== null) throw exception
        return
      }
      const caught = new Promise<void>((resolve, reject) => { waiters.push({ resolve, reject }) })
      wake.abort()
      await caught
    },
  }
}

async function sourceFigures(sources: readonly Source[], { record, latest }: Planned, result: MicroBatchResult, signal: AbortSignal): Promise<SourceFigures[]> {
  return Promise.all(sources.map(async (source, i) => ({
    description: source.description,
    // As in Spark, the first batch has no start.
    startOffset: record.batchId === 0 ? null : record.sources[i].start,
    endOffset: record.sources[i].end,
    latestOffset: latest[i],
    numInputRows: result.numInputRows[i],
    ...await lagOf(source, record.sources[i].end, signal),
  })))
}

/** The batch is committed: figures that cannot be had are left out. */
async function lagOf(source: Source, at: Offset, signal: AbortSignal): Promise<Pick<SourceFigures, 'behind' | 'metrics'>> {
  const had = async <T>(figures: Promise<T> | undefined): Promise<T | undefined> => (figures === undefined ? undefined : untilStopped(figures, signal).catch(() => undefined))
  return { behind: await had(source.behind?.(at)), metrics: await had(source.metrics?.(at)) }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
