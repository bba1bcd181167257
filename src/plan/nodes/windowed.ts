import { field, isTimestamp, struct, typeName, type DataType, type Field, type Schema } from '../../core/data-type'
import { defineError, NotSupported, type CallSite } from '../../core/errors'
import { bind } from '../../expr/bind'
import { isNumeric } from '../../expr/common-type'
import type { Call, Expression } from '../../expr/expression'
import { partsOfOver, windowText, type FrameBound, type FrameSpec, type OverOptions } from '../../expr/functions/over'
import { functionOf, type AggregateFunction, type Bound, type WindowFunction } from '../../expr/registry'
import type { Node } from '../node'

declare module '../node' { interface Nodes { windowed: Windowed } }

const NotOrdered = defineError({ code: '_LEGACY_ERROR_TEMP_1037', fault: 'user' })
const FrameNotOwn = defineError({ code: '_LEGACY_ERROR_TEMP_1036', fault: 'user' })
const NoWindowFunction = defineError({ code: 'UNSUPPORTED_EXPR_FOR_WINDOW', fault: 'user' })
const DistinctOverWindow = defineError({ code: 'DISTINCT_WINDOW_FUNCTION_UNSUPPORTED', fault: 'user' })
const MedianOrdered = defineError({ code: 'INVALID_WINDOW_SPEC_FOR_AGGREGATION_FUNC', fault: 'user' })
const FrameBackwards = defineError({ code: 'DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_WRONG_COMPARISON', fault: 'user' })
const RangeNotOrdered = defineError({ code: 'DATATYPE_MISMATCH.RANGE_FRAME_WITHOUT_ORDER', fault: 'user' })
const RangeOfSeveral = defineError({ code: 'DATATYPE_MISMATCH.RANGE_FRAME_MULTI_ORDER', fault: 'user' })
const RangeOfText = defineError({ code: 'DATATYPE_MISMATCH.SPECIFIED_WINDOW_FRAME_UNACCEPTED_TYPE', fault: 'user' })
const RangeOfOther = defineError({ code: 'DATATYPE_MISMATCH.RANGE_FRAME_INVALID_TYPE', fault: 'user' })

/** Adds columns that are worked out from the rows around each row: the last of the schema, one a function. */
export interface Windowed {
  readonly kind: 'windowed'
  readonly child: Node
  readonly schema: Schema
  readonly columns: readonly WindowedColumn[]
}

/** A function over a window; `call` is the call of `over`. */
export interface WindowedColumn {
  readonly name: string
  readonly call: Call
  readonly fn: AggregateFunction | WindowFunction
  readonly argTypes: readonly DataType[]
  readonly type: DataType
  readonly nullable: boolean
  readonly frame: FrameSpec
}

export function windowed(child: Node, calls: readonly { readonly name: string; readonly call: Call }[]): Windowed {
  const columns = calls.map(one => column(one.name, one.call, child.schema))
  return windowedOver(child, columns)
}

/** The same columns over a child that has fewer. */
export function windowedOver(child: Node, columns: readonly WindowedColumn[]): Windowed {
  const added = columns.map((one): Field => field(one.name, one.type, one.nullable))
  return Object.freeze({ kind: 'windowed', child, schema: struct([...child.schema.fields, ...added]), columns: Object.freeze(columns) })
}

function column(name: string, call: Call, schema: Schema): WindowedColumn {
  const { fn: of, partition, order, orders, frame } = partsOfOver(call)
  const { site } = call
  const fn = of.kind === 'call' ? functionOf(of.fn) : undefined
  if (of.kind !== 'call' || (fn?.is !== 'aggregate' && fn?.is !== 'placed')) {
    throw new NoWindowFunction('only an aggregate or a function of a row\'s place stands over a window', { site, hint: 'Such as sum(…), rowNumber(), lag(…).' })
  }
  if (of.fn === 'countDistinct') throw new DistinctOverWindow('countDistinct cannot stand over a window', { site, hint: 'Count with groupBy(…).agg(…), and join the counts.' })
  if (of.fn === 'median' && (orders.length > 0 || frame !== null)) {
    throw new MedianOrdered('median stands over whole partitions only: no order, no frame', { site, hint: 'Leave orderBy and the frame out, or take percentile(…, 0.5).' })
  }
  if (fn.is === 'placed' && !orders.length) throw new NotOrdered(`${fn.name} needs a window with an order`, { site, hint: 'Write Window.partitionBy(…).orderBy(…).' })
  const own = ownFrame(fn, of)
  if (own !== null && frame !== null) throw new FrameNotOwn(`${fn.name} has a frame of its own`, { site, hint: 'Leave rowsBetween and rangeBetween out.' })
  for (const one of partition) bind(one, schema)
  const keys = order.map(one => bind(one, schema))
  if (frame !== null) checkFrame(frame, keys, site)
  const args = of.args.map(arg => bind(arg, schema))
  const types = args.map(arg => arg.type)
  const spec = own ?? frame ?? (orders.length > 0 ? SO_FAR : WHOLE)
  return Object.freeze({
    name, call, fn, argTypes: types, type: fn.resultType(types, of.options, args),
    nullable: fn.nullable?.(args.map(arg => arg.nullable), of.options, types, args) ?? true, frame: spec,
  })
}

