import type { Vector } from '../../batch/vector'
import { BOOLEAN, typeName, type DataType } from '../../core/data-type'
import { argument, type AstOf, type ColumnOrName } from '../argument'
import { defineMethods, makeCall, type AnyColumn, type Ast, type Column, type Operand } from '../column'
import { evaluateWhere } from '../kernels/evaluate-where'
import { booleanVector } from '../kernels/vectors'
import { register, TypeMismatch, type LazyFunction, type ScalarFunction } from '../registry'
import { implicitCast } from '../unasked-cast'
import type { Takes } from '../type-rules'

declare module '../ops' {
  interface Ops<S, R> {
    and: Takes<S, 'and', R, ['a BOOLEAN'], 'BOOLEAN'>
    or: Takes<S, 'or', R, ['a BOOLEAN'], 'BOOLEAN'>
    not: Takes<S, 'not', R, ['a BOOLEAN'], 'BOOLEAN'>
  }
}

declare module '../column' {
  interface Column<A> {
    /**
     * True where both are; false where either is false; else null. The other side is not evaluated for rows that are
     * false already. Spark: `and`, `&`.
     *
     * @example
     * col('action').eq('login').and(col('n').gt(3))
     */
    and<const B extends Operand>(other: B): Column<['and', A, Ast<B>]>
    /**
     * True where either is; false where both are false; else null. The other side is not evaluated for rows that are
     * true already. Spark: `or`, `|`.
     *
     * @example
     * col('user').isNull().or(col('user').eq(''))
     */
    or<const B extends Operand>(other: B): Column<['or', A, Ast<B>]>
    /**
     * True where it is false, and the other way round; null stays null. Spark: `not`, `!`, `~`.
     *
     * @example
     * col('user').contains('bot').not()
     */
    not(): Column<['not', A]>
  }
}

/**
 * True where the condition is false, and the other way round; null stays null. Spark: `not`.
 *
 * @example
 * not(col('user').isin('a', 'b'))
 */
export function not<const C extends ColumnOrName>(condition: C): Column<['not', AstOf<C>]> {
  return makeCall('not', [argument(condition)])
}

defineMethods({
  and(this: AnyColumn, other: Operand) { return makeCall('and', [this, other]) },
  or(this: AnyColumn, other: Operand) { return makeCall('or', [this, other]) },
  not(this: AnyColumn) { return makeCall('not', [this]) },
})

function conditions(symbol: string): (args: readonly DataType[]) => DataType {
  return args => {
    const wrong = args.find(type => type.kind !== 'boolean' && type.kind !== 'null')
    if (wrong !== undefined) throw new TypeMismatch(`${symbol} needs a BOOLEAN, and this is ${typeName(wrong)}`, { hint: 'Compare it with something: .eq(…), .gt(…), .isNotNull().' })
    return BOOLEAN
  }
}

/** One byte a row: 0 or 1, and 2 for null. */
function truths(of: Vector, rows: number): Uint8Array {
  if (of.kind !== 'boolean') return new Uint8Array(rows).fill(UNKNOWN)
  if (of.validity === null) return of.values
  const states = new Uint8Array(rows)
  for (let i = 0; i < rows; i++) states[i] = of.validity[i] === 0 ? UNKNOWN : of.values[i]
  return states
}

const UNKNOWN = 2

/** `decides` is the value that settles a row whatever the other side is: false for `and`, true for `or`. */
function connective(name: string, symbol: string, decides: 0 | 1): LazyFunction {
  return {
    is: 'lazy', name, spark: name,
    takes: args => args.map(arg => (arg.kind === 'string' && args.some(one => one.kind === 'boolean') ? BOOLEAN : null)),
    resultType: conditions(symbol),
    sql: ([a, b]) => `(${a} ${symbol} ${b})`,
    evaluate: ([first, second], batch, { rows, context }) => {
      const left = truths(first.evaluate(batch, context), rows)
      const open = new Uint8Array(rows)
      for (let i = 0; i < rows; i++) open[i] = left[i] === decides ? 0 : 1
      const right = truths(evaluateWhere(second, batch, open, context), rows)
      const values = new Uint8Array(rows)
      let validity: Uint8Array | null = null
      for (let i = 0; i < rows; i++) {
        if (open[i] === 0 || right[i] === decides) {
          values[i] = decides
        } else if (left[i] === UNKNOWN || right[i] === UNKNOWN) {
          validity ??= new Uint8Array(rows).fill(1)
          validity[i] = 0
        } else {
          values[i] = 1 - decides
        }
      }
      return booleanVector(values, validity)
    },
  }
}

const negation: ScalarFunction = {
  is: 'scalar', name: 'not', spark: 'not',
  takes: ([of]) => [implicitCast(of, BOOLEAN)],
  resultType: conditions('NOT'),
  sql: ([of]) => `(NOT ${of})`,
  evaluate: ([of], { rows }) => {
    const states = truths(of, rows)
    const values = new Uint8Array(rows)
    for (let i = 0; i < rows; i++) values[i] = states[i] === 0 ? 1 : 0
    return booleanVector(values, of.kind === 'null' ? new Uint8Array(rows) : of.validity)
  },
}

register(connective('and', 'AND', 0), connective('or', 'OR', 1), negation)
