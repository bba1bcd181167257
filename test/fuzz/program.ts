import { batch, type Batch } from '../../src/batch/batch'
import type { BinaryVector } from '../../src/batch/vector'
import { BINARY, type DataType, type Schema } from '../../src/core/data-type'
import { parseDdl } from '../../src/core/ddl'
import { Decimal } from '../../src/core/decimal'
import { DayTimeInterval, YearMonthInterval, type DayTimeFields, type YearMonthFields } from '../../src/core/interval'
import { Instant, LocalDate, LocalDateTime } from '../../src/core/instant'
import type { OutputMode } from '../../src/connectors/contract'
import type { Expression } from '../../src/expr/expression'
import { readJson } from '../../src/formats/json/read-json'

/** A query with its input, as data: what is played on both engines, made smaller, and printed. */
export interface Program {
  readonly seed: number
  readonly mode: OutputMode | 'batch'
  readonly sources: readonly Source[]
  readonly step: Step
  /** The session's settings. */
  readonly conf: Readonly<Record<string, string>>
}

/** Rows as lines of JSON, a list a batch. */
export interface Source {
  readonly ddl: string
  /** Whether Spark reads files, or is sent the rows as our reader has read them. */
  readonly form: 'files' | 'rows'
  readonly batches: readonly (readonly string[])[]
}

/** One operator of a query; what its arguments mean is its file's in `operators/`. */
export interface Step {
  readonly op: string
  readonly inputs: readonly Step[]
  readonly exprs: readonly Expression[]
  readonly args: Readonly<Record<string, unknown>>
}

export function stepOf(op: string, inputs: readonly Step[], exprs: readonly Expression[] = [], args: Step['args'] = {}): Step {
  return { op, inputs, exprs, args }
}

export function* stepsOf(step: Step): Generator<Step> {
  yield step
  for (const input of step.inputs) yield* stepsOf(input)
}

/** The rows of one of a source's batches, as our reader reads them. */
export function rowsAsBatch(schema: Schema, lines: readonly string[]): Batch {
  const texts = lines.map(line => Buffer.from(line, 'utf8'))
  const starts = new Int32Array(texts.length)
  const ends = new Int32Array(texts.length)
  let at = 0
  texts.forEach((text, i) => {
    starts[i] = at
    ends[i] = at += text.length
  })
  const lineVector: BinaryVector = { kind: 'binary', type: BINARY, length: texts.length, validity: null, data: Buffer.concat(texts), starts, ends }
  return batch(schema, readJson(lineVector, schema).children, lines.length)
}

export function schemaOfSource(source: Source): Schema {
  return parseDdl(source.ddl)
}

/** A program as JSON, to be kept and played again. */
export function printProgram(program: Program, indent?: number): string {
  // An Instant has a JSON form of its own, so that only its holder still has it whole.
  return JSON.stringify(program, function (this: Record<string, unknown>, key: string) { return tagged(this[key]) }, indent)
}

export function parseProgram(text: string): Program {
  return JSON.parse(text, (_, value: unknown) => untagged(value)) as Program
}

function tagged(value: unknown): unknown {
  if (typeof value === 'bigint') return { $long: String(value) }
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) return { $double: Object.is(value, -0) ? '-0' : String(value) }
  if (value instanceof DayTimeInterval) return { $span: String(value.micros), fields: value.fields }
  if (value instanceof YearMonthInterval) return { $months: value.months, fields: value.fields }
  if (value instanceof LocalDateTime) return { $local: String(value.micros) }
  if (value instanceof Instant) return { $instant: String(value.micros) }
  if (value instanceof Decimal) return { $decimal: String(value.unscaled), scale: value.scale }
  if (value instanceof LocalDate) return { $day: value.days }
  if (value instanceof Uint8Array) return { $binary: Buffer.from(value).toString('base64') }
  return value
}

function untagged(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const of = value as Record<string, unknown>
  if ('$long' in of) return BigInt(of.$long as string)
  if ('$double' in of) return Number(of.$double)
  if ('$span' in of) return new DayTimeInterval(BigInt(of.$span as string), of.fields as DayTimeFields)
  if ('$months' in of) return new YearMonthInterval(of.$months as number, of.fields as YearMonthFields)
  if ('$local' in of) return new LocalDateTime(BigInt(of.$local as string))
  if ('$instant' in of) return new Instant(BigInt(of.$instant as string))
  if ('$decimal' in of) return new Decimal(BigInt(of.$decimal as string), of.scale as number)
  if ('$day' in of) return new LocalDate(of.$day as number)
  if ('$binary' in of) return new Uint8Array(Buffer.from(of.$binary as string, 'base64'))
  return value
}

/** Every type that a type holds, itself first. */
export function* typesIn(type: DataType): Generator<DataType> {
  yield type
  if (type.kind === 'array') yield* typesIn(type.element)
  if (type.kind === 'map') {
    yield* typesIn(type.key)
    yield* typesIn(type.value)
  }
  if (type.kind === 'struct') for (const f of type.fields) yield* typesIn(f.type)
}
