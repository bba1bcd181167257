import type { Batch } from '../../batch/batch'
import { valueAt } from '../../batch/rows'
import type { Vector } from '../../batch/vector'
import { isWindowType, typeName, type DataType } from '../../core/data-type'
import { Decimal } from '../../core/decimal'
import { DayTimeInterval, YearMonthInterval } from '../../core/interval'
import { Instant, LocalDate, LocalDateTime } from '../../core/instant'
import { child, resolvePath } from '../../expr/bind'
import { cellText } from '../cell-text'
import { InvalidChart } from './chart'
import { titleOf } from './words'

/** Whether a channel is a moment, an amount or a name. */
export type Scale = 'time' | 'number' | 'name'

/** One encoded column, as values a chart can hold: ms since the epoch in UTC, numbers (an interval in seconds, or in months), texts; null where there is none. */
export interface ColumnValues {
  readonly path: string
  readonly title: string
  readonly scale: Scale
  readonly type: DataType
  readonly values: readonly (number | string | null)[]
  /** The end of each window, where the column is a window or its start. */
  readonly ends: readonly (number | null)[] | null
  /** Values that no number holds exactly, and are drawn at the nearest one. */
  readonly inexact: number
}

/** Reads a column by its path; a window column stands for its start, with the end beside it. */
export function columnValues(of: Batch, path: string): ColumnValues {
  const { indexes, type } = resolvePath(path, of.schema)
  if (isWindowType(type)) return { ...columnValues(of, `${path}.start`), path, title: titleOf(path) }
  const vector = vectorAt(of, indexes)
  const scale = scaleOf(type)
  let inexact = 0
  const values = Array.from({ length: of.numRows }, (_, row) => {
    const value = plain(valueAt(vector, row))
    if (typeof value !== 'bigint') return value
    if (BigInt(Number(value)) !== value) inexact++
    return Number(value)
  })
  return { path, title: titleOf(path), scale, type, values, ends: windowEnds(of, indexes), inexact }
}

/** The same, of a column that must be an amount. */
export function measureValues(of: Batch, path: string, channel: string): ColumnValues {
  const values = columnValues(of, path)
  if (values.scale !== 'number') {
    throw new InvalidChart(`${channel} needs a number, and '${path}' is ${typeName(values.type)}`, { hint: 'Count or average it in agg, or cast it to DOUBLE.' })
  }
  return values
}

export function vectorAt(of: Batch, indexes: readonly number[]): Vector {
  let vector = of.columns[indexes[0]]
  for (const index of indexes.slice(1)) if (vector.kind === 'struct') vector = child(vector, index)
  return vector
}

function windowEnds(of: Batch, indexes: readonly number[]): (number | null)[] | null {
  if (indexes.length < 2) return null
  const parent = vectorAt(of, indexes.slice(0, -1))
  if (parent.kind !== 'struct' || !isWindowType(parent.type) || indexes.at(-1) !== 0) return null
  const ends = child(parent, 1)
  return Array.from({ length: of.numRows }, (_, row) => {
    const end = plain(valueAt(ends, row))
    return typeof end === 'number' ? end : null
  })
}

function scaleOf(type: DataType): Scale {
  switch (type.kind) {
    case 'timestamp':
    case 'timestamp_ntz':
    case 'date': return 'time'
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'bigint':
    case 'float':
    case 'double':
    case 'decimal':
    case 'day_time':
    case 'year_month': return 'number'
    default: return 'name'
  }
}

// What a Date can hold; Spark's years go further.
const FARTHEST = 8.64e15

function plain(value: unknown): number | bigint | string | null {
  if (value === null) return null
  if (value instanceof Decimal) return value.toNumber()
  if (value instanceof DayTimeInterval) return Number(value.micros) / 1e6
  if (value instanceof YearMonthInterval) return value.months
  if (value instanceof Instant || value instanceof LocalDateTime) return inReach(value.millis)
  if (value instanceof LocalDate) return inReach(value.days * 86_400_000)
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  return typeof value === 'bigint' ? value : cellText(value)
}

function inReach(ms: number): number | null {
  return Math.abs(ms) <= FARTHEST ? ms : null
}
