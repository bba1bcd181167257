import { concatVectors, takeVector } from '../../batch/select'
import type { StructVector } from '../../batch/vector'
import { isNull } from '../../batch/vector'
import { arrayOf, BOOLEAN, field, INT, NULL, struct as structOf, typeName, type StructType } from '../../core/data-type'
import type { ArrayOf, Err, LastOf, NameOf, StructOf } from '../../core/schema-types'
import { argument, type AstOf, type AstsOf, type ColumnNameOrLiteral, type ColumnOrName } from '../argument'
import { pathParts } from '../bind'
import { makeCall, type Ast, type Column, type NamedColumn, type Operand } from '../column'
import { commonType } from '../common-type'
import type { Expression } from '../expression'
import { coerce, coerceAll, requireCommon } from '../kernels/coerce'
import { compareAt } from '../kernels/compare-rows'
import { booleanVector, intVector, isValid, nullsOf } from '../kernels/vectors'
import type { Val } from '../ops'
import { register, TypeMismatch, type Bound, type ScalarFunction } from '../registry'
import { allAsCommon } from '../unasked-cast'
import type { Arg, CommonOf, Comparable, Takes } from '../type-rules'

type ElementOf<V> = V extends ArrayOf<infer E> ? E : unknown
type Contains<S, R> =
  R extends readonly [infer A, infer B]
    ? Arg<S, 'arrayContains', 'an ARRAY', A> extends infer V
      ? V extends Err<unknown> ? V
        : Val<S, B> extends infer X
          ? unknown extends X ? 'BOOLEAN'
            : X extends Err<unknown> ? X
              : Comparable<ElementOf<V>, X> extends true ? 'BOOLEAN' : Err<`arrayContains: the elements are ${NameOf<ElementOf<V>>}, and this is ${NameOf<X>}`>
          : never
      : never
    : never
type ArrayRule<S, R> = CommonOf<S, 'array', R> extends infer V ? V extends Err<unknown> ? V : ArrayOf<V> : never

type Part = readonly [string, unknown]
type StructRule<S, R> = R extends readonly Part[] ? [PartErr<S, R>] extends [never] ? StructOf<{ [I in keyof R & `${number}` as PartName<R[I]>]: PartType<S, R[I]> }> : PartErr<S, R> : never
type PartName<P> = P extends readonly [infer N extends string, unknown] ? N : never
type PartType<S, P> = P extends readonly [string, infer A] ? Val<S, A> : never
type PartErr<S, R extends readonly Part[]> = { [I in keyof R]: ErrOnly<PartType<S, R[I]>> }[number]
type ErrOnly<V> = unknown extends V ? never : V extends Err<unknown> ? V : never

declare module '../ops' {
  interface Ops<S, R> {
    size: Takes<S, 'size', R, ['an ARRAY or a MAP'], 'INT'>
    arrayContains: Contains<S, R>
    array: ArrayRule<S, R>
    struct: StructRule<S, R>
  }
}

/**
 * How many elements an ARRAY has, or entries a MAP; null of null. Spark: `size`.
 *
 * @example
 * size('tags')
 */
export function size<const C extends ColumnOrName>(column: C): Column<['size', AstOf<C>]> {
  return makeCall('size', [argument(column)])
}

/**
 * Whether a value is an element of an ARRAY; null where it is not and a null is among them. Spark: `array_contains`.
 *
 * @param value text is a value here, not a column's name
 * @example
 * arrayContains('tags', 'new')
 */
export function arrayContains<const C extends ColumnOrName, const B extends Operand>(column: C, value: B): Column<['arrayContains', AstOf<C>, Ast<B>]> {
  return makeCall('arrayContains', [argument(column), value])
}

/**
 * The values of a row as an ARRAY; they must have a type in common. Spark: `array`.
 *
 * @example
 * array('user', 'action')
 */
export function array<const C extends readonly ColumnNameOrLiteral[]>(...columns: C): Column<['array', ...AstsOf<C>]> {
  return makeCall('array', columns.map(argument))
}

/** A part of a struct: a column, its name or path, or an expression with a name. */
export type StructPart = ColumnOrName | NamedColumn<string, unknown>
type Numbered = ['col1', 'col2', 'col3', 'col4', 'col5', 'col6', 'col7', 'col8', 'col9', 'col10']
type StructAst<C extends readonly unknown[]> = { -readonly [I in keyof C]: [NameOfPart<C[I], I>, AstOf<C[I]>] }
type NameOfPart<P, I> =
  P extends string ? LastOf<P>
    : P extends { readonly columnName: infer N extends string } ? N
      : AstOf<P> extends readonly ['col', infer N extends string] ? LastOf<N>
        : I extends keyof Numbered ? Numbered[I] : string

