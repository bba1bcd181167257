import type { BinaryVector, StringVector, Vector } from '../../batch/vector'
import { arrayOf, BINARY, INT, STRING, typeName } from '../../core/data-type'
import { argument, type AstOf, type AstsOf, type ColumnNameOrLiteral, type ColumnOrName } from '../argument'
import { makeCall, type AnyColumn, type Ast, type Column } from '../column'
import { joinedBytes, subBytes } from '../kernels/byte-pieces'
import { castVector } from '../kernels/cast-vector'
import { coerce } from '../kernels/coerce'
import { combined, textOfRows } from '../kernels/map-text'
import { requireTextual, textToInt, textToText } from '../kernels/text-function'
import { capitalised, padded, pointCount, substringOf } from '../kernels/text-points'
import { intVector, isValid, nullsOf } from '../kernels/vectors'
import type { Val } from '../ops'
import { anyNull, register, TypeMismatch, type ScalarFunction } from '../registry'
import { implicitCast } from '../unasked-cast'
import type { PassAll, Takes } from '../type-rules'

/** BINARY where all of them are. */
type BytesOf<S, R> = R extends readonly [infer A, ...infer More] ? Val<S, A> extends 'BINARY' ? More extends readonly [] ? 'BINARY' : BytesOf<S, More> : 'STRING' : 'STRING'

declare module '../ops' {
  interface Ops<S, R> {
    upper: Takes<S, 'upper', R, ['a STRING'], 'STRING'>
    lower: Takes<S, 'lower', R, ['a STRING'], 'STRING'>
    initcap: Takes<S, 'initcap', R, ['a STRING'], 'STRING'>
    trim: Takes<S, 'trim', R, ['a STRING'], 'STRING'>
    ltrim: Takes<S, 'ltrim', R, ['a STRING'], 'STRING'>
    rtrim: Takes<S, 'rtrim', R, ['a STRING'], 'STRING'>
    reverse: Takes<S, 'reverse', R, ['a STRING'], 'STRING'>
    length: Takes<S, 'length', R, ['a STRING or BINARY'], 'INT'>
    substring: R extends readonly [infer A, ...infer _] ? Takes<S, 'substring', R, ['a STRING or BINARY', 'a whole number'], BytesOf<S, [A]>> : never
    lpad: Takes<S, 'lpad', R, ['a STRING', 'a whole number', 'a STRING'], 'STRING'>
    rpad: Takes<S, 'rpad', R, ['a STRING', 'a whole number', 'a STRING'], 'STRING'>
    concat: PassAll<S, R, BytesOf<S, R>>
    concatWs: PassAll<S, R, 'STRING'>
  }
}

/** A number, or a column of whole numbers. */
export type IntOrColumn = number | AnyColumn
/** Text itself, or a column of it: where a function takes a pattern or a separator, a string is no column's name. */
export type TextOrColumn = string | AnyColumn

/**
 * In upper case. Spark: `upper`.
 *
 * @example
 * upper('user')
 */
export function upper<const C extends ColumnOrName>(column: C): Column<['upper', AstOf<C>]> {
  return makeCall('upper', [argument(column)])
}

/**
 * In lower case. Spark: `lower`.
 *
 * @example
 * lower('user')
 */
export function lower<const C extends ColumnOrName>(column: C): Column<['lower', AstOf<C>]> {
  return makeCall('lower', [argument(column)])
}

/**
 * Each word with its first letter in upper case and the rest in lower; words stand between blanks. Spark: `initcap`.
 *
 * @example
 * initcap('user')
 */
export function initcap<const C extends ColumnOrName>(column: C): Column<['initcap', AstOf<C>]> {
  return makeCall('initcap', [argument(column)])
}

/**
 * Without the blanks at both ends; tabs and line ends stay. Spark: `trim`.
 *
 * @example
 * trim('user')
 */
export function trim<const C extends ColumnOrName>(column: C): Column<['trim', AstOf<C>]> {
  return makeCall('trim', [argument(column)])
}

/**
 * Without the blanks at the start. Spark: `ltrim`.
 *
 * @example
 * ltrim('user')
 */
