import { typeName, type DataType, type StructType } from '../../core/data-type'
import { didYouMean } from '../../core/nearest'
import type { ArrayOf, Err, MapOf, NameOf, StructOf } from '../../core/schema-types'
import { argument, type AstOf, type ColumnOrName } from '../argument'
import { child, UnknownColumn } from '../bind'
import { defineMethods, makeCall, type AnyColumn, type Ast, type Column, type Operand } from '../column'
import { commonType, isIntegral } from '../common-type'
import { InvalidArrayIndex, InvalidElementIndex, InvalidIndexOfZero } from '../errors'
import { coerce } from '../kernels/coerce'
import { takeElement, takeValue, type Outside } from '../kernels/take-item'
import { nullsOf } from '../kernels/vectors'
import type { Val } from '../ops'
import { register, TypeMismatch, type ScalarFunction } from '../registry'
import type { Arg, Called, Comparable } from '../type-rules'

type Item<S, Name extends string, R> =
  R extends readonly [infer A, infer K]
    ? Val<S, A> extends infer V
      ? unknown extends V ? unknown
        : V extends Err<unknown> ? V
          : V extends ArrayOf<infer E> ? Indexed<Arg<S, Name, 'a whole number', K>, E>
            : V extends MapOf<infer MK, infer MV> ? Keyed<Name, Val<S, K>, MK, MV>
              : Err<`${Name} needs an ARRAY or a MAP, and ${Called<A>} is ${NameOf<V>}`>
      : never
    : never
type Indexed<I, E> = unknown extends I ? E : I extends Err<unknown> ? I : E
type Keyed<Name extends string, K, MK, MV> =
  unknown extends K ? MV
    : K extends Err<unknown> ? K
      : Comparable<K, MK> extends true ? MV : Err<`${Name}: the keys of the map are ${NameOf<MK>}, and this is ${NameOf<K>}`>
type FieldOf<S, R> =
  R extends readonly [infer A, infer N extends string]
    ? Arg<S, 'getField', 'a STRUCT', A> extends infer V
      ? unknown extends V ? unknown
        : V extends StructOf<infer F> ? N extends keyof F ? F[N] : Err<`${Called<A>} has no field '${N}'`> : V
      : never
    : never

declare module '../ops' {
  interface Ops<S, R> {
    getItem: Item<S, 'getItem', R>
    get: R extends readonly [infer A, unknown] ? Arg<S, 'get', 'an ARRAY', A> extends infer V ? V extends Err<unknown> ? V : Item<S, 'get', R> : never : never
    elementAt: Item<S, 'elementAt', R>
    tryElementAt: Item<S, 'tryElementAt', R>
    getField: FieldOf<S, R>
  }
}

declare module '../column' {
  interface Column<A> {
    /**
     * The element of an ARRAY at an index from 0, or the value of a MAP under a key (null where there is none).
     * Spark: `getItem`, `[]`.
     *
     * @throws INVALID_ARRAY_INDEX outside the array: the query fails; the function `get` gives null instead
     * @example
     * col('tags').getItem(0)
     */
    getItem<const K extends Operand>(key: K): Column<['getItem', A, Ast<K>]>
    /**
     * A field of a STRUCT; `col('e.user')` is the same. Spark: `getField`.
     *
     * @example
     * col('e').getField('user')
     */
    getField<const N extends string>(name: N): Column<['getField', A, N]>
  }
}

defineMethods({
  getItem(this: AnyColumn, key: Operand) { return makeCall('getItem', [this, key]) },
  getField(this: AnyColumn, name: string) { return makeCall('getField', [this], { field: name }) },
})

/**
 * The element of an ARRAY at an index from 0; null outside the array. Spark: `get`.
 *
 * @example
 * get('tags', 2)
 */
export function get<const C extends ColumnOrName, const K extends Operand>(column: C, index: K): Column<['get', AstOf<C>, Ast<K>]> {
  return makeCall('get', [argument(column), index])
}

/**
 * The element at a position: 1 is the first, -1 the last; or the value of a MAP under a key. Spark: `element_at`.
 *
 * @throws INVALID_ARRAY_INDEX_IN_ELEMENT_AT outside the array; `tryElementAt` gives null instead. INVALID_INDEX_OF_ZERO
 * @example
 * elementAt('tags', -1)
 */
export function elementAt<const C extends ColumnOrName, const K extends Operand>(column: C, position: K): Column<['elementAt', AstOf<C>, Ast<K>]> {
  return makeCall('elementAt', [argument(column), position])
}

