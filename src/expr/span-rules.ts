import { isInterval, isSmallWhole, isTimestamp, type DataType } from '../core/data-type'

/** A function of days, times and intervals, and the places of its arguments: `INTERVAL + TIMESTAMP` is a time and what is added to it. */
export interface SpanCall { readonly fn: string; readonly args: readonly number[] }

const isDay = (type: DataType): boolean => type.kind === 'date'
const isDays = (type: DataType): boolean => type.kind === 'day_time' && type.end === 0
const isNumberOrText = (type: DataType): boolean => ['tinyint', 'smallint', 'int', 'bigint', 'float', 'double', 'decimal', 'string', 'null'].includes(type.kind)

/** What `+` is where a day, a time or an interval is concerned, by Spark's rules; null where it is a sum of numbers. */
export function sumOf([a, b]: readonly DataType[]): SpanCall | null {
  return added(a, b, [0, 1]) ?? (isInterval(a) || isDay(b) || isTimestamp(b) ? added(b, a, [1, 0]) : null)
}

function added(a: DataType, b: DataType, args: readonly number[]): SpanCall | null {
  if (isInterval(a) && (a.kind === b.kind || b.kind === 'null')) return { fn: 'spanPlus', args }
  if (a.kind === 'null' && isInterval(b)) return { fn: 'spanPlus', args }
  if (isDay(a) && isDays(b)) return { fn: 'dayPlus', args }
  if (isDay(a) && isSmallWhole(b)) return { fn: 'dayAdded', args }
  if ((isDay(a) || isTimestamp(a)) && (isInterval(b) || b.kind === 'null')) return { fn: 'timePlus', args }
  return a.kind === 'string' && b.kind === 'day_time' ? { fn: 'timePlus', args } : null
}

/** The same for `-`. */
export function differenceOf([a, b]: readonly DataType[]): SpanCall | null {
  const args = [0, 1]
  if (isInterval(a) ? a.kind === b.kind || b.kind === 'null' : a.kind === 'null' && isInterval(b)) return { fn: 'spanMinus', args }
  if (isDay(a) && isDays(b)) return { fn: 'dayMinus', args }
  if (isDay(a) && isSmallWhole(b)) return { fn: 'dayTaken', args }
  if ((isDay(a) || isTimestamp(a)) && isInterval(b)) return { fn: 'timeMinus', args }
  if (a.kind === 'string' && b.kind === 'day_time') return { fn: 'timeMinus', args }
  const [first, second] = [a, b].map(type => isDay(type) || isTimestamp(type))
  if (!(first || second) || ![a, b].every((type, i) => [first, second][i] || type.kind === 'string' || type.kind === 'null')) return null
  return { fn: isTimestamp(a) || isTimestamp(b) ? 'timesBetween' : 'daysBetween', args }
}

/** The same for `*`. */
export function productOf([a, b]: readonly DataType[]): SpanCall | null {
  if (isInterval(a) && isNumberOrText(b)) return { fn: 'spanTimes', args: [0, 1] }
  return isInterval(b) && isNumberOrText(a) ? { fn: 'spanTimes', args: [1, 0] } : null
}

/** The same for `/`. */
export function quotientOf([a, b]: readonly DataType[]): SpanCall | null {
  return isInterval(a) && isNumberOrText(b) ? { fn: 'spanDivide', args: [0, 1] } : null
}
