import { DAY_TO_SECOND, isInterval, sameType, toDdl, typeName, YEAR_TO_MONTH, type DataType } from '../core/data-type'
import { InternalError, NotSupported, type CallSite } from '../core/errors'
import type { Instant, LocalDate, LocalDateTime } from '../core/instant'
import type { DayTimeInterval, YearMonthInterval } from '../core/interval'
import { alias, type Call, type Expression } from '../expr/expression'
import type { FrameBound, OverOptions } from '../expr/functions/over'
import { functionOf } from '../expr/registry'
import { wireType } from './data-type'
import type { Message } from './protocol'
import { enums } from './protocol/enums'

export type WireExpression = Message<'Expression'>

/** The lines that wrote a plan's expressions; an expression carries the number of its own. */
export type Sites = CallSite[]

/** An expression under Spark's names; what is not `name(arguments)` there stands in the table below. */
export function wireExpression(of: Expression, sites: Sites): WireExpression {
  switch (of.kind) {
    case 'column': return marked({ case: 'unresolvedAttribute', value: { unparsedIdentifier: of.path } }, of.path, of.site, sites)
    case 'alias': return { exprType: { case: 'alias', value: { expr: wireExpression(of.child, sites), name: [of.name] } } }
    case 'literal': return wireConstant(of.value, of.type)
    case 'call': return wireCall(of, sites)
  }
}

/** The same under the name our plan gives the column, where Spark would make one up. */
export function namedExpression(of: Expression, name: string, sites: Sites): WireExpression {
  return wireExpression(of.kind === 'call' || of.kind === 'literal' ? alias(of, name) : of, sites)
}

type ExprType = NonNullable<WireExpression['exprType']>
type Special = (of: Call, args: readonly WireExpression[]) => ExprType

const special: Readonly<Record<string, Special>> = {
  cast: ({ options }, [expr]) => ({ case: 'cast', value: { expr, castToType: { case: 'type', value: wireType(options.type as DataType) } } }),
  tryCast: ({ options }, [expr]) => ({
    case: 'cast',
    value: { expr, castToType: { case: 'type', value: wireType(options.type as DataType) }, evalMode: enums['Expression.Cast.EvalMode'].EVAL_MODE_TRY },
  }),
  // Spark's own clients say it so; `!=` is a word of its SQL only.
  neq: (_, args) => call('not', [{ exprType: call('==', args) }]),
  countDistinct: (_, args) => ({ case: 'unresolvedFunction', value: { functionName: 'count', arguments: args, isDistinct: true } }),
  count: (_, args) => call('count', args.length === 0 ? [constant(1)] : args),
  approxCountDistinct: ({ options: { rsd } }, args) => call('approx_count_distinct', rsd === undefined ? args : [...args, double(rsd as number)]),
  percentile: ({ options }, args) => call('percentile', [...args, double((options.percentages as readonly number[])[0])]),
  percentiles: ({ options }, args) => call('percentile', [...args, { exprType: call('array', (options.percentages as readonly number[]).map(double)) }]),
  percentileApprox: ({ options }, args) => call('percentile_approx', [...args, double((options.percentages as readonly number[])[0]), constant(options.accuracy as number)]),
  percentilesApprox: ({ options }, args) => call('percentile_approx', [...args, { exprType: call('array', (options.percentages as readonly number[]).map(double)) }, constant(options.accuracy as number)]),
  median: (_, args) => call('median', args),
  first: picked, last: picked, anyValue: picked,
  fromJson, fromJsonBytes: fromJson,
  toJson: ({ options }, args) => call('to_json', [...args, optionMap({ ignoreNullFields: String(options.ignoreNullFields) })]),
  getItem: (_, [child, extraction]) => ({ case: 'unresolvedExtractValue', value: { child, extraction } }),
  getField: ({ options }, [child]) => ({ case: 'unresolvedExtractValue', value: { child, extraction: text(String(options.field)) } }),
  struct: ({ options }, args) => call('named_struct', args.flatMap((arg, i) => [text((options.names as readonly string[])[i]), unnamed(arg)])),
  encode: ({ options }, [of]) => call('encode', [of, text(options.charset as string)]),
  decode: ({ options }, [of]) => call('decode', [of, text(options.charset as string)]),
  sha2: ({ options }, [of]) => call('sha2', [of, constant(options.bits as number)]),
  monthsBetween: ({ options }, args) => call('months_between', [...args, constant(options.rounded as boolean)]),
  nextDay: ({ options }, [of]) => call('next_day', [of, text(options.weekday as string)]),
  trunc: ({ options }, [of]) => call('trunc', [of, text(options.unit as string)]),
  over: overWindow,
  ntile: ({ options }) => call('ntile', [constant(options.parts as number)]),
  lag: moved, lead: moved,
  nthValue: ({ options }, [of]) => call('nth_value', [of, constant(options.nth as number), ...(options.ignoreNulls === true ? [constant(true)] : [])]),
  firstValue: picked, lastValue: picked,
  window: ({ options }, [time]) => {
    const { windowMicros, slideMicros, startMicros } = options as Record<string, number>
    return call('window', [time, ...[windowMicros, slideMicros, startMicros].map(micros => text(`${micros} microseconds`))])
  },
}

