import type { Batch } from '../batch/batch'
import { constantVector } from '../batch/constant'
import type { StructVector, Vector } from '../batch/vector'
import { aliasOf, struct, type DataType, type Schema } from '../core/data-type'
import { defineError, isTidemarkError, NotSupported, type CallSite, type TidemarkError } from '../core/errors'
import { formatDouble } from '../core/double-text'
import { Decimal, shortDecimalText } from '../core/decimal'
import { Instant, LocalDate, LocalDateTime } from '../core/instant'
import { DayTimeInterval, YearMonthInterval } from '../core/interval'
import { didYouMean } from '../core/nearest'
import { showTimestamp } from '../core/timestamp-text'
import type { Call, ColumnRef, Expression } from './expression'
import { worked } from './constants'
import { InvalidExtractField } from './errors'
import { constantColumn } from './kernels/constant-column'
import { inTurn } from './kernels/in-turn'
import { orNull } from './kernels/or-null'
import { functionOf, TypeMismatch, type Bound, type EvalContext } from './registry'
import { unaskedCast } from './unasked-cast'

export const UnknownColumn = defineError({ code: 'UNRESOLVED_COLUMN', fault: 'user' })
export const AmbiguousColumn = defineError({ code: 'AMBIGUOUS_REFERENCE', fault: 'user' })

/** A function of a row's place among others, without the window that says among which. */
export const WindowMissing = defineError({ code: 'WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE', fault: 'user' })

/** Gives an expression types and a kernel against a schema; the errors name the column and the line that wrote it. */
export function bind(expression: Expression, schema: Schema): Bound {
  switch (expression.kind) {
    case 'column': return bindColumn(expression, schema)
    case 'literal': {
      const { value, type } = expression
      const column = constantColumn(() => constantVector(type, value, 1))
      return { type, nullable: value === null, name: literalName(value), constant: { value }, evaluate: batch => column(batch.numRows) }
    }
    case 'alias': return { ...bind(expression.child, schema), name: expression.name }
    case 'call': return bindCall(expression, schema)
  }
}

/** The arguments; of two refusals Spark says first that a part of a time is none, which it finds before it looks at types. */
function bindAll(args: readonly Expression[], schema: Schema): Bound[] {
  return args.map((arg, i) => {
    try {
      return bind(arg, schema)
    } catch (error) {
      if (error instanceof TypeMismatch) for (const other of args.slice(i + 1)) refuseFirst(other, schema)
      throw error
    }
  })
}

function refuseFirst(of: Expression, schema: Schema): void {
  try {
    bind(of, schema)
  } catch (error) {
    if (error instanceof InvalidExtractField) throw error
  }
}

function bindCall(expression: Call, schema: Schema): Bound {
  const asked = functionOf(expression.fn)
  if (asked.is === 'aggregate') {
    throw new NotSupported(`${asked.spark} is an aggregate and stands outside groupBy(…).agg(…)`, { site: expression.site })
  }
  if (asked.is === 'placed') {
    throw new WindowMissing(`${asked.spark} needs a window`, { site: expression.site, hint: `Write ${asked.name}(…).over(Window.partitionBy(…).orderBy(…)).` })
  }
  const cheaper = asked.rewrite?.(expression, schema) ?? expression
  if (cheaper !== expression && asked.keepsName === undefined) return bindCall(cheaper, schema)
  const written = bindAll(expression.args, schema)
  const instead = asked.instead?.(written.map(arg => arg.type)) ?? null
  const of = instead === null ? asked : instead.of
  const given = instead === null ? written : instead.args.map(i => written[i])
  const takes = of.takes?.(given.map(arg => arg.type), expression.options)
  const args = takes === undefined ? given : given.map((arg, i) => unaskedCast(arg, takes[i]))
  const type = at(expression.site, () => of.resultType(args.map(arg => arg.type), expression.options, args))
  const names = args.map(arg => arg.name)
  const options = expression.options
  const shared = {
    type,
    nullable: of.nullable?.(args.map(arg => arg.nullable), options, args.map(arg => arg.type), args) ?? args.some(arg => arg.nullable),
    name: of.sql?.(names, options) ?? `${of.spark}(${(instead === null ? names : written.map(arg => arg.name)).join(', ')})`,
  }
  if (cheaper !== expression) return { ...bindCall(cheaper, schema), name: shared.name }
  const guarded = (place: number): boolean => of.guards?.(place) ?? false
  const inCell = (evaluate: (batch: Batch, context: EvalContext) => Vector) => (batch: Batch, context: EvalContext): Vector =>
    at(expression.site, () => evaluate(batch, context))
  if (of.is === 'lazy') {
    return { ...shared, ...worked(args, inCell((batch, context) => of.evaluate(args, batch, { type, rows: batch.numRows, options, context })), guarded) }
  }
  const kernel = of.begin?.() ?? of.evaluate.bind(of)
  const over = (batch: Batch) => (vectors: readonly Vector[], context: EvalContext): Vector => kernel(vectors, { type, rows: batch.numRows, options, context })
  const evaluate = inCell(of.evaluates === 'every' || args.length < 2
    ? (batch, context) => over(batch)(args.map(arg => arg.evaluate(batch, context)), context)
    : (batch, context) => inTurn(args, batch, context, of.evaluates, over(batch)))
  return { ...shared, ...worked(args, of.swallows?.(given.map(arg => arg.type)) === true ? orNull(type, evaluate) : evaluate, guarded) }
}

