import { BIGINT, BINARY, BOOLEAN, DATE, dayTimeOf, decimalOf, DOUBLE, INT, NULL, STRING, TIMESTAMP, TIMESTAMP_NTZ, yearMonthOf, type DataType } from '../core/data-type'
import { callSite } from '../core/call-site'
import { Decimal, digitsOf } from '../core/decimal'
import { Instant, LocalDate, LocalDateTime } from '../core/instant'
import { DayTimeInterval, DAY_TIME_UNITS, spanOf, YearMonthInterval, YEAR_MONTH_UNITS } from '../core/interval'
import { NotSupported } from '../core/errors'
import { alias, call, columnRef, literal, type Call, type Expression } from './expression'

/**
 * A column expression. `A` is the same expression at type level, so that a frame can say what it becomes in its schema.
 * Operators are added by the function families (`eq` by comparison, `plus` by arithmetic, …) through declaration merging
 * and `defineMethods`.
 */
export interface Column<out A> {
  readonly expr: Expression
  /** Only for the compiler. */
  readonly ast?: A
  /** Gives the expression a name: `fromJson(…).as('e')`. */
  as<const N extends string>(name: N): NamedColumn<N, A>
  alias<const N extends string>(name: N): NamedColumn<N, A>
}

export interface NamedColumn<out N extends string, out A> {
  readonly expr: Expression
  readonly columnName: N
  readonly ast?: A
}

export type AnyColumn = Column<unknown>

/** What an operator's other side may be: a column or a literal value. */
export type Operand = AnyColumn | string | number | bigint | boolean | null | Instant | LocalDateTime | LocalDate | Date | Decimal | DayTimeInterval | YearMonthInterval

/** The type-level expression of an operand. Without strict null checks, null is `any` here or extends everything. */
export type Ast<B> =
  0 extends 1 & B ? ['lit', 'VOID']
    : B extends null | undefined ? ['lit', 'VOID']
      : B extends { readonly ast?: infer A } ? B extends { readonly expr: Expression } ? A : ['lit', LiteralName<B>] : ['lit', LiteralName<B>]
type LiteralName<B> =
  B extends string ? 'STRING'
    : B extends number ? `${B}` extends `${bigint}` ? 'INT' : 'DOUBLE'
      : B extends bigint ? 'BIGINT'
        : B extends boolean ? 'BOOLEAN'
          : B extends DayTimeInterval ? 'INTERVAL DAY TO SECOND'
          : B extends YearMonthInterval ? 'INTERVAL YEAR TO MONTH'
          : B extends LocalDateTime ? 'TIMESTAMP_NTZ'
          : B extends Instant | Date ? 'TIMESTAMP'
            : B extends LocalDate ? 'DATE' : B extends Decimal ? 'DECIMAL' : 'VOID'

const methods: Record<string, unknown> = {
  as(this: AnyColumn, name: string) {
    return Object.freeze({ expr: alias(this.expr, name), columnName: name })
  },
  alias(this: AnyColumn, name: string) {
    return this.as(name)
  },
}

/** Adds operators to every column: for the function families, at load time. */
export function defineMethods(more: Record<string, (this: AnyColumn, ...args: never[]) => unknown>): void {
  Object.assign(methods, more)
}

export function makeColumn<A>(expr: Expression): Column<A> {
  const made = Object.create(methods) as { expr: Expression }
  made.expr = expr
  return Object.freeze(made) as Column<A>
}

/** A call of a registered function, knowing the line that wrote it. */
export function makeCall<A>(fn: string, args: readonly (Operand | NamedColumn<string, unknown>)[], options: Call['options'] = {}): Column<A> {
  return makeColumn(call(fn, args.map(toExpression), options, callSite()))
}

/**
 * A column by name or path: `col('user')`, `col('e.user')`, `` col('`odd name`') ``.
 *
 * @example
 * col('action').eq('login')
 */
export function col<const N extends string>(path: N): Column<['col', N]> {
  return makeColumn(columnRef(path, callSite()))
}

/** A literal value as a column. Whole numbers are INT (BIGINT beyond 32 bits), others DOUBLE; `bigint` is BIGINT, a `Decimal` is a DECIMAL of just its digits. */
export function lit<const B extends Operand>(value: B): Column<Ast<B>> {
  return makeColumn(toExpression(value))
}

export function isColumn(value: unknown): value is AnyColumn {
  return typeof value === 'object' && value !== null && 'expr' in value
}

export function toExpression(value: Operand | NamedColumn<string, unknown>): Expression {
  if (isColumn(value)) return value.expr
  if (value instanceof Date) return literal(Instant.ofMillis(value.getTime()), TIMESTAMP)
  return literal(value, literalType(value))
}

function literalType(value: unknown): DataType {
  if (value === null || value === undefined) return NULL
  switch (typeof value) {
    case 'string': return STRING
    case 'boolean': return BOOLEAN
    case 'bigint': return BIGINT
    case 'number': return !Number.isInteger(value) || Object.is(value, -0) ? DOUBLE : value === (value | 0) ? INT : Number.isSafeInteger(value) ? BIGINT : DOUBLE
    default:
  }
  if (value instanceof Instant) return TIMESTAMP
  if (value instanceof LocalDateTime) return TIMESTAMP_NTZ
  if (value instanceof LocalDate) return DATE
  if (value instanceof DayTimeInterval) {
    const { start, end } = spanOf(DAY_TIME_UNITS, value.fields)!
    return dayTimeOf(start, end)
  }
  if (value instanceof YearMonthInterval) {
    const { start, end } = spanOf(YEAR_MONTH_UNITS, value.fields)!
    return yearMonthOf(start, end)
  }
  if (value instanceof Decimal) return decimalOf(Math.max(digitsOf(value.unscaled), value.scale), value.scale)
  if (value instanceof Uint8Array) return BINARY
  throw new NotSupported(`a literal of ${typeof value} has no column type`, { hint: 'Use text, a number, a bigint, a boolean, a Date, an Instant, a LocalDateTime, a LocalDate, a Decimal, a DayTimeInterval, a YearMonthInterval or null.' })
}