/**
 * The protocol's intervals are of all units: one of fewer is said as Spark writes it. Not by a cast, behind which Spark would
 * no longer see what bounds the times of a join.
 */
function wireConstant(value: unknown, type: DataType): WireExpression {
  if (isInterval(type) && value !== null && !sameType(type, DAY_TO_SECOND) && !sameType(type, YEAR_TO_MONTH)) {
    return { exprType: { case: 'expressionString', value: { expression: String(value) } } }
  }
  return { exprType: { case: 'literal', value: { literalType: wireLiteral(value, type) } } }
}

function wireCall(of: Call, sites: Sites): WireExpression {
  const args = of.args.map(arg => wireExpression(arg, sites))
  const { spark } = functionOf(of.fn)
  const own = special[of.fn] as Special | undefined
  if (own === undefined && Object.values(of.options).some(value => value !== undefined)) {
    throw new NotSupported(`${of.fn} with options cannot be said to a Spark server`, { site: of.site, hint: 'Run it on the embedded engine, or leave the options out.' })
  }
  return marked(own?.(of, args) ?? call(spark, args), spark, of.site, sites)
}

/** Carries the number of the line that wrote it, so that Spark's error about it can name that line. */
function marked(exprType: ExprType, fragment: string, site: CallSite | undefined, sites: Sites): WireExpression {
  if (site === undefined) return { exprType }
  const known = sites.indexOf(site)
  const at = known < 0 ? sites.push(site) - 1 : known
  return { exprType, common: { origin: { function: { case: 'pythonOrigin', value: { fragment, callSite: String(at) } } } } }
}

function call(functionName: string, args: readonly WireExpression[]): ExprType {
  return { case: 'unresolvedFunction', value: { functionName, arguments: args } }
}

function picked({ fn, options }: Call, args: readonly WireExpression[]): ExprType {
  return call(functionOf(fn).spark, options.ignoreNulls === true ? [...args, constant(true)] : args)
}

function fromJson({ options }: Call, args: readonly WireExpression[]): ExprType {
  const schema = options.schema as DataType
  const { mode, columnNameOfCorruptRecord } = options.parsing as Record<string, string>
  const ddl = schema.kind === 'struct' ? toDdl(schema) : typeName(schema)
  return call('from_json', [...args, text(ddl), optionMap({ mode, columnNameOfCorruptRecord })])
}

function moved({ fn, options }: Call, [of, otherwise]: readonly WireExpression[]): ExprType {
  return call(fn, [of, constant(options.offset as number), otherwise, ...(options.ignoreNulls === true ? [constant(true)] : [])])
}