export function ltrim<const C extends ColumnOrName>(column: C): Column<['ltrim', AstOf<C>]> {
  return makeCall('ltrim', [argument(column)])
}

/**
 * Without the blanks at the end. Spark: `rtrim`.
 *
 * @example
 * rtrim('user')
 */
export function rtrim<const C extends ColumnOrName>(column: C): Column<['rtrim', AstOf<C>]> {
  return makeCall('rtrim', [argument(column)])
}

/**
 * The characters in the opposite order. Spark: `reverse`, here of text only.
 *
 * @example
 * reverse('user')
 */
export function reverse<const C extends ColumnOrName>(column: C): Column<['reverse', AstOf<C>]> {
  return makeCall('reverse', [argument(column)])
}

/**
 * How many characters (Unicode code points) text has; how many bytes a BINARY has. INT. Spark: `length`.
 *
 * @example
 * length('user')
 */
export function length<const C extends ColumnOrName>(column: C): Column<['length', AstOf<C>]> {
  return makeCall('length', [argument(column)])
}

/**
 * The part that starts at a position, so many characters long. The first position is 1, the last -1; what lies outside
 * the text is left out. Spark: `substring`.
 *
 * @example
 * substring('user', 1, 3)
 */
export function substring<const C extends ColumnOrName, const P extends IntOrColumn, const L extends IntOrColumn>(
  column: C, start: P, length: L,
): Column<['substring', AstOf<C>, Ast<P>, Ast<L>]> {
  return makeCall('substring', [argument(column), start, length])
}

/**
 * Filled up on the left with `pad`, over and over, to a length in characters; cut to it where it is longer.
 * Spark: `lpad`.
 *
 * @param pad text, default a blank
 * @example
 * lpad(col('n').cast('STRING'), 5, '0')
 */
export function lpad<const C extends ColumnOrName, const L extends IntOrColumn>(column: C, length: L, pad: TextOrColumn = ' '): Column<['lpad', AstOf<C>, Ast<L>]> {
  return makeCall('lpad', [argument(column), length, pad])
}

/**
 * Filled up on the right with `pad`, over and over, to a length in characters; cut to it where it is longer.
 * Spark: `rpad`.
 *
 * @param pad text, default a blank
 * @example
 * rpad('user', 10)
 */
export function rpad<const C extends ColumnOrName, const L extends IntOrColumn>(column: C, length: L, pad: TextOrColumn = ' '): Column<['rpad', AstOf<C>, Ast<L>]> {
  return makeCall('rpad', [argument(column), length, pad])
}

/**
 * The texts one after the other; null where one of them is. Other values are cast to STRING. A string is a column's
 * name: write `lit('…')` for text. Spark: `concat`.
 *
 * @example
 * concat('user', lit(': '), 'action')
 */
export function concat<const C extends readonly ColumnNameOrLiteral[]>(...columns: C): Column<['concat', ...AstsOf<C>]> {
  return makeCall('concat', columns.map(argument))
}

/**
 * The texts with a separator between them; nulls are left out, an ARRAY gives its elements. Spark: `concat_ws`.
 *
 * @param separator text, not a column's name
 * @example
 * concatWs(' ', 'user', 'action')
 */
export function concatWs<const T extends TextOrColumn, const C extends readonly ColumnNameOrLiteral[]>(separator: T, ...columns: C): Column<['concatWs', Ast<T>, ...AstsOf<C>]> {
  return makeCall('concatWs', [separator, ...columns.map(argument)])
}

const textLength = textToInt({ name: 'length', spark: 'length', to: pointCount })

/** Of BINARY it counts bytes. */
const lengthFunction: ScalarFunction = {
  ...textLength,
  evaluate: (args, call) => {
    const [of] = args
    if (of.kind !== 'binary') return textLength.evaluate(args, call)
    const values = new Int32Array(call.rows)
    const { starts, ends } = of
    for (let i = 0; i < call.rows; i++) values[i] = ends[i] - starts[i]
    return intVector(values, of.validity, INT)
  },
}

const textPart = textToText({ name: 'substring', spark: 'substring', params: ['int', 'int'], to: substringOf })

