import type { Message } from '../protocol'
import { enums } from '../protocol/enums'
import type { ServerSession } from '../session'

/** What the server tells of its session's queries, in its order. */
export type ServerEvent =
  | { readonly kind: 'progress'; readonly runId: string; readonly progress: object }
  | { readonly kind: 'idle'; readonly id: string; readonly runId: string; readonly timestamp: string }
  | { readonly kind: 'terminated'; readonly id: string; readonly runId: string; readonly exception: string | null; readonly errorClassOnException: string | null }

export interface EventBus {
  /** Resolves when the server will tell of everything that happens from here on. */
  open(): Promise<void>
  /** Ends the telling: an open bus keeps the process alive. */
  close(): void
}

type BusCommand = NonNullable<Message<'StreamingQueryListenerBusCommand'>['command']>

/** Spark's listener bus: one long operation whose answers are events; it is taken up again where it was cut. */
export function eventBus(session: ServerSession, on: (event: ServerEvent) => void, lost: (error: unknown) => void): EventBus {
  let running: { readonly added: Promise<void>; readonly over: Promise<void> } | null = null
  let closing: Promise<void> = Promise.resolve()
  const command = (of: BusCommand): ReturnType<ServerSession['run']> => session.run({
    opType: { case: 'command', value: { commandType: { case: 'streamingQueryListenerBusCommand', value: { command: of } } } },
  }, { owned: false })

  const begin = (): NonNullable<typeof running> => {
    let told = (): void => {}
    let failed = (_: unknown): void => {}
    const added = new Promise<void>((resolve, reject) => { told = resolve; failed = reject })
    added.catch(() => {})
    const listen = async (): Promise<void> => {
      await closing
      for await (const { responseType } of command({ case: 'addListenerBusListener', value: true })) {
        if (responseType?.case !== 'streamingQueryListenerEventsResult') continue
        told()
        for (const { eventType, eventJson = '{}' } of responseType.value.events ?? []) on(eventOf(eventType ?? 0, JSON.parse(eventJson) as Sent))
      }
    }
    const over = listen().catch((error: unknown) => {
      failed(error)
      if (running?.added !== added) return
      running = null
      lost(error)
    })
    return { added, over }
  }
  return {
    open: () => (running ??= begin()).added,
    close: () => {
      if (running === null) return
      const { over } = running
      running = null
      // The server tells a session once: it must have ended the old telling before it begins a new one.
      closing = (async () => {
        for await (const _ of command({ case: 'removeListenerBusListener', value: true })) { /* it has nothing to say */ }
        await over
      })().catch(() => {})
    },
  }
}

interface Sent {
  readonly id?: string
  readonly runId?: string
  readonly timestamp?: string
  readonly exception?: string | null
  readonly errorClassOnException?: string | null
  readonly progress?: { readonly runId: string }
}

const TYPES = enums.StreamingQueryEventType

function eventOf(type: number, { id = '', runId = '', timestamp = '', exception, errorClassOnException, progress }: Sent): ServerEvent {
  if (type === TYPES.QUERY_PROGRESS_EVENT && progress !== undefined) return { kind: 'progress', runId: progress.runId, progress }
  if (type === TYPES.QUERY_IDLE_EVENT) return { kind: 'idle', id, runId, timestamp }
  return { kind: 'terminated', id, runId, exception: exception ?? null, errorClassOnException: errorClassOnException ?? null }
}
