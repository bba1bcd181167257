import type { Vector } from '../../batch/vector'
import { DOUBLE, INT, sameType, typeName, type DataType } from '../../core/data-type'
import { defineError } from '../../core/errors'
import type { Err } from '../../core/schema-types'
import { takeVector } from '../../batch/select'
import { isNull } from '../../batch/vector'
import { argument, type AstOf, type ColumnOrName } from '../argument'
import { makeCall, type Ast, type Column, type Operand } from '../column'
import { InvalidParameter } from '../errors'
import { choose } from '../kernels/choose'
import { castMakesNull } from '../kernels/cast-nulls'
import { castVector } from '../kernels/cast-vector'
import { requireCommon } from '../kernels/coerce'
import { doubleVector, intVector } from '../kernels/vectors'
import type { Val } from '../ops'
import { register, type Places, type WindowFunction } from '../registry'
import type { CommonOf, PassAll } from '../type-rules'
import { implicitCast } from '../unasked-cast'

const UnexpectedDefault = defineError({ code: 'DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE', fault: 'user' })

type Alone<Name extends string> = Err<`${Name}() needs a window: ${Name}().over(Window.partitionBy(…).orderBy(…))`>
type OfColumn<S, R> = R extends readonly [infer A, ...unknown[]] ? Val<S, A> : never

/** As the column: what stands where there is no row is cast to it. */
type Shifted<S, Name extends string, R> = CommonOf<S, Name, R> extends infer C ? C extends Err<unknown> ? C : OfColumn<S, R> extends 'VOID' ? C : OfColumn<S, R> : never

/** What these functions give over a window; by themselves they have no value. */
export interface WindowOps<S, R extends readonly unknown[]> {
  rowNumber: 'INT'
  rank: 'INT'
  denseRank: 'INT'
  percentRank: 'DOUBLE'
  cumeDist: 'DOUBLE'
  ntile: 'INT'
  lag: Shifted<S, 'lag', R>
  lead: Shifted<S, 'lead', R>
  nthValue: OfColumn<S, R>
}

declare module '../ops' {
  interface Ops<S, R> {
    rowNumber: Alone<'rowNumber'>
    rank: Alone<'rank'>
    denseRank: Alone<'denseRank'>
    percentRank: Alone<'percentRank'>
    cumeDist: Alone<'cumeDist'>
    ntile: Alone<'ntile'>
    lag: PassAll<S, R, Alone<'lag'>>
    lead: PassAll<S, R, Alone<'lead'>>
    nthValue: PassAll<S, R, Alone<'nthValue'>>
  }
}

/** What `lag`, `lead` and `nthValue` do with nulls. */
export interface PlaceOptions {
  /** Counts only rows that have a value. Default false. */
  readonly ignoreNulls?: boolean
}

/**
 * The place of a row among those of its partition, from 1; rows that tie are told apart somehow. Spark: `row_number`.
 *
 * @example
 * rowNumber()
 */
export function rowNumber(): Column<['rowNumber']> {
  return makeCall('rowNumber', [])
}

/**
 * One more than the rows that come before, rows that tie not counted: 1, 1, 3. Spark: `rank`.
 *
 * @example
 * rank()
 */
export function rank(): Column<['rank']> {
  return makeCall('rank', [])
}

/**
 * As `rank` without gaps: 1, 1, 2. Spark: `dense_rank`.
 *
 * @example
 * denseRank()
 */
export function denseRank(): Column<['denseRank']> {
  return makeCall('denseRank', [])
}

/**
 * `rank` as a part of the partition, from 0 to 1. Spark: `percent_rank`.
 *
 * @example
 * percentRank()
 */
export function percentRank(): Column<['percentRank']> {
  return makeCall('percentRank', [])
}

/**
 * The part of the partition that comes no later than the row. Spark: `cume_dist`.
 *
 * @example
 * cumeDist()
 */
export function cumeDist(): Column<['cumeDist']> {
  return makeCall('cumeDist', [])
}