const WHOLE: FrameSpec = Object.freeze({ unit: 'rows', start: -Infinity, end: Infinity })
const SO_FAR: FrameSpec = Object.freeze({ unit: 'range', start: -Infinity, end: 0 })

function ownFrame(fn: AggregateFunction | WindowFunction, { options }: Call): FrameSpec | null {
  if (fn.is === 'aggregate' || fn.framed) return null
  const offset = options.offset as number | undefined
  if (offset === undefined) return { unit: 'rows', start: -Infinity, end: 0 }
  const by = fn.name === 'lag' ? -offset : offset
  return { unit: 'rows', start: by, end: by }
}

function checkFrame({ unit, start, end }: FrameSpec, order: readonly Bound[], site: CallSite | undefined): void {
  if (size(start) > size(end)) throw new FrameBackwards('a frame begins no later than it ends', { site, hint: 'Write the earlier bound first: rowsBetween(-2, 0).' })
  const offsets = [start, end].filter(one => Number.isFinite(size(one)) && size(one) !== 0)
  if (unit === 'rows') {
    const bad = offsets.find(one => typeof one !== 'number' || !Number.isInteger(one))
    if (bad !== undefined) throw new NotSupported('rowsBetween takes whole numbers of rows', { site, hint: 'For a span of values or of time use rangeBetween.' })
    return
  }
  if (order.length === 0) throw new RangeNotOrdered('rangeBetween needs a window with an order', { site, hint: 'Write orderBy(…) before it.' })
  if (offsets.length === 0) return
  if (order.length > 1) throw new RangeOfSeveral('rangeBetween with an offset needs one order, and these are several', { site, hint: 'Order by the one column that the offset is added to, or use rowsBetween.' })
  const [{ type, name }] = order
  const time = offsets.some(one => typeof one !== 'number')
  if (type.kind === 'string' || type.kind === 'boolean' || type.kind === 'binary') {
    throw new RangeOfText(`rangeBetween adds to the order's value, and ${name} is ${typeName(type)}`, { site, hint: 'Order by a number or a TIMESTAMP, or use rowsBetween.' })
  }
  const fits = time ? (isTimestamp(type) || type.kind === 'day_time') && offsets.every(one => typeof one !== 'number') : isNumeric(type) || type.kind === 'date'
  if (!fits) {
    throw new RangeOfOther(`the bounds of rangeBetween cannot be added to ${name}, which is ${typeName(type)}`, { site, hint: isTimestamp(type) ? "Say a span of time: rangeBetween(interval('-1 hour'), Window.currentRow)." : 'Order by a number.' })
  }
}

function size(of: FrameBound): number {
  return typeof of === 'number' ? of : of.micros
}

/** The name that Spark gives a function over a window. */
export function overName(of: Call, schema: Schema): string {
  const one = column('', of, schema)
  const { fn, partition, order, orders } = partsOfOver(of)
  const inner = fn as Call
  const names = (some: readonly Expression[]): string[] => some.map(part => bind(part, schema).name)
  const args = names(inner.args)
  return `${one.fn.sql?.(args, inner.options) ?? `${one.fn.spark}(${args.join(', ')})`} OVER (${windowText(names(partition), names(order), orders, one.frame)})`
}

/** The parts of a column's window, for who runs it. */
export function windowOf(of: WindowedColumn): { partition: readonly Expression[]; order: readonly Expression[]; args: readonly Expression[]; orders: OverOptions['orders'] } {
  const { fn, partition, order, orders } = partsOfOver(of.call)
  return { partition, order, orders, args: (fn as Call).args }
}

export function explainWindowed({ child, columns }: Windowed): string {
  return `Window [${columns.map(one => overName(one.call, child.schema)).join(', ')}]`
}