/**
 * As `elementAt`, and null outside the array. Spark: `try_element_at`.
 *
 * @example
 * tryElementAt('tags', 3)
 */
export function tryElementAt<const C extends ColumnOrName, const K extends Operand>(column: C, position: K): Column<['tryElementAt', AstOf<C>, Ast<K>]> {
  return makeCall('tryElementAt', [argument(column), position])
}

interface Access { readonly first: 0 | 1; readonly fromEnd: boolean; readonly outside: Outside; readonly arraysOnly?: true }

function itemFunction(name: string, spark: string, access: Access, sql?: ScalarFunction['sql']): ScalarFunction {
  return {
    is: 'scalar', name, spark, sql,
    resultType: ([of, key]) => {
      if (of.kind === 'array') {
        if (!isIntegral(key) && key.kind !== 'null') throw new TypeMismatch(`${name}: the index of an array is a whole number, and this is ${typeName(key)}`, { hint: 'Arrays are read by position, maps by key.' })
        return of.element
      }
      if (of.kind === 'map' && access.arraysOnly !== true) {
        if (commonType(of.key, key) === null) throw new TypeMismatch(`${name}: the keys of the map are ${typeName(of.key)}, and this is ${typeName(key)}`, { hint: 'Cast the key with .cast(…).' })
        return of.value
      }
      throw new TypeMismatch(`${name} needs an ARRAY${access.arraysOnly === true ? '' : ' or a MAP'}, and this is ${typeName(of)}`, { hint: of.kind === 'map' ? 'Take a value with getItem.' : of.kind === 'struct' ? 'Take a field with getField, or by its path.' : 'Parse text with fromJson or split first.' })
    },
    nullable: () => true,
    evaluate: ([of, key], { type, rows }) => {
      if (of.kind === 'array') return takeElement(of, key, access.first, access.fromEnd, access.outside)
      if (of.kind !== 'map') return nullsOf(type, rows)
      const common = commonType((of).type.key, key.type) ?? key.type
      return takeValue(of, coerce(of.keys, common), coerce(key, common))
    },
  }
}

function outside(instead: string, first: 0 | 1): Outside {
  return (index, length) => {
    if (first === 1 && index === 0) throw new InvalidIndexOfZero('elementAt: there is no position 0', { hint: 'The first element is at 1, the last at -1.' })
    throw new (first === 1 ? InvalidElementIndex : InvalidArrayIndex)(`an array of ${length} has nothing at ${index}`, { hint: `Use ${instead} to get null instead.` })
  }
}

const atZeroOnly: Outside = index => {
  if (index === 0) throw new InvalidIndexOfZero('tryElementAt: there is no position 0', { hint: 'The first element is at 1, the last at -1.' })
  return undefined as never
}

const getField: ScalarFunction = {
  is: 'scalar', name: 'getField', spark: 'getField',
  resultType: ([of], options) => fieldIn(of, String(options.field)).type,
  nullable: ([of], options, [type]) => of || fieldIn(type, String(options.field)).nullable,
  sql: ([of], options) => `${of}.${String(options.field)}`,
  evaluate: ([of], { type, rows, options }) => {
    if (of.kind !== 'struct') return nullsOf(type, rows)
    return child(of, of.type.fields.indexOf(fieldIn(of.type, String(options.field))))
  },
}

function fieldIn(of: DataType, name: string): StructType['fields'][number] {
  if (of.kind !== 'struct') throw new TypeMismatch(`getField needs a STRUCT, and this is ${typeName(of)}`, { hint: 'Arrays and maps are read with getItem.' })
  const found = of.fields.find(f => f.name === name) ?? of.fields.find(f => f.name.toLowerCase() === name.toLowerCase())
  if (found === undefined) throw new UnknownColumn(`the struct has no field '${name}'`, { hint: didYouMean(name, of.fields.map(f => f.name)) })
  return found
}

register(
  itemFunction('getItem', 'getItem', { first: 0, fromEnd: false, outside: outside('get(…)', 0) }, ([of, key]) => `${of}[${key}]`),
  itemFunction('get', 'get', { first: 0, fromEnd: false, outside: null, arraysOnly: true }),
  itemFunction('elementAt', 'element_at', { first: 1, fromEnd: true, outside: outside('tryElementAt(…)', 1) }),
  itemFunction('tryElementAt', 'try_element_at', { first: 1, fromEnd: true, outside: atZeroOnly }),
  getField,
)
