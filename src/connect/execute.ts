import type { Clock } from '../core/clock'
import type { Channel } from './channel'
import type { Message } from './protocol'
import type { RequestHead } from './request-head'
import { transportLost } from './transport-lost'

type Answer = Message<'ExecutePlanResponse'>

export interface Execution {
  readonly open: Channel
  readonly head: () => RequestHead
  readonly plan: Message<'Plan'>
  readonly operationId: string
  readonly clock: Clock
  readonly signal: AbortSignal
}

// A server ends each of its streams after two minutes at the latest; one that says nothing for longer is lost.
const SILENCE_MS = 150_000
const GIVE_UP_MS = 30_000
const RELEASE_EVERY = 16

/**
 * Runs a plan as a reattachable operation: each answer has a number, and a stream that is cut is taken up behind the last
 * one that came, so nothing is lost and nothing repeated. What came is released, so that the server need not keep it.
 */
export async function* execute({ open, head, plan, operationId, clock, signal }: Execution): AsyncGenerator<Answer> {
  const { client, failure } = open
  let last: string | undefined
  let unreleased = 0
  let failingSince: number | null = null
  let backoff = 50
  const begin = (options: { signal: AbortSignal }): AsyncIterable<Answer> => client.executePlan({
    ...head(), operationId, plan,
    requestOptions: [{ requestOption: { case: 'reattachOptions', value: { reattachable: true } } }],
  }, options)
  const resume = (options: { signal: AbortSignal }): AsyncIterable<Answer> =>
    client.reattachExecute({ ...head(), operationId, ...(last === undefined ? {} : { lastResponseId: last }) }, options)
  const release = (of: NonNullable<Message<'ReleaseExecuteRequest'>['release']>): void => {
    // Nobody waits for it: what is not released goes when the server forgets the operation.
    client.releaseExecute({ ...head(), operationId, release: of }).catch(() => {})
  }

  let call = begin
  try {
    for (;;) {
      const watch = watchdog(signal)
      try {
        for await (const answer of call({ signal: watch.signal })) {
          watch.heard()
          failingSince = null
          backoff = 50
          if (answer.responseId) last = answer.responseId
          if (answer.responseType?.case === 'resultComplete') return
          yield answer
          if (++unreleased % RELEASE_EVERY === 0 && last !== undefined) release({ case: 'releaseUntil', value: { responseId: last } })
        }
        // The server's two minutes are over, the operation is not.
        call = resume
      } catch (error) {
        if (signal.aborted) throw error
        const failed = failure(error)
        if (last === undefined && call === resume && /INVALID_HANDLE\.(OPERATION|SESSION)_NOT_FOUND/.test(`${failed.metadata.errorClass} ${failed.message}`)) {
          // The request never reached it.
          call = begin
        } else if (watch.silent || transportLost(failed)) {
          failingSince ??= clock.monotonic()
          // An address where nobody ever answered is told at once; an operation under way is worth some patience.
          if (clock.monotonic() - failingSince > (last === undefined && call === begin ? 1_000 : GIVE_UP_MS)) throw error
          await clock.sleep(backoff, signal)
          backoff = Math.min(backoff * 3, 3_000)
          if (last !== undefined || !/ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test(failed.message)) call = resume
        } else {
          throw error
        }
      } finally {
        watch.end()
      }
    }
  } finally {
    release({ case: 'releaseAll', value: {} })
  }
}

/** Aborts a call that has said nothing for too long. */
function watchdog(signal: AbortSignal): { readonly signal: AbortSignal; readonly silent: boolean; heard(): void; end(): void } {
  const own = new AbortController()
  const abort = (): void => own.abort()
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  let silent = false
  const start = (): NodeJS.Timeout => setTimeout(() => {
    silent = true
    abort()
  }, SILENCE_MS).unref()
  let timer = start()
  return {
    signal: own.signal,
    get silent() { return silent },
    heard: () => {
      clearTimeout(timer)
      timer = start()
    },
    end: () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
    },
  }
}
