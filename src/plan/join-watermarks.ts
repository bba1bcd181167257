import type { Field, Schema } from '../core/data-type'
import { DayTimeInterval } from '../core/interval'
import { resolvePath } from '../expr/bind'
import { conjuncts, type Expression } from '../expr/expression'
import { struct } from '../core/data-type'
import { watermarkDelayMs } from './metadata'
import type { Join, Side } from './nodes/join'

/** How far a watermark has come by the time the query's own is at `ms`. */
export type WatermarkOf = (ms: number) => number

/** Rows of a side that no row still to come can match: those whose key, or column, lies at or before the watermark. */
export interface StateWatermark {
  readonly by: 'key' | 'value'
  /** Which key, or which column of the side. */
  readonly at: number
  readonly ms: WatermarkOf
}

/** By what the state of a join of two streams is cleared, as Spark derives it from keys and range conditions. */
export function stateWatermarks(of: Join): Readonly<Record<Side, StateWatermark | null>> {
  const [left, right] = of.children.map(child => child.schema)
  const key = watermarkedKey(of)
  if (key >= 0) {
    const byKey: StateWatermark = { by: 'key', at: key, ms: ms => ms }
    return { left: byKey, right: byKey }
  }
  return { left: byRange(of, left, right, 'left'), right: byRange(of, left, right, 'right') }
}

/** The first key that is a column with a watermark, on either side; -1 where none is. */
export function watermarkedKey({ keys, children: [left, right] }: Join): number {
  const marked = (one: Expression, schema: Schema): boolean => one.kind === 'column' && watermarkDelayMs(resolvePath(one.path, schema)) !== undefined
  // A key that takes nulls for equal is to Spark a column made of it, which has no watermark.
  const at = keys.findIndex(key => !key.nullSafe && marked(key.left, left.schema))
  return at >= 0 ? at : keys.findIndex(key => !key.nullSafe && marked(key.right, right.schema))
}

/** Whether the range conditions bound the time of this side's rows by the other side's watermark. */
export function hasRangeFor(of: Join, side: Side): boolean {
  const [left, right] = of.children.map(child => child.schema)
  return rangeFor(of, left, right, side) !== null
}

function byRange(of: Join, left: Schema, right: Schema, side: Side): StateWatermark | null {
  const at = (side === 'left' ? left : right).fields.findIndex(isMarked)
  const ms = at < 0 ? null : rangeFor(of, left, right, side)
  return ms === null ? null : { by: 'value', at, ms }
}

function isMarked(of: Field): boolean {
  return watermarkDelayMs(of) !== undefined
}

const LESS = { lt: 0, leq: 1, gt: 0, geq: 1 } as const

/** The least of the bounds that the conditions set; each solves `other + c < mine` for `mine`. */
function rangeFor(of: Join, left: Schema, right: Schema, side: Side): WatermarkOf | null {
  if (of.residual === null || !(side === 'left' ? right : left).fields.some(isMarked)) return null
  const bounds = conjuncts(of.residual).flatMap((one): WatermarkOf[] => {
    if (one.kind !== 'call' || !(one.fn in LESS)) return []
    const [less, more] = one.fn.startsWith('l') ? one.args : [one.args[1], one.args[0]]
    const micros = solve(less, more, left, right, side)
    // What equals the bound may still match, so the rows up to just before it go.
    const closed = LESS[one.fn as keyof typeof LESS]
    return micros === null ? [] : [ms => Math.trunc(micros(ms) / 1000) - closed]
  })
  return bounds.length === 0 ? null : ms => Math.min(...bounds.map(bound => bound(ms)))
}

interface Term { readonly sign: 1 | -1; readonly column?: { readonly side: Side; readonly field: Field }; readonly micros?: number }

/** `less < more` as `mine > f(watermark)`; null where it does not say that. */
function solve(less: Expression, more: Expression, left: Schema, right: Schema, side: Side): WatermarkOf | null {
  const terms: Term[] = []
  const both = struct([...left.fields, ...right.fields])
  const collect = (one: Expression, sign: 1 | -1): boolean => {
    switch (one.kind) {
      case 'alias': return collect(one.child, sign)
      case 'column': {
        const [index, ...deeper] = resolvePath(one.path, both, one.site).indexes
        if (deeper.length > 0) return false
        terms.push({ sign, column: index < left.fields.length ? { side: 'left', field: left.fields[index] } : { side: 'right', field: right.fields[index - left.fields.length] } })
        return true
      }
      case 'literal':
        if (one.value instanceof DayTimeInterval) {
          terms.push({ sign, micros: Number(one.value.micros) })
          return true
        }
        if (typeof one.value !== 'number' && typeof one.value !== 'bigint') return false
        terms.push({ sign, micros: Number(one.value) * 1e6 })
        return true
      case 'call':
        if (one.fn === 'plus') return collect(one.args[0], sign) && collect(one.args[1], sign)
        if (one.fn === 'minus') return collect(one.args[0], sign) && collect(one.args[1], sign === 1 ? -1 : 1)
        if (one.fn === 'negate') return collect(one.args[0], sign === 1 ? -1 : 1)
        if (one.fn === 'cast') return collect(one.args[0], sign)
        return false
    }
  }
  if (!collect(less, 1) || !collect(more, -1)) return null
  const mine = terms.filter(term => term.column?.side === side)
  const others = terms.filter(term => term.column !== undefined && term.column.side !== side)
  if (mine.length !== 1 || mine[0].sign !== -1 || others.length > 1) return null
  if (others.some(({ column }) => !isMarked(column!.field)) || terms.length === 1) return null
  const constant = terms.reduce((sum, { sign, micros }) => sum + sign * (micros ?? 0), 0)
  const times = others.reduce((sum, { sign }) => sum + sign, 0)
  return ms => constant + times * ms * 1000
}
