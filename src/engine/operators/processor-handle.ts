import { defineError } from '../../core/errors'
import { valueKey } from '../../expr/kernels/value-key'
import type { ListState, MapState, StatefulProcessorHandle, TimeMode, ValueState } from '../../plan/stateful-processor'
import { entriesOf, type KeyedState, type StateKind, type Variable } from '../state/keyed-state'

/** Spark's own classes for a handle that is used where it cannot be. */
export const HandleNotNow = defineError({ code: 'STATEFUL_PROCESSOR_CANNOT_PERFORM_OPERATION_WITH_INVALID_HANDLE_STATE', fault: 'user' })
export const TimersNeedTimeMode = defineError({ code: 'STATEFUL_PROCESSOR_CANNOT_PERFORM_OPERATION_WITH_INVALID_TIME_MODE', fault: 'user' })
export const TtlNeedsProcessingTime = defineError({ code: 'STATEFUL_PROCESSOR_INCORRECT_TIME_MODE_TO_ASSIGN_TTL', fault: 'user' })
export const TtlNotPositive = defineError({ code: 'STATEFUL_PROCESSOR_TTL_DURATION_MUST_BE_POSITIVE', fault: 'user' })

type Row = Readonly<Record<string, unknown>>

export interface ProcessorHandle {
  readonly of: StatefulProcessorHandle
  /** Whose state and timers are meant from here on; null after the last key. */
  at(id: number | null): void
  counts(): { readonly updated: number; readonly removed: number }
}

/** What a processor sees of its state in one batch. */
export function processorHandle(state: KeyedState, timeMode: TimeMode, nowMs: number): ProcessorHandle {
  let current: number | null = null
  let started = false
  let updated = 0
  let removed = 0
  const key = (what: string): number => {
    if (current === null) throw new HandleNotNow(`${what} is of a key, and no key's rows are being handled`, { hint: 'Ask for state variables in init; use them, and timers, in handleInputRows and handleExpiredTimer.' })
    return current
  }
  const timers = (what: string): Set<number> => {
    if (timeMode === 'None') throw new TimersNeedTimeMode(`${what} needs a clock, and the time mode is None`, { hint: "Pass timeMode: 'ProcessingTime' or 'EventTime' to transformWithState." })
    return state.timersOf(key(what))
  }

  function variable(name: string, kind: StateKind, schema: string, ttlMs: number | undefined, keySchema?: string): Cells {
    if (started) throw new HandleNotNow(`the state '${name}' is asked for after init`, { hint: 'Ask for state variables in init, and keep them.' })
    if (ttlMs !== undefined) {
      if (timeMode !== 'ProcessingTime') throw new TtlNeedsProcessingTime(`a time to live needs time mode ProcessingTime, and this is ${timeMode}`, { hint: "Pass timeMode: 'ProcessingTime', or clear the state by a timer." })
      if (!(ttlMs > 0)) throw new TtlNotPositive(`a time to live is above zero, and this is ${ttlMs} ms`, { hint: 'Leave it out to keep state for ever.' })
    }
    return cells(state.variable(name, kind, schema, keySchema), name, ttlMs)
  }

  interface Cells {
    all(): { readonly at: Row | null; readonly value: Row }[]
    one(entry: string): Row | null
    put(entry: string, at: Row | null, value: Row): void
    drop(entry: string): void
    clear(): void
    /** Makes room for a list that is put anew. */
    replace(): void
  }

  function cells({ kind, byKey }: Variable, name: string, ttlMs: number | undefined): Cells {
    const isLive = (until: number | null): boolean => until === null || until > nowMs
    const own = (): ReturnType<typeof entriesOf> => entriesOf(byKey, key(`the state '${name}'`))
    return {
      all: () => [...own().values()].filter(one => isLive(one.until)),
      one: entry => {
        const found = own().get(entry)
        return found !== undefined && isLive(found.until) ? found.value : null
      },
      put: (entry, at, value) => {
        const until = ttlMs === undefined ? null : nowMs + ttlMs
        const before = own().get(entry)
        own().set(entry, { at, value, until })
        // With a time to live, Spark leaves alone what would be written as it is.
        if (until === null || before?.until !== until || valueKey(before.value) !== valueKey(value)) updated++
      },
      // Without a time to live, Spark counts a value as removed also where there was none, and so a key of a map.
      drop: entry => { if (own().delete(entry) || ttlMs === undefined) removed++ },
      clear: () => {
        removed += kind === 'value' && ttlMs === undefined ? 1 : own().size
        own().clear()
      },
      // Spark's count of updates begins anew where a list is put, unless it has a time to live; what was there counts as removed nowhere.
      replace: () => {
        if (ttlMs === undefined) updated = 0
        own().clear()
      },
    }
  }

  const of = {
    getValueState(name: string, schema: string, ttlMs?: number): ValueState<Row> {
      const all = variable(name, 'value', schema, ttlMs)
      return { exists: () => all.one('') !== null, get: () => all.one(''), update: value => all.put('', null, value), clear: () => all.clear() }
    },
    getListState(name: string, schema: string, ttlMs?: number): ListState<Row> {
      const all = variable(name, 'list', schema, ttlMs)
      const appendList = (values: readonly Row[]): void => { for (const value of values) all.put(state.next(), null, value) }
      return {
        exists: () => all.all().length > 0,
        get: () => all.all().map(one => one.value),
        put: values => {
          all.replace()
          appendList(values)
        },
        appendValue: value => appendList([value]),
        appendList,
        clear: () => all.clear(),
      }
    },
    getMapState(name: string, keySchema: string, schema: string, ttlMs?: number): MapState<Row, Row> {
      const all = variable(name, 'map', schema, ttlMs, keySchema)
      const keys = (): Row[] => all.all().map(one => one.at!)
      const values = (): Row[] => all.all().map(one => one.value)
      return {
        exists: () => all.all().length > 0,
        containsKey: at => all.one(valueKey(at)) !== null,
        getValue: at => all.one(valueKey(at)),
        updateValue: (at, value) => all.put(valueKey(at), at, value),
        removeKey: at => all.drop(valueKey(at)),
        keys, values,
        iterator: () => all.all().map(one => [one.at!, one.value] as const),
        clear: () => all.clear(),
      }
    },
    registerTimer: (atMs: number) => { timers('registerTimer').add(atMs) },
    deleteTimer: (atMs: number) => { timers('deleteTimer').delete(atMs) },
    listTimers: () => [...timers('listTimers')].sort((a, b) => a - b),
    deleteIfExists: (name: string) => state.forget(name),
  }
  return {
    // A row's type is what its schema's text says; the text is known to whoever wrote the processor.
    of: of as unknown as StatefulProcessorHandle,
    at: id => {
      started = true
      current = id
    },
    counts: () => ({ updated, removed }),
  }
}