/** Of BINARY it is bytes. */
const substringFunction: ScalarFunction = {
  ...textPart,
  resultType: (args, options, bound) => {
    const text = textPart.resultType(args, options, bound)
    return args[0].kind === 'binary' ? BINARY : text
  },
  evaluate: (args, call) => {
    const [of, from, length] = args
    if (of.kind !== 'binary') return textPart.evaluate(args, call)
    return from.kind === 'int' && length.kind === 'int' ? subBytes(of, from, length, anyNull(args, call.rows)) : nullsOf(BINARY, call.rows)
  },
}

const concatFunction: ScalarFunction = {
  is: 'scalar', name: 'concat', spark: 'concat', evaluates: 'every',
  resultType: args => {
    for (const arg of args) requireTextual('concat', arg)
    return args.length > 0 && args.every(arg => arg.kind === 'binary') ? BINARY : STRING
  },
  evaluate: (args, { type, rows }) => {
    if (type.kind === 'binary') return joinedBytes(args as BinaryVector[], anyNull(args, rows), rows)
    const texts = args.map(arg => coerce(arg, STRING) as StringVector)
    return combined(texts, anyNull(args, rows), rows, row => {
      let text = ''
      for (const one of texts) text += one.dictionary.value(one.codes[row])
      return text
    })
  },
}

const concatWsFunction: ScalarFunction = {
  is: 'scalar', name: 'concatWs', spark: 'concat_ws', evaluates: 'every',
  takes: args => args.map(arg => implicitCast(arg, arg.kind === 'array' ? arrayOf(STRING) : STRING)),
  resultType: ([separator, ...args]) => {
    requireTextual('concatWs', separator)
    for (const arg of args) {
      if (arg.kind === 'array' && arg.element.kind !== 'string') throw new TypeMismatch(`concatWs joins an ARRAY<STRING>, and this is ${typeName(arg)}`, { hint: "Cast it with .cast('ARRAY<STRING>')." })
      if (arg.kind !== 'array') requireTextual('concatWs', arg)
    }
    return STRING
  },
  nullable: ([separator]) => separator,
  evaluate: ([separator, ...args], { rows }) => {
    if (separator.kind === 'null') return nullsOf(STRING, rows)
    const between = coerce(separator, STRING) as StringVector
    const columns = args.filter(arg => arg.kind !== 'null').map(arg => (arg.kind === 'array' ? arg : castVector(arg, STRING)))
    return textOfRows(rows, between.validity, row => columns.flatMap(column => textsAt(column, row)).join(between.dictionary.value(between.codes[row])))
  },
}

function textsAt(of: Vector, row: number): string[] {
  if (of.kind === 'null' || !isValid(of.validity, row)) return []
  if (of.kind === 'string') return [of.dictionary.value(of.codes[row])]
  if (of.kind !== 'array') return []
  const texts: string[] = []
  for (let i = of.offsets[row]; i < of.offsets[row + 1]; i++) texts.push(...textsAt(of.elements, i))
  return texts
}

register(
  textToText({ name: 'upper', spark: 'upper', to: text => text.toUpperCase() }),
  textToText({ name: 'lower', spark: 'lower', to: text => text.toLowerCase() }),
  textToText({ name: 'initcap', spark: 'initcap', to: capitalised }),
  textToText({ name: 'trim', spark: 'trim', to: text => text.replace(/^ +| +$/g, '') }),
  textToText({ name: 'ltrim', spark: 'ltrim', to: text => text.replace(/^ +/, '') }),
  textToText({ name: 'rtrim', spark: 'rtrim', to: text => text.replace(/ +$/, '') }),
  textToText({ name: 'reverse', spark: 'reverse', to: text => [...text].reverse().join('') }),
  substringFunction,
  textToText({ name: 'lpad', spark: 'lpad', params: ['int', 'text'], to: (text: string, size: number, pad: string) => padded(text, size, pad, 'left') }),
  textToText({ name: 'rpad', spark: 'rpad', params: ['int', 'text'], to: (text: string, size: number, pad: string) => padded(text, size, pad, 'right') }),
  lengthFunction, concatFunction, concatWsFunction,
)