/**
 * Which of so many parts, as equal as can be, the row falls into, from 1. Spark: `ntile`.
 *
 * @throws INVALID_PARAMETER_VALUE for anything but a whole number above 0
 * @example
 * ntile(4)
 */
export function ntile(parts: number): Column<['ntile']> {
  return makeCall('ntile', [], { parts: whole('ntile', parts, 1) })
}

/**
 * The value in the row that comes so many before this one in its partition, `otherwise` where there is none. Spark: `lag`.
 *
 * @param offset default 1; below 0 looks ahead
 * @param otherwise default null
 * @example
 * lag('n', 1, 0)
 */
export function lag<const C extends ColumnOrName, const D extends Operand = null>(
  column: C, offset = 1, otherwise: D | null = null, options: PlaceOptions = {},
): Column<['lag', AstOf<C>, Ast<D>]> {
  return makeCall('lag', [argument(column), otherwise], { offset: whole('lag', offset), ...options })
}

/**
 * The value in the row that comes so many after this one in its partition, `otherwise` where there is none. Spark: `lead`.
 *
 * @param offset default 1; below 0 looks back
 * @param otherwise default null
 * @example
 * lead('timestamp')
 */
export function lead<const C extends ColumnOrName, const D extends Operand = null>(
  column: C, offset = 1, otherwise: D | null = null, options: PlaceOptions = {},
): Column<['lead', AstOf<C>, Ast<D>]> {
  return makeCall('lead', [argument(column), otherwise], { offset: whole('lead', offset), ...options })
}

/**
 * The value in the row that is so far into the frame, from 1; null where the frame is shorter. Spark: `nth_value`.
 *
 * @throws INVALID_PARAMETER_VALUE for anything but a whole number above 0
 * @example
 * nthValue('n', 2)
 */
export function nthValue<const C extends ColumnOrName>(column: C, nth: number, options: PlaceOptions = {}): Column<['nthValue', AstOf<C>]> {
  return makeCall('nthValue', [argument(column)], { nth: whole('nthValue', nth, 1), ...options })
}

function whole(name: string, value: number, least = -Infinity): number {
  if (Number.isInteger(value) && value >= least) return value
  throw new InvalidParameter(`${name} takes a whole number${least === 1 ? ' above 0' : ''}, and got ${value}`, { hint: `${name}(${least === 1 && name === 'ntile' ? '4' : "'n', 2"})` })
}

function ranking(name: string, spark: string, type: DataType, value: (row: number, places: Places, dense: Int32Array) => number): WindowFunction {
  return {
    is: 'placed', name, spark, framed: false,
    resultType: () => type,
    nullable: () => false,
    sql: (_, { parts }) => `${spark}(${parts === undefined ? '' : String(parts)})`,
    evaluate: (_, { places, rows, options }) => {
      const dense = new Int32Array(rows)
      for (let i = 0; i < rows; i++) {
        dense[i] = i === places.partitionStart[i] ? 1 : dense[i - 1] + (i === places.peerStart[i] ? 1 : 0)
      }
      const numbers = Float64Array.from({ length: rows }, (_, i) => (name === 'ntile' ? tile(i, places, options.parts as number) : value(i, places, dense)))
      return type.kind === 'int' ? intVector(Int32Array.from(numbers), null) : doubleVector(numbers, null)
    },
  }
}

/** The first parts take one row more, where the rows cannot be shared out evenly. */
function tile(row: number, { partitionStart, partitionEnd }: Places, parts: number): number {
  const size = partitionEnd[row] - partitionStart[row]
  const at = row - partitionStart[row]
  const each = Math.floor(size / parts)
  const larger = size % parts
  const inLarger = larger * (each + 1)
  return at < inLarger ? Math.floor(at / (each + 1)) + 1 : larger + Math.floor((at - inLarger) / each) + 1
}

const size = ({ partitionStart, partitionEnd }: Places, row: number): number => partitionEnd[row] - partitionStart[row]
const before = ({ partitionStart, peerStart }: Places, row: number): number => peerStart[row] - partitionStart[row]