/** Runs `work`, and gives an error that knows no line yet the line of the expression. */
function at<T>(site: CallSite | undefined, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (site !== undefined && isTidemarkError(error) && error.site === undefined) Object.assign(error as { site?: CallSite }, { site })
    throw error as TidemarkError
  }
}

function bindColumn(expression: ColumnRef, schema: Schema): Bound {
  const { indexes, type, nullable, name } = resolvePath(expression.path, schema, expression.site)
  return {
    type, nullable, name,
    evaluate: batch => {
      let vector = batch.columns[indexes[0]]
      for (let i = 1; i < indexes.length; i++) vector = child(vector as StructVector, indexes[i])
      return vector
    },
  }
}

/** A field of a struct column; null where the struct is. */
export function child(of: StructVector, index: number): Vector {
  const vector = of.children[index]
  if (of.validity === null || vector.kind === 'null') return vector
  if (vector.validity === null) return { ...vector, validity: of.validity }
  const validity = new Uint8Array(of.length)
  for (let i = 0; i < validity.length; i++) validity[i] = of.validity[i] & vector.validity[i]
  return { ...vector, validity }
}

export interface ResolvedPath {
  /** The field's place at each level. */
  readonly indexes: readonly number[]
  readonly type: DataType
  readonly nullable: boolean
  readonly name: string
  readonly metadata?: Readonly<Record<string, unknown>>
}

/** Finds `a`, `a.b`, `` `odd.name`.b `` in a schema; names match exactly, else regardless of case as in Spark. */
export function resolvePath(path: string, schema: Schema, site?: CallSite): ResolvedPath {
  const parts = pathParts(path)
  const named = namedFrame(parts, schema)
  let type: DataType = named ?? schema
  let nullable = false
  const indexes: number[] = []
  let metadata: ResolvedPath['metadata']
  let name = path
  for (const [depth, part] of parts.entries()) {
    if (depth === 0 && named !== null) continue
    const before = parts.slice(0, depth).join('.')
    if (type.kind !== 'struct') {
      throw new UnknownColumn(`'${before}' is ${type.kind.toUpperCase()} and has no field '${part}'`, { site, hint: 'Only a STRUCT has fields; use getItem on an ARRAY or a MAP.' })
    }
    const fields: Schema['fields'] = type.fields
    const index = fieldIndex(fields, part, site)
    if (index < 0) {
      const where = before === '' ? 'here' : `in '${before}'`
      throw new UnknownColumn(`there is no column '${part}' ${where}`, { site, hint: didYouMean(part, fields.map(f => f.name)) })
    }
    const found = fields[index]
    indexes.push(type === named ? schema.fields.indexOf(found) : index)
    type = found.type
    nullable ||= found.nullable
    metadata = found.metadata
    name = found.name
  }
  return { indexes, type, nullable, name, metadata }
}

/** The columns of the frame that a path's first part names; null where none is called so, or has no such column. */
function namedFrame([first, second]: readonly string[], schema: Schema): Schema | null {
  if (second === undefined) return null
  const fields = fieldsOf(first, schema)
  return fields.some(f => f.name.toLowerCase() === second.toLowerCase()) ? struct(fields) : null
}

/** The columns that came from the frame of that name: `alias('l')`. */
export function fieldsOf(frame: string, { fields }: Schema): Schema['fields'] {
  return fields.filter(f => aliasOf(f)?.toLowerCase() === frame.toLowerCase())
}

function fieldIndex(fields: Schema['fields'], name: string, site: CallSite | undefined): number {
  const same = fields.flatMap((f, i) => (f.name === name ? [i] : []))
  const found = same.length > 0 ? same : fields.flatMap((f, i) => (f.name.toLowerCase() === name.toLowerCase() ? [i] : []))
  if (found.length > 1) {
    throw new AmbiguousColumn(`'${name}' could be any of ${found.length} columns here`, { site, hint: "Name both frames with alias before the join and say which: col('l.user'); or rename one of them with withColumnRenamed." })
  }
  return found[0] ?? -1
}

/** `` a.`odd.name`.b `` → a, odd.name, b */
export function pathParts(path: string): string[] {
  return [...path.matchAll(/`((?:[^`]|``)*)`|([^.`]+)/g)].map(m => (m[1] === undefined ? m[2] : m[1].replaceAll('``', '`')))
}

/** A literal as Spark prints it in a column's name. */
function literalName(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (value instanceof Instant) return `TIMESTAMP '${showTimestamp(value.micros)}'`
  if (value instanceof LocalDateTime) return `TIMESTAMP_NTZ '${showTimestamp(value.micros)}'`
  if (value instanceof Decimal) return shortDecimalText(value.unscaled, value.scale)
  if (value instanceof DayTimeInterval || value instanceof YearMonthInterval) return value.toString()
  if (value instanceof LocalDate) return `DATE '${value.toString()}'`
  if (value instanceof Uint8Array) return `X'${Buffer.from(value).toString('hex').toUpperCase()}'`
  if (typeof value === 'number' && !Number.isInteger(value)) return formatDouble(value)
  return (value as string | number | bigint | boolean).toString()
}
