import type { IntVector, StringVector, Vector } from '../../batch/vector'
import { BOOLEAN, INT, STRING, typeName, type DataType } from '../../core/data-type'
import { anyNull, TypeMismatch, type EvalCall, type ScalarFunction } from '../registry'
import { implicitCast } from '../unasked-cast'
import { coerce } from './coerce'
import { mapText, numbersOfText, testText, textOfRows } from './map-text'
import { booleanVector, intVector, isValid, nullsOf } from './vectors'

/** What a text function's further arguments are. */
export type Param = 'text' | 'int'

interface TextFunction {
  readonly name: string
  readonly spark: string
  readonly params?: readonly Param[]
  readonly sql?: ScalarFunction['sql']
}

type Params = readonly never[]

/** A STRING of a STRING: worked out once for each distinct one, where the other arguments are the same in every row. */
export function textToText(of: TextFunction & { readonly to: (text: string, ...params: Params) => string | null }): ScalarFunction {
  return {
    ...base(of), resultType: checked(of, STRING),
    evaluate: (args, call) => {
      const ready = prepared(of, args, call)
      if (ready === null) return nullsOf(STRING, call.rows)
      const { text, constant, at } = ready
      if (constant !== null) return mapText(text, one => of.to(one, ...constant))
      return textOfRows(call.rows, text.validity, row => of.to(valueOf(text, row), ...at(row)))
    },
  }
}

/** A BOOLEAN of a STRING. */
export function textToBoolean(of: TextFunction & { readonly to: (text: string, ...params: Params) => boolean }): ScalarFunction {
  return {
    ...base(of), resultType: checked(of, BOOLEAN),
    evaluate: (args, call) => {
      const ready = prepared(of, args, call)
      if (ready === null) return nullsOf(BOOLEAN, call.rows)
      const { text, constant, at } = ready
      if (constant !== null) return booleanVector(testText(text, one => of.to(one, ...constant)), text.validity)
      const values = new Uint8Array(call.rows)
      for (let i = 0; i < call.rows; i++) if (isValid(text.validity, i)) values[i] = of.to(valueOf(text, i), ...at(i)) ? 1 : 0
      return booleanVector(values, text.validity)
    },
  }
}

/** An INT of a STRING. */
export function textToInt(of: TextFunction & { readonly to: (text: string) => number }): ScalarFunction {
  return {
    ...base(of), resultType: checked(of, INT),
    evaluate: (args, call) => {
      const ready = prepared(of, args, call)
      if (ready === null) return nullsOf(INT, call.rows)
      return intVector(numbersOfText(ready.text, of.to, new Int32Array(call.rows)), ready.text.validity)
    },
  }
}

function base(of: TextFunction): Pick<ScalarFunction, 'is' | 'name' | 'spark' | 'sql' | 'takes'> {
  return { is: 'scalar', name: of.name, spark: of.spark, sql: of.sql, takes: args => args.map((arg, i) => (i > 0 && of.params?.[i - 1] === 'int' ? implicitCast(arg, INT) : null)) }
}

/** Spark makes a STRING of any simple value by itself. */
export function isTextual(type: DataType): boolean {
  return type.kind !== 'array' && type.kind !== 'map' && type.kind !== 'struct'
}

export function requireTextual(name: string, type: DataType): void {
  if (!isTextual(type)) throw new TypeMismatch(`${name} needs a STRING, and this is ${typeName(type)}`, { hint: "Take a part of it with getItem or getField, or write .cast('STRING')." })
}

function checked(of: TextFunction, result: DataType): (args: readonly DataType[]) => DataType {
  return args => {
    requireTextual(of.name, args[0])
    args.slice(1).forEach((arg, i) => {
      const wants = of.params?.[i] ?? 'text'
      if (wants === 'text') requireTextual(of.name, arg)
      else if (arg.kind !== 'int' && arg.kind !== 'null') {
        throw new TypeMismatch(`${of.name} needs a whole number, and this is ${typeName(arg)}`, { hint: "Cast it with .cast('INT')." })
      }
    })
    return result
  }
}

interface Prepared {
  /** Null wherever any argument is. */
  readonly text: StringVector
  /** The further arguments, where they are the same in every row. */
  readonly constant: Params | null
  readonly at: (row: number) => Params
}

function prepared(of: TextFunction, args: readonly Vector[], { rows }: EvalCall): Prepared | null {
  if (args.some(arg => arg.kind === 'null')) return null
  const text = coerce(args[0], STRING) as StringVector
  const params = args.slice(1).map((arg, i) => coerce(arg, of.params?.[i] === 'int' ? INT : STRING) as StringVector | IntVector)
  const at = (row: number): Params => params.map(param => valueOf(param, row)) as unknown as Params
  return {
    text: { ...text, validity: anyNull(args, rows) },
    constant: rows > 0 && params.every(sameInEveryRow) ? at(0) : params.length === 0 ? [] : null,
    at,
  }
}

function valueOf(of: StringVector, row: number): string
function valueOf(of: StringVector | IntVector, row: number): string | number
function valueOf(of: StringVector | IntVector, row: number): string | number {
  return of.kind === 'string' ? of.dictionary.value(of.codes[row]) : of.values[row]
}

function sameInEveryRow(of: StringVector | IntVector): boolean {
  if (of.validity !== null) return false
  const values = of.kind === 'string' ? of.codes : of.values
  for (let i = 1; i < of.length; i++) if (values[i] !== values[0]) return false
  return true
}
