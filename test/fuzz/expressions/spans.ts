import { BIGINT, DATE, DAY_TO_SECOND, DAYS, decimalOf, DOUBLE, INT, isInterval, isTimestamp, sameType, SMALLINT, STRING, TINYINT, YEAR_TO_MONTH, type DataType } from '../../../src/core/data-type'
import { call, literal } from '../../../src/expr/expression'
import { MONEY, randomInterval } from '../values'
import { number, oneOf, row, type Gen, type Production } from './generator'

const isDay = (type: DataType): boolean => type.kind === 'date'

/** What is added to a day or a time, or to an interval of that kind. */
function added(fn: string): Production {
  return {
    fn, to: type => isTimestamp(type) || isDay(type) || isInterval(type),
    make: (gen, type, depth) => {
      const by = isInterval(type) ? (gen.rng.chance(0.7) ? type : randomInterval(gen.rng)) : isDay(type) ? gen.rng.pick([DAYS, YEAR_TO_MONTH, INT, SMALLINT, TINYINT]) : randomInterval(gen.rng)
      const args = [gen.expr(type, depth - 1), gen.expr(by, depth - 1)]
      return call(fn, gen.rng.chance(0.2) ? args.reverse() : args)
    },
  }
}

/** How far two days or times are apart. */
function apart(fn: string): Production {
  return {
    fn, to: type => sameType(type, DAY_TO_SECOND) || sameType(type, DAYS),
    make: (gen, type, depth) => {
      const of = (): DataType => (sameType(type, DAYS) ? DATE : gen.rng.pick<DataType>([{ kind: 'timestamp' }, { kind: 'timestamp' }, { kind: 'timestamp_ntz' }, DATE]))
      return call(fn, [gen.expr(of(), depth - 1), gen.expr(of(), depth - 1)])
    },
  }
}

function scaled(fn: string): Production {
  return {
    fn, to: isInterval, weight: 0.7,
    make: (gen, type, depth) => {
      const args = [gen.expr(type, depth - 1), gen.expr(gen.rng.pick([TINYINT, INT, INT, BIGINT, DOUBLE, MONEY]), depth - 1)]
      return call(fn, fn === 'times' && gen.rng.chance(0.3) ? args.reverse() : args)
    },
  }
}

function signed(fn: string): Production {
  return { fn, to: isInterval, weight: 0.5, make: (gen, type, depth) => call(fn, [gen.expr(type, depth - 1)]) }
}

const ofTime = (gen: Gen, depth: number): ReturnType<Gen['expr']> => gen.expr(gen.rng.pick<DataType>([{ kind: 'timestamp' }, { kind: 'timestamp_ntz' }, DATE, DATE, STRING]), depth)
const TIME_PARTS = ['year', 'y', 'quarter', 'month', 'week', 'day', 'doy', 'dayofweek', 'dow', 'dayofweek_iso', 'hour', 'minute', 'MONTH']

/** A part of a time, or of an interval: of that type. */
function part(fn: string): Production[] {
  const fields = (...names: readonly string[]): Parameters<typeof row>[2][number] => oneOf(...names)
  return [
    row(fn, INT, [fields(...TIME_PARTS, 'yearofweek'), ofTime]), row(fn, decimalOf(8, 6), [fields('second', 's', 'SECONDS'), ofTime]),
    row(fn, INT, [fields('day', 'days'), DAY_TO_SECOND], 0.4), row(fn, TINYINT, [fields('hour', 'minute', 'm'), DAY_TO_SECOND], 0.4),
    row(fn, decimalOf(8, 6), [fields('second'), DAY_TO_SECOND]), row(fn, INT, [fields('year'), YEAR_TO_MONTH], 0.4), row(fn, TINYINT, [fields('month', 'year'), YEAR_TO_MONTH], 0.4),
    { fn, weight: 0.1, to: type => type.kind === 'int', make: (gen, _, depth) => call(fn, [literal(gen.rng.pick(['day', 'hour', 'second', 'month', 'year', 'week', 'nonsense']), STRING), gen.expr(randomInterval(gen.rng), depth - 1)]) },
  ]
}

export const spans: readonly Production[] = [
  added('plus'), added('minus'), added('tryAdd'), added('trySubtract'), apart('minus'), apart('trySubtract'),
  scaled('times'), scaled('divide'), scaled('tryMultiply'), scaled('tryDivide'), signed('negate'), signed('abs'),
  row('makeDtInterval', DAY_TO_SECOND, [INT, INT, INT, MONEY]), row('makeDtInterval', DAY_TO_SECOND, [SMALLINT, number(1, -25), INT, DOUBLE]),
  row('makeYmInterval', YEAR_TO_MONTH, [INT, INT]), row('makeYmInterval', YEAR_TO_MONTH, [TINYINT, number(0, 13, -1)]),
  ...part('extract'), ...part('datePart'),
]
