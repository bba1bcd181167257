import { formatDuration } from '../../core/duration'
import { defineError } from '../../core/errors'
import type { Err } from '../../core/schema-types'
import type { Call, Expression } from '../expression'
import type { Val } from '../ops'
import { register } from '../registry'
import type { PassAll } from '../type-rules'
import type { WindowOps } from './places'

/** The type of a function over a window, whose columns are the third part. */
type Over<S, R> =
  R extends readonly [infer F, infer Keys]
    ? PassAll<S, Keys, F extends readonly [infer K extends keyof WindowOps<unknown, readonly unknown[]>, ...infer Q] ? WindowOps<S, Q>[K] : Val<S, F>> extends infer V
      ? V extends Err<unknown> ? V : F extends readonly ['countDistinct', ...unknown[]] ? Err<'countDistinct cannot stand over a window; count the distinct rows of a frame of their own'> : V
      : never
    : never

declare module '../ops' {
  interface Ops<S, R> { over: Over<S, R> }
}

/** Where a frame begins or ends: rows, or what is added to the order's value; an infinity has no bound. */
export type FrameBound = number | { readonly micros: number }

/** The rows around a row that an aggregate folds. */
export interface FrameSpec {
  readonly unit: 'rows' | 'range'
  readonly start: FrameBound
  readonly end: FrameBound
}

/** What a call of `over` carries: its arguments are the function, the partition's columns and the order's. */
export interface OverOptions {
  readonly partitions: number
  readonly orders: readonly { readonly descending: boolean; readonly nullsFirst: boolean }[]
  /** Null: what the function has by itself. */
  readonly frame: FrameSpec | null
}

/** A window over rows where no such window can stand. */
export const WindowNotHere = defineError({ code: '_LEGACY_ERROR_TEMP_1034', fault: 'user' })

/** The parts of a call of `over`. */
export function partsOfOver({ args, options }: Call): { fn: Expression; partition: readonly Expression[]; order: readonly Expression[] } & OverOptions {
  const of = options as unknown as OverOptions
  return { ...of, fn: args[0], partition: args.slice(1, 1 + of.partitions), order: args.slice(1 + of.partitions) }
}

/** Spark's words for it: `PARTITION BY user ORDER BY n ASC NULLS FIRST ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW`. */
export function windowText(partition: readonly string[], order: readonly string[], orders: OverOptions['orders'], { unit, start, end }: FrameSpec): string {
  const keys = order.map((of, i) => `${of} ${orders[i].descending ? 'DESC' : 'ASC'} NULLS ${orders[i].nullsFirst ? 'FIRST' : 'LAST'}`)
  return [
    ...(partition.length === 0 ? [] : [`PARTITION BY ${partition.join(', ')}`]),
    ...(keys.length === 0 ? [] : [`ORDER BY ${keys.join(', ')}`]),
    `${unit.toUpperCase()} BETWEEN ${boundText(start, 'PRECEDING')} AND ${boundText(end, 'FOLLOWING')}`,
  ].join(' ')
}

function boundText(of: FrameBound, unbounded: string): string {
  const by = typeof of === 'number' ? of : of.micros
  if (by === 0) return 'CURRENT ROW'
  if (!Number.isFinite(by)) return `UNBOUNDED ${unbounded}`
  return `${typeof of === 'number' ? by : `INTERVAL '${formatDuration(by)}'`} FOLLOWING`
}

const standsElsewhere = (): never => {
  throw new WindowNotHere('a function over a window stands in select and withColumn only', { hint: 'Add it with withColumn, then filter, group or sort by that column.' })
}

register({
  is: 'scalar', name: 'over', spark: 'over',
  rewrite: standsElsewhere, resultType: standsElsewhere, evaluate: standsElsewhere,
})
