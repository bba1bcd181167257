import { InternalError } from '../core/errors'
import { col, type AnyColumn, type Ast, type NamedColumn, type Operand } from './column'

/** A function's column argument: a column, or the name or path of one, as in Spark. Text is said with `lit('…')`. */
export type ColumnOrName = AnyColumn | string

/** As `ColumnOrName`, with literals that are no text: `coalesce('n', 0)`. */
export type ColumnNameOrLiteral = Operand

/** The type-level expression of a function's argument, where a string is a column's name. */
export type AstOf<C> = C extends string ? ['col', C] : Ast<C>

/** The same for a list of arguments. */
export type AstsOf<C extends readonly unknown[]> = { -readonly [I in keyof C]: AstOf<C[I]> }

/** An argument ready for `makeCall`: a string becomes the column of that name. */
export function argument<T extends Operand | NamedColumn<string, unknown>>(of: T): Exclude<T, string> | AnyColumn {
  if (typeof of === 'string') return col(of)
  if (of === undefined) throw new InternalError('a function was called without its column')
  return of as Exclude<T, string>
}
