import type { DecimalVector, IntVector } from '../../batch/vector'
import { DAY_TO_SECOND, decimalOf, INT, typeName, YEAR_TO_MONTH, type DataType } from '../../core/data-type'
import { Decimal } from '../../core/decimal'
import { MICROS_OF_UNIT } from '../../core/interval'
import { argument, type AstOf, type ColumnOrName } from '../argument'
import { lit, makeCall, type Column } from '../column'
import { isNumeric } from '../common-type'
import { intervalBeyond } from '../errors'
import { castMakesNull } from '../kernels/cast-nulls'
import { castVector } from '../kernels/cast-vector'
import { intVector, isValid, longVector, nullsOf } from '../kernels/vectors'
import { anyNull, register, TypeMismatch, type ScalarFunction } from '../registry'
import type { Takes } from '../type-rules'

declare module '../ops' {
  interface Ops<S, R> {
    makeDtInterval: Takes<S, 'makeDtInterval', R, ['a number'], 'INTERVAL DAY TO SECOND'>
    makeYmInterval: Takes<S, 'makeYmInterval', R, ['a number'], 'INTERVAL YEAR TO MONTH'>
  }
}

type None = ['lit', 'INT']

/**
 * An INTERVAL DAY TO SECOND of so many days, hours, minutes and seconds, the last with digits to the microsecond; what is left
 * out is 0. Spark: `make_dt_interval`.
 *
 * @throws INTERVAL_ARITHMETIC_OVERFLOW
 * @example
 * makeDtInterval(lit(0), 'n')
 */
export function makeDtInterval(): Column<['makeDtInterval']>
export function makeDtInterval<const D extends ColumnOrName>(days: D): Column<['makeDtInterval', AstOf<D>]>
export function makeDtInterval<const D extends ColumnOrName, const H extends ColumnOrName>(days: D, hours: H): Column<['makeDtInterval', AstOf<D>, AstOf<H>]>
export function makeDtInterval<const D extends ColumnOrName, const H extends ColumnOrName, const M extends ColumnOrName>(days: D, hours: H, minutes: M): Column<['makeDtInterval', AstOf<D>, AstOf<H>, AstOf<M>]>
export function makeDtInterval<const D extends ColumnOrName, const H extends ColumnOrName, const M extends ColumnOrName, const C extends ColumnOrName>(days: D, hours: H, minutes: M, seconds: C): Column<['makeDtInterval', AstOf<D>, AstOf<H>, AstOf<M>, AstOf<C>]>
export function makeDtInterval(days: ColumnOrName = lit(0), hours: ColumnOrName = lit(0), minutes: ColumnOrName = lit(0), seconds: ColumnOrName = lit(new Decimal(0n, 6))): Column<unknown> {
  return makeCall('makeDtInterval', [days, hours, minutes, seconds].map(argument))
}

/**
 * An INTERVAL YEAR TO MONTH of so many years and months; what is left out is 0. Spark: `make_ym_interval`.
 *
 * @throws INTERVAL_ARITHMETIC_OVERFLOW
 * @example
 * makeYmInterval(lit(1), 'n')
 */
export function makeYmInterval<const Y extends ColumnOrName = Column<None>, const M extends ColumnOrName = Column<None>>(years?: Y, months?: M): Column<['makeYmInterval', AstOf<Y>, AstOf<M>]> {
  return makeCall('makeYmInterval', [argument(years ?? lit(0)), argument(months ?? lit(0))])
}

const SECONDS = decimalOf(18, 6)

function making(name: string, spark: string, type: DataType, as: readonly DataType[]): Omit<ScalarFunction, 'evaluate'> {
  return {
    is: 'scalar', name, spark,
    resultType: args => {
      const other = args.find(arg => !isNumeric(arg) && arg.kind !== 'string' && arg.kind !== 'null')
      if (other !== undefined) throw new TypeMismatch(`${name} needs numbers, and this is ${typeName(other)}`, { hint: "Cast it first: .cast('INT')." })
      return type
    },
    nullable: (args, _, types) => args.some((of, i) => of || castMakesNull(types[i], as[i])),
  }
}

const DAY_TIME = [INT, INT, INT, SECONDS]
const YEAR_MONTH = [INT, INT]

const makeDtIntervalFunction: ScalarFunction = {
  ...making('makeDtInterval', 'make_dt_interval', DAY_TO_SECOND, DAY_TIME),
  evaluate(args, { rows }) {
    if (args.some(arg => arg.kind === 'null')) return nullsOf(DAY_TO_SECOND, rows)
    const parts = args.map((arg, i) => castVector(arg, DAY_TIME[i]) as IntVector | DecimalVector)
    // Seconds that are NaN or infinite are a null as a DECIMAL.
    const validity = anyNull(parts, rows)
    return longVector(BigInt64Array.from({ length: rows }, (_, row) => {
      if (!isValid(validity, row)) return 0n
      const micros = parts.reduce((sum, { values }, unit) => sum + BigInt(values[row]) * (unit === 3 ? 1n : MICROS_OF_UNIT[unit]), 0n)
      return BigInt.asIntN(64, micros) === micros ? micros : intervalBeyond('makeDtInterval')()
    }), validity, DAY_TO_SECOND)
  },
}

const makeYmIntervalFunction: ScalarFunction = {
  ...making('makeYmInterval', 'make_ym_interval', YEAR_TO_MONTH, YEAR_MONTH),
  evaluate(args, { rows }) {
    if (args.some(arg => arg.kind === 'null')) return nullsOf(YEAR_TO_MONTH, rows)
    const validity = anyNull(args, rows)
    const [years, months] = args.map(arg => (castVector(arg, INT) as IntVector).values)
    return intVector(Int32Array.from({ length: rows }, (_, row) => {
      if (!isValid(validity, row)) return 0
      const all = years[row] * 12 + months[row]
      return all === (all | 0) ? all : intervalBeyond('makeYmInterval')()
    }), validity, YEAR_TO_MONTH)
  },
}

register(makeDtIntervalFunction, makeYmIntervalFunction)
