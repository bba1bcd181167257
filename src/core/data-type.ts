import { DAY_TIME_UNITS, fieldsOf, YEAR_MONTH_UNITS, type DayTimeFields, type Span, type YearMonthFields } from './interval'

/** A column's type at run time. `Row<…>` in `row-types.ts` is the same at compile time. */
export type DataType =
  | { readonly kind: 'string' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'tinyint' }
  | { readonly kind: 'smallint' }
  | { readonly kind: 'int' }
  | { readonly kind: 'bigint' }
  | { readonly kind: 'float' }
  | { readonly kind: 'double' }
  | { readonly kind: 'timestamp' }
  | { readonly kind: 'timestamp_ntz' }
  | { readonly kind: 'date' }
  | { readonly kind: 'binary' }
  | { readonly kind: 'null' }
  | DayTimeType
  | YearMonthType
  | DecimalType
  | ArrayType
  | MapType
  | StructType

/** Spans of time in microseconds, from one unit to another: DAY, HOUR, MINUTE and SECOND by their places. */
export interface DayTimeType extends Span { readonly kind: 'day_time' }
/** Spans of the calendar in months: YEAR and MONTH by their places. */
export interface YearMonthType extends Span { readonly kind: 'year_month' }
/** Exact numbers of at most `precision` digits (38 at most), `scale` of them after the point. */
export interface DecimalType { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
export interface ArrayType { readonly kind: 'array'; readonly element: DataType }
export interface MapType { readonly kind: 'map'; readonly key: DataType; readonly value: DataType }
export interface StructType { readonly kind: 'struct'; readonly fields: readonly Field[] }
export interface Field {
  readonly name: string
  readonly type: DataType
  readonly nullable: boolean
  readonly metadata?: Readonly<Record<string, unknown>>
}

/** The schema of a frame is a struct. */
export type Schema = StructType

export const STRING: DataType = Object.freeze({ kind: 'string' })
export const BOOLEAN: DataType = Object.freeze({ kind: 'boolean' })
export const TINYINT: DataType = Object.freeze({ kind: 'tinyint' })
export const SMALLINT: DataType = Object.freeze({ kind: 'smallint' })
export const INT: DataType = Object.freeze({ kind: 'int' })
export const BIGINT: DataType = Object.freeze({ kind: 'bigint' })
export const FLOAT: DataType = Object.freeze({ kind: 'float' })
export const DOUBLE: DataType = Object.freeze({ kind: 'double' })
export const TIMESTAMP: DataType = Object.freeze({ kind: 'timestamp' })
export const TIMESTAMP_NTZ: DataType = Object.freeze({ kind: 'timestamp_ntz' })
export const DATE: DataType = Object.freeze({ kind: 'date' })
export const BINARY: DataType = Object.freeze({ kind: 'binary' })
export const NULL: DataType = Object.freeze({ kind: 'null' })

/** INTERVAL DAY TO SECOND, or of fewer units: `dayTimeOf(0, 0)` is INTERVAL DAY. */
export function dayTimeOf(start: number, end: number): DayTimeType {
  return Object.freeze({ kind: 'day_time', start, end })
}

/** INTERVAL YEAR TO MONTH, or of one unit: `yearMonthOf(0, 0)` is INTERVAL YEAR. */
export function yearMonthOf(start: number, end: number): YearMonthType {
  return Object.freeze({ kind: 'year_month', start, end })
}

export const DAY_TO_SECOND: DayTimeType = dayTimeOf(0, 3)
export const DAYS: DayTimeType = dayTimeOf(0, 0)
export const YEAR_TO_MONTH: YearMonthType = yearMonthOf(0, 1)

export function isInterval(type: DataType): type is DayTimeType | YearMonthType {
  return type.kind === 'day_time' || type.kind === 'year_month'
}

/** The units of a type as its values say them: `DAY TO SECOND`. */
export function dayTimeFields(type: DayTimeType): DayTimeFields {
  return fieldsOf(DAY_TIME_UNITS, type) as DayTimeFields
}

export function yearMonthFields(type: YearMonthType): YearMonthFields {
  return fieldsOf(YEAR_MONTH_UNITS, type) as YearMonthFields
}

export function decimalOf(precision: number, scale: number): DecimalType {
  return Object.freeze({ kind: 'decimal', precision, scale })
}

export function arrayOf(element: DataType): ArrayType {
  return Object.freeze({ kind: 'array', element })
}

export function mapOf(key: DataType, value: DataType): MapType {
  return Object.freeze({ kind: 'map', key, value })
}

export function struct(fields: readonly Field[]): StructType {
  return Object.freeze({ kind: 'struct', fields: Object.freeze([...fields]) })
}

export function field(name: string, type: DataType, nullable = true, metadata?: Field['metadata']): Field {
  return Object.freeze(metadata === undefined ? { name, type, nullable } : { name, type, nullable, metadata })
}

/** Under this, a column's metadata hold the name of the frame it came from: `alias('l')`. */
export const ALIAS = 'tidemark.alias'

/** The name of the frame that a column came from, where it was given one. */
export function aliasOf({ metadata }: Pick<Field, 'metadata'>): string | undefined {
  return metadata?.[ALIAS] as string | undefined
}

/** The window struct a time window adds: `window.start`, `window.end`. */
export const WINDOW: StructType = struct([field('start', TIMESTAMP), field('end', TIMESTAMP)])
const WINDOW_NTZ: StructType = struct([field('start', TIMESTAMP_NTZ), field('end', TIMESTAMP_NTZ)])

/** The window struct over a column of times: its start and end are of that column's type. */
export function windowOver(time: DataType): StructType {
  return time.kind === 'timestamp_ntz' ? WINDOW_NTZ : WINDOW
}

/** Whether it is the struct of a time window, with a zone or without. */
export function isWindowType(type: DataType): type is StructType {
  return sameType(type, WINDOW) || sameType(type, WINDOW_NTZ)
}

/** TINYINT, SMALLINT and INT: whole numbers that 32 bits hold. */
export function isSmallWhole(type: DataType): boolean {
  return type.kind === 'tinyint' || type.kind === 'smallint' || type.kind === 'int'
}

/** The greatest whole number of such a type; the least is one further from zero. */
export function greatestWhole(type: DataType): number {
  return type.kind === 'tinyint' ? 127 : type.kind === 'smallint' ? 32_767 : 2_147_483_647
}

/** TIMESTAMP and TIMESTAMP_NTZ: whole microseconds since 1970, of a moment or of a date and time as a clock shows them. */
export function isTimestamp(type: DataType): boolean {
  return type.kind === 'timestamp' || type.kind === 'timestamp_ntz'
}

export function sameType(a: DataType, b: DataType): boolean {
  if (a.kind === 'decimal' && b.kind === 'decimal') return a.precision === b.precision && a.scale === b.scale
  if (isInterval(a) && isInterval(b)) return a.kind === b.kind && a.start === b.start && a.end === b.end
  if (a.kind === 'array' && b.kind === 'array') return sameType(a.element, b.element)
  if (a.kind === 'map' && b.kind === 'map') return sameType(a.key, b.key) && sameType(a.value, b.value)
  if (a.kind === 'struct' && b.kind === 'struct') {
    return a.fields.length === b.fields.length &&
      a.fields.every((f, i) => f.name === b.fields[i].name && sameType(f.type, b.fields[i].type))
  }
  return a.kind === b.kind
}

/** The type as DDL, in Spark's spelling: `STRUCT<user: STRING, n: INT>`. */
export function typeName(type: DataType): string {
  switch (type.kind) {
    case 'array': return `ARRAY<${typeName(type.element)}>`
    case 'map': return `MAP<${typeName(type.key)}, ${typeName(type.value)}>`
    case 'struct': return `STRUCT<${type.fields.map(f => `${quoteName(f.name)}: ${typeName(f.type)}`).join(', ')}>`
    case 'decimal': return `DECIMAL(${type.precision},${type.scale})`
    case 'day_time': return `INTERVAL ${dayTimeFields(type)}`
    case 'year_month': return `INTERVAL ${yearMonthFields(type)}`
    case 'null': return 'VOID'
    default: return type.kind.toUpperCase()
  }
}

/** Whether values of the type hold a map somewhere: those have no order and cannot be compared. */
export function holdsMap(type: DataType): boolean {
  if (type.kind === 'array') return holdsMap(type.element)
  return type.kind === 'map' || (type.kind === 'struct' && type.fields.some(f => holdsMap(f.type)))
}

/** A schema as the DDL that `parseDdl` reads back. */
export function toDdl(schema: Schema): string {
  return schema.fields.map(f => `${quoteName(f.name)} ${typeName(f.type)}${f.nullable ? '' : ' NOT NULL'}`).join(', ')
}

function quoteName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `\`${name.replaceAll('`', '``')}\``
}
