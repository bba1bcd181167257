import type { StreamingQueryListener } from './query'

export type QueryEvent = {
  [K in keyof StreamingQueryListener]-?: { readonly on: K; readonly event: Parameters<NonNullable<StreamingQueryListener[K]>>[0] }
}[keyof StreamingQueryListener]

/** Tells listeners of queries: a start at once, the rest one after the other, after the step that caused it. */
export interface ListenerBus {
  readonly add: (listener: StreamingQueryListener) => void
  readonly remove: (listener: StreamingQueryListener) => void
  now(event: QueryEvent): void
  later(event: QueryEvent): void
}

export function listenerBus(warn: (message: string) => void): ListenerBus {
  const listeners = new Set<StreamingQueryListener>()
  let last = Promise.resolve()
  const tell = ({ on, event }: QueryEvent): void => {
    for (const listener of listeners) {
      try {
        (listener[on] as ((event: unknown) => void) | undefined)?.call(listener, event)
      } catch (error) {
        // A listener cannot fail a query.
        warn(`a query listener's ${on} threw: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
  }
  return {
    add: listener => { listeners.add(listener) },
    remove: listener => { listeners.delete(listener) },
    now: tell,
    later: event => { last = last.then(() => tell(event)) },
  }
}