function shifted(name: 'lag' | 'lead', sign: 1 | -1): WindowFunction {
  const offsetOf = (options: Readonly<Record<string, unknown>>): number => sign * (options.offset as number)
  return {
    is: 'placed', name, spark: name, framed: false,
    resultType: types => shiftedType(name, types),
    nullable: ([of, otherwise], _, [from, to]) => of || otherwise || (!sameType(to, from) && castMakesNull(to, from)),
    sql: ([of, otherwise], options) => `${name}(${of}, ${options.offset as number}, ${otherwise})${options.ignoreNulls === true ? ' IGNORE NULLS' : ''}`,
    evaluate: ([of, otherwise], { places, rows, options, type }) => {
      const offset = offsetOf(options)
      const from = Int32Array.from({ length: rows }, (_, row) => (options.ignoreNulls === true ? nthFrom(of, row, offset, places) : row + offset))
      const choice = new Int8Array(rows)
      for (let i = 0; i < rows; i++) if (from[i] < places.partitionStart[i] || from[i] >= places.partitionEnd[i]) choice[i] = 1
      const value = takeVector(of, from.map((at, i) => (choice[i] === 1 ? -1 : at)))
      // It is cast where it is needed.
      const instead = takeVector(otherwise, from.map((_, i) => (choice[i] === 1 ? i : -1)))
      return choose(type, [asType(value, type), asType(instead, type)], choice)
    },
  }
}

function asType(of: Vector, type: DataType): Vector {
  return sameType(of.type, type) ? of : castVector(of, type)
}

function shiftedType(name: string, types: readonly DataType[]): DataType {
  const [of, otherwise] = types
  if (of.kind === 'null') return requireCommon(name, types)
  if (otherwise.kind === 'null' || sameType(of, otherwise) || implicitCast(otherwise, of) !== null) return of
  throw new UnexpectedDefault(`${name} gives ${typeName(of)}, and what stands where there is no row is ${typeName(otherwise)}`, { hint: 'Cast it to the type of the column.' })
}

/** The row so many rows with a value away; outside of the partition where there are not so many. */
function nthFrom(of: Vector, row: number, offset: number, { partitionStart, partitionEnd }: Places): number {
  const step = Math.sign(offset)
  let left = Math.abs(offset)
  let at = row
  while (left > 0) {
    at += step
    if (at < partitionStart[row] || at >= partitionEnd[row]) return -1
    if (!isNull(of, at)) left--
  }
  return at
}

const nth: WindowFunction = {
  is: 'placed', name: 'nthValue', spark: 'nth_value', framed: true,
  resultType: ([of]) => of,
  nullable: () => true,
  sql: ([of], options) => `nth_value(${of}, ${options.nth as number})${options.ignoreNulls === true ? ' ignore nulls' : ''}`,
  evaluate: ([of], { places: { frameStart, frameEnd }, rows, options }) => {
    const from = new Int32Array(rows)
    for (let row = 0; row < rows; row++) {
      let at = frameStart[row] + (options.nth as number) - 1
      if (options.ignoreNulls === true) {
        let left = options.nth as number
        for (at = frameStart[row]; at < frameEnd[row]; at++) if (!isNull(of, at) && --left === 0) break
      }
      from[row] = at < frameEnd[row] ? at : -1
    }
    return takeVector(of, from)
  },
}

register(
  ranking('rowNumber', 'row_number', INT, (row, { partitionStart }) => row - partitionStart[row] + 1),
  ranking('rank', 'rank', INT, (row, places) => before(places, row) + 1),
  ranking('denseRank', 'dense_rank', INT, (row, _, dense) => dense[row]),
  ranking('percentRank', 'percent_rank', DOUBLE, (row, places) => (size(places, row) <= 1 ? 0 : before(places, row) / (size(places, row) - 1))),
  ranking('cumeDist', 'cume_dist', DOUBLE, (row, places) => (places.peerEnd[row] - places.partitionStart[row]) / size(places, row)),
  ranking('ntile', 'ntile', INT, () => 0),
  shifted('lag', -1), shifted('lead', 1), nth,
)