function overWindow(of: Call, [windowFunction, ...keys]: readonly WireExpression[]): ExprType {
  const { partitions, orders, frame } = of.options as unknown as OverOptions
  const bound = (one: FrameBound): Message<'Expression.Window.WindowFrame.FrameBoundary'> => {
    const by = typeof one === 'number' ? one : one.micros
    if (by === 0) return { boundary: { case: 'currentRow', value: true } }
    if (!Number.isFinite(by)) return { boundary: { case: 'unbounded', value: true } }
    return { boundary: { case: 'value', value: typeof one === 'number' ? number(one) : { exprType: span(by) } } }
  }
  return {
    case: 'window',
    value: {
      windowFunction, partitionSpec: keys.slice(0, partitions),
      orderSpec: keys.slice(partitions).map((child, i) => ({ child, ...sortOrder(orders[i]) })),
      ...(frame === null ? {} : {
        frameSpec: {
          frameType: enums['Expression.Window.WindowFrame.FrameType'][frame.unit === 'rows' ? 'FRAME_TYPE_ROW' : 'FRAME_TYPE_RANGE'],
          lower: bound(frame.start), upper: bound(frame.end),
        },
      }),
    },
  }
}

/** How a key of an order is said. */
export function sortOrder({ descending, nullsFirst }: OverOptions['orders'][number]): Pick<Message<'Expression.SortOrder'>, 'direction' | 'nullOrdering'> {
  return {
    direction: enums['Expression.SortOrder.SortDirection'][descending ? 'SORT_DIRECTION_DESCENDING' : 'SORT_DIRECTION_ASCENDING'],
    nullOrdering: enums['Expression.SortOrder.NullOrdering'][nullsFirst ? 'SORT_NULLS_FIRST' : 'SORT_NULLS_LAST'],
  }
}

function number(value: number): WireExpression {
  return Number.isInteger(value) ? constant(value) : double(value)
}

/** A struct's parts are named beside them, so a name of their own would be a second one. */
function unnamed(of: WireExpression): WireExpression {
  return of.exprType?.case === 'alias' ? of.exprType.value.expr ?? of : of
}

function optionMap(options: Readonly<Record<string, string>>): WireExpression {
  return { exprType: call('map', Object.entries(options).flatMap(([name, value]) => [text(name), text(value)])) }
}

function text(value: string): WireExpression {
  return { exprType: { case: 'literal', value: { literalType: { case: 'string', value } } } }
}

function constant(value: number | boolean): WireExpression {
  const literalType = typeof value === 'number' ? { case: 'integer', value } as const : { case: 'boolean', value } as const
  return { exprType: { case: 'literal', value: { literalType } } }
}

function double(value: number): WireExpression {
  return { exprType: { case: 'literal', value: { literalType: { case: 'double', value } } } }
}

function span(micros: number): ExprType {
  return { case: 'literal', value: { literalType: { case: 'dayTimeInterval', value: BigInt(micros) } } }
}

type LiteralType = NonNullable<Message<'Expression.Literal'>['literalType']>

function wireLiteral(value: unknown, type: DataType): LiteralType {
  if (value === null || value === undefined) return { case: 'null', value: wireType(type) }
  switch (type.kind) {
    case 'string': return { case: 'string', value: value as string }
    case 'boolean': return { case: 'boolean', value: value as boolean }
    case 'tinyint': return { case: 'byte', value: Number(value) }
    case 'smallint': return { case: 'short', value: Number(value) }
    case 'int': return { case: 'integer', value: Number(value) }
    case 'bigint': return { case: 'long', value: BigInt(value as bigint) }
    case 'float': return { case: 'float', value: value as number }
    case 'double': return { case: 'double', value: value as number }
    case 'timestamp': return { case: 'timestamp', value: (value as Instant).micros }
    case 'timestamp_ntz': return { case: 'timestampNtz', value: (value as LocalDateTime).micros }
    case 'date': return { case: 'date', value: (value as LocalDate).days }
    case 'binary': return { case: 'binary', value: value as Uint8Array }
    case 'day_time': return { case: 'dayTimeInterval', value: (value as DayTimeInterval).micros }
    case 'year_month': return { case: 'yearMonthInterval', value: (value as YearMonthInterval).months }
    case 'decimal': return { case: 'decimal', value: { value: String(value), precision: type.precision, scale: type.scale } }
    default: throw new InternalError(`a literal of ${typeName(type)} was made, and no column can be written so`)
  }
}
