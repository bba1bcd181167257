import type { RowOf, SchemaOf } from '../core/schema-types'

/** Which clock timers and times to live go by: none, the wall clock as batches see it, or the watermark. */
export type TimeMode = 'None' | 'ProcessingTime' | 'EventTime'

/** The times of a batch, in ms. Spark: `TimerValues`. */
export interface TimerValues {
  getCurrentProcessingTimeInMs(): number
  /** 0 before the first event, and where there is no watermark. */
  getCurrentWatermarkInMs(): number
}

/** A timer that has fired. Spark: `ExpiredTimerInfo`. */
export interface ExpiredTimerInfo {
  getExpiryTimeInMs(): number
}

/** One value a key. */
export interface ValueState<T> {
  exists(): boolean
  /** Null where there is none. */
  get(): T | null
  update(value: T): void
  clear(): void
}

/** Values of a key in the order they came. */
export interface ListState<T> {
  exists(): boolean
  get(): readonly T[]
  put(values: readonly T[]): void
  appendValue(value: T): void
  appendList(values: readonly T[]): void
  clear(): void
}

/** Values of a key, each under a key of its own. */
export interface MapState<K, V> {
  exists(): boolean
  containsKey(key: K): boolean
  /** Null where there is none. */
  getValue(key: K): V | null
  updateValue(key: K, value: V): void
  removeKey(key: K): void
  keys(): readonly K[]
  values(): readonly V[]
  iterator(): readonly (readonly [K, V])[]
  clear(): void
}

/**
 * What a processor keeps state and timers through: each state and timer is of the key whose rows are being handled. Schemas
 * are DDL texts, values are rows of them. A time to live, in ms, needs time mode `ProcessingTime` and begins anew with each
 * write; what has outlived it is gone.
 */
export interface StatefulProcessorHandle {
  getValueState<const D extends string>(name: string, schema: D, ttlMs?: number): ValueState<RowOf<SchemaOf<D>>>
  getListState<const D extends string>(name: string, schema: D, ttlMs?: number): ListState<RowOf<SchemaOf<D>>>
  getMapState<const K extends string, const D extends string>(name: string, keySchema: K, schema: D, ttlMs?: number): MapState<RowOf<SchemaOf<K>>, RowOf<SchemaOf<D>>>
  /** Calls `handleExpiredTimer` for this key in the first batch whose time is at it or past it. */
  registerTimer(expiryTimestampMs: number): void
  deleteTimer(expiryTimestampMs: number): void
  listTimers(): readonly number[]
  /** Forgets a state variable that an earlier version of the query had. */
  deleteIfExists(name: string): void
}

/** A processor of one's own. `K` is a row of the keys, `R` a row of the input, `O` of the output, `I` of the initial state. Spark: `StatefulProcessor`. */
export interface StatefulProcessor<K = never, R = never, O = unknown, I = never> {
  /** Before anything else of a batch: asks for the state variables. */
  init(handle: StatefulProcessorHandle): void
  /** In the query's first batch only, before the rows of this key: a row of the initial state whose key it is. */
  handleInitialState?(key: K, initialState: I, timerValues: TimerValues): void
  /** The rows of a key in this batch, in the order they came. */
  handleInputRows(key: K, rows: Iterable<R>, timerValues: TimerValues): Iterable<O>
  /** After all rows of the batch: a timer of this key has expired, and is gone. */
  handleExpiredTimer?(key: K, timerValues: TimerValues, expired: ExpiredTimerInfo): Iterable<O>
  /** After the batch. */
  close?(): void
}