/**
 * The values of a row as a STRUCT; a field is called as its column is, or as `.as('…')` says, else `col1`, `col2`, … by
 * its place. Spark: `struct`.
 *
 * @example
 * struct('user', col('n').plus(1).as('next'))
 */
export function struct<const C extends readonly StructPart[]>(...columns: C): Column<['struct', ...StructAst<C>]> {
  const parts = columns.map(part => argument<StructPart>(part))
  return makeCall('struct', parts, { names: parts.map((part, i) => nameOf(part.expr) ?? `col${i + 1}`) })
}

function nameOf(of: Expression): string | undefined {
  if (of.kind === 'alias') return of.name
  return of.kind === 'column' ? pathParts(of.path).at(-1) : undefined
}

const sizeFunction: ScalarFunction = {
  is: 'scalar', name: 'size', spark: 'size',
  resultType: ([of]) => {
    if (of.kind !== 'array' && of.kind !== 'map' && of.kind !== 'null') throw new TypeMismatch(`size needs an ARRAY or a MAP, and this is ${typeName(of)}`, { hint: 'Characters of text are counted by length.' })
    return INT
  },
  evaluate: ([of], { rows }) => {
    if (of.kind !== 'array' && of.kind !== 'map') return nullsOf(INT, rows)
    const { offsets } = of
    return intVector(Int32Array.from({ length: rows }, (_, i) => offsets[i + 1] - offsets[i]), of.validity)
  },
}

const arrayContainsFunction: ScalarFunction = {
  is: 'scalar', name: 'arrayContains', spark: 'array_contains',
  resultType: ([of, value]) => {
    if (of.kind !== 'array') throw new TypeMismatch(`arrayContains needs an ARRAY, and this is ${typeName(of)}`, { hint: 'Text is searched with contains.' })
    if (value.kind === 'null' || commonType(of.element, value) === null || (of.element.kind === 'string') !== (value.kind === 'string')) {
      throw new TypeMismatch(`arrayContains: the elements are ${typeName(of.element)}, and this is ${typeName(value)}`, { hint: 'Cast the value with .cast(…).' })
    }
    return BOOLEAN
  },
  nullable: () => true,
  evaluate: ([of, value], { rows }) => {
    if (of.kind !== 'array') return nullsOf(BOOLEAN, rows)
    const [elements, wanted] = coerceAll([of.elements, value])
    const values = new Uint8Array(rows)
    const validity = new Uint8Array(rows)
    for (let row = 0; row < rows; row++) {
      if (!isValid(of.validity, row) || isNull(wanted, row)) continue
      let unknown = false
      for (let at = of.offsets[row]; at < of.offsets[row + 1] && values[row] === 0; at++) {
        if (isNull(elements, at)) unknown = true
        else if (compareAt(elements, at, wanted, row) === 0) values[row] = 1
      }
      validity[row] = values[row] === 1 || !unknown ? 1 : 0
    }
    return booleanVector(values, validity)
  },
}

const arrayFunction: ScalarFunction = {
  is: 'scalar', name: 'array', spark: 'array', evaluates: 'every', takes: allAsCommon,
  resultType: args => arrayOf(args.length === 0 ? NULL : requireCommon('array', args)),
  nullable: () => false,
  evaluate: (args, { type, rows }) => {
    const element = (type as ReturnType<typeof arrayOf>).element
    const width = args.length
    const places = new Int32Array(rows * width)
    for (let i = 0; i < places.length; i++) places[i] = (i % width) * rows + Math.floor(i / width)
    const elements = width === 0 ? nullsOf(NULL, 0) : takeVector(concatVectors(element, args.map(arg => coerce(arg, element))), places)
    return { kind: 'array', type: arrayOf(element), length: rows, validity: null, offsets: Int32Array.from({ length: rows + 1 }, (_, i) => i * width), elements }
  },
}

const structFunction: ScalarFunction = {
  is: 'scalar', name: 'struct', spark: 'struct', evaluates: 'every',
  resultType: (args, options, bound: readonly Bound[]) => structOf(args.map((arg, i) => field((options.names as readonly string[])[i], arg, bound[i].nullable))),
  nullable: () => false,
  evaluate: (children, { type, rows }): StructVector => ({ kind: 'struct', type: type as StructType, length: rows, validity: null, children }),
}

register(sizeFunction, arrayContainsFunction, arrayFunction, structFunction)
