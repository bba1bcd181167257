import { BIGINT, DATE, DAY_TO_SECOND, DOUBLE, INT, STRING, TIMESTAMP, type DataType } from '../../../src/core/data-type'
import { DayTimeInterval } from '../../../src/core/interval'
import { call, literal, type Expression } from '../../../src/expr/expression'
import { number, oneOf, row, type Gen, type Production } from './generator'

const time = (gen: Gen, depth: number): Expression => gen.expr(gen.rng.pick([TIMESTAMP, TIMESTAMP, DATE]), depth)
const PARTS = ['year', 'quarter', 'month', 'dayOfMonth', 'dayOfWeek', 'dayOfYear', 'hour', 'minute', 'second']
const UNITS = oneOf('year', 'yyyy', 'quarter', 'month', 'mon', 'week', 'day', 'hour', 'minute', 'second', 'millisecond', 'microsecond', 'MONTH', 'nonsense')
const PATTERNS = oneOf(
  'yyyy-MM-dd', 'yyyy-MM-dd HH:mm:ss', 'yyyy-MM-dd HH:mm:ss.SSS', 'dd/MM/yyyy', 'EEE d MMM yyyy', 'EEEE', 'MMMM', 'h:mm a', 'D', 'DDD', 'Q', 'QQQ', 'yy', 'y', 'u', 'HH', 'H', 'k', 'K',
  "yyyy'T'HH", "''", 'SSSSSS', 'S', 'e', 'E', 'M', 'L', 'X', 'xxx', 'z', 'VV', 'F', 'A',
)
const READS = ['yyyy-MM-dd', 'yyyy-MM-dd HH:mm:ss', 'dd/MM/yyyy', 'HH:mm', 'yyyy', 'MMM d yyyy']

/** Text by a pattern: mostly text that was written by it. */
function reading(fn: string, result: DataType): Production {
  return {
    ...row(fn, result, []),
    make: (gen, _, depth) => {
      if (gen.rng.chance(0.4)) return call(fn, [gen.expr(gen.rng.pick([STRING, TIMESTAMP, DATE]), depth - 1), ...(fn === 'unixTimestamp' ? [literal('yyyy-MM-dd HH:mm:ss', STRING)] : [])])
      const pattern = gen.rng.pick(READS)
      const text = gen.rng.chance(0.8) ? call('dateFormat', [time(gen, depth - 2), literal(gen.rng.chance(0.9) ? pattern : gen.rng.pick(READS), STRING)]) : gen.expr(STRING, depth - 1)
      return call(fn, [text, literal(pattern, STRING)])
    },
  }
}

export const times: readonly Production[] = [
  ...PARTS.map(fn => row(fn, INT, [time], 0.5)),
  row('dateTrunc', TIMESTAMP, [UNITS, time]), row('dateFormat', STRING, [time, PATTERNS]),
  reading('toTimestamp', TIMESTAMP), reading('tryToTimestamp', TIMESTAMP), reading('toDate', DATE), reading('unixTimestamp', BIGINT),
  row('timestampSeconds', TIMESTAMP, [BIGINT]), row('timestampSeconds', TIMESTAMP, [DOUBLE], 0.5), row('timestampMillis', TIMESTAMP, [BIGINT]),
  row('dateAdd', DATE, [time, INT]), row('dateAdd', DATE, [time, number(1, -1, 31, 366)]), row('dateDiff', INT, [time, time]),
  // The time of the query is not the same on both: only what it is compared with is.
  { fn: 'currentTimestamp', weight: 0.2, to: type => type.kind === 'boolean', make: gen => call('gt', [call('currentTimestamp', []), gen.lit(TIMESTAMP)]) },
  {
    fn: 'interval', to: type => type.kind === 'timestamp',
    make: (gen, _, depth) => call(gen.rng.pick(['plus', 'minus']), [gen.expr(TIMESTAMP, depth - 1), literal(new DayTimeInterval(BigInt(gen.rng.pick([0, 1, 60e6, 3600e6, 86400e6 * 30, -5e6]))), DAY_TO_SECOND)]),
  },
]
