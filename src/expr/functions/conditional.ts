import { BOOLEAN, typeName, type DataType } from '../../core/data-type'
import { NotSupported } from '../../core/errors'
import type { Err } from '../../core/schema-types'
import { defineMethods, makeCall, makeColumn, toExpression, type AnyColumn, type Ast, type Column, type Operand } from '../column'
import { commonTypeOf } from '../common-type'
import { call, type Call } from '../expression'
import { choose } from '../kernels/choose'
import { coerceWhere, requireCommon } from '../kernels/coerce'
import { evaluateWhere } from '../kernels/evaluate-where'
import { register, TypeMismatch, type LazyFunction } from '../registry'
import type { Arg, CommonOf } from '../type-rules'

/** Every condition BOOLEAN, every value of one type. The arguments are condition, value, condition, value, …, otherwise. */
type Case<S, R, Values extends readonly unknown[] = []> =
  R extends readonly [infer C, infer V, ...infer Rest]
    ? Arg<S, 'when', 'a BOOLEAN', C> extends infer T ? T extends Err<unknown> ? T : Case<S, Rest, [...Values, V]> : never
    : R extends readonly [infer V] ? CommonOf<S, 'when', [...Values, V]> : CommonOf<S, 'when', Values>

declare module '../ops' {
  interface Ops<S, R> {
    when: Case<S, R>
  }
}

/** A `when` that can go on: further cases, or what holds otherwise. Without `otherwise` other rows are null. */
export interface WhenColumn<P extends readonly unknown[]> extends Column<['when', ...P]> {
  /**
   * The value for rows that meet this condition and none before. Spark: `when`.
   *
   * @example
   * when(col('n').gt(9), 'many').when(col('n').gt(0), 'some').otherwise('none')
   */
  when<const C extends Operand, const V extends Operand>(condition: C, value: V): WhenColumn<[...P, Ast<C>, Ast<V>]>
  /**
   * The value for rows that meet no condition. Spark: `otherwise`.
   *
   * @example
   * when(col('action').eq('login'), 1).otherwise(0)
   */
  otherwise<const V extends Operand>(value: V): Column<['when', ...P, Ast<V>]>
}

/**
 * The value for rows that meet the condition; go on with `.when(…)` and end with `.otherwise(…)`, else other rows are
 * null. Text is a value here, not a column's name. A value is evaluated only for the rows that take it: guard a division
 * with `when(col('n').neq(0), …)`. Spark: `when`, `CASE WHEN`.
 *
 * @example
 * when(col('action').eq('login'), 'in').otherwise('out')
 */
export function when<const C extends Operand, const V extends Operand>(condition: C, value: V): WhenColumn<[Ast<C>, Ast<V>]> {
  return makeCall<['when', Ast<C>, Ast<V>]>('when', [condition, value]) as WhenColumn<[Ast<C>, Ast<V>]>
}

defineMethods({
  when(this: AnyColumn, condition: Operand, value: Operand) { return extended(this, [condition, value]) },
  otherwise(this: AnyColumn, value: Operand) { return extended(this, [value]) },
})

function extended(of: AnyColumn, more: readonly Operand[]): AnyColumn {
  const cases = of.expr
  if (!isOpen(cases)) throw new NotSupported('when and otherwise go on after a when(condition, value) that has no otherwise yet', { hint: 'Start with when(condition, value).' })
  return makeColumn(call('when', [...cases.args, ...more.map(toExpression)], cases.options, cases.site))
}

function isOpen(of: AnyColumn['expr']): of is Call {
  return of.kind === 'call' && of.fn === 'when' && of.args.length % 2 === 0
}

/** The values of a case, in order, with that of `otherwise` last. */
function values<T>(args: readonly T[]): T[] {
  return args.filter((_, i) => i % 2 === 1 || (i === args.length - 1 && i % 2 === 0))
}

const caseWhen: LazyFunction = {
  is: 'lazy', name: 'when', spark: 'when', guards: () => true,
  takes: args => {
    const common = commonTypeOf(values(args))
    return args.map((_, i) => (i % 2 === 1 || (i === args.length - 1 && i % 2 === 0) ? common : null))
  },
  resultType: (args: readonly DataType[]) => {
    for (let i = 0; i + 1 < args.length; i += 2) {
      if (args[i].kind !== BOOLEAN.kind) throw new TypeMismatch(`when needs a BOOLEAN, and this is ${typeName(args[i])}`, { hint: 'Compare it with something: .eq(…), .gt(…), .isNotNull().' })
    }
    return requireCommon('when', values(args))
  },
  // What stands behind a condition that is always true is never taken.
  nullable: (args, _, _types, bound) => {
    const certain = bound.findIndex((one, i) => i % 2 === 0 && i + 1 < bound.length && one.constant?.value === true)
    const open = certain < 0 ? args : args.slice(0, certain + 2)
    return (certain < 0 && args.length % 2 === 0) || values(open).some(Boolean)
  },
  sql: args => {
    const cases: string[] = []
    for (let i = 0; i + 1 < args.length; i += 2) cases.push(`WHEN ${args[i]} THEN ${args[i + 1]}`)
    return `CASE ${cases.join(' ')}${args.length % 2 === 1 ? ` ELSE ${args[args.length - 1]}` : ''} END`
  },
  evaluate: (args, batch, { type, rows, context }) => {
    const choice = new Int8Array(rows).fill(-1)
    const open = new Uint8Array(rows).fill(1)
    const branches = []
    for (let at = 0; at < args.length; at += 2) {
      const isLast = at === args.length - 1
      const taken = isLast ? open.slice() : new Uint8Array(rows)
      if (!isLast) {
        const condition = evaluateWhere(args[at], batch, open, context)
        if (condition.kind === 'boolean') {
          for (let i = 0; i < rows; i++) taken[i] = open[i] === 1 && condition.values[i] === 1 && (condition.validity === null || condition.validity[i] === 1) ? 1 : 0
        }
      }
      for (let i = 0; i < rows; i++) {
        if (taken[i] === 0) continue
        choice[i] = branches.length
        open[i] = 0
      }
      branches.push(coerceWhere(evaluateWhere(args[isLast ? at : at + 1], batch, taken, context), type, taken))
    }
    return choose(type, branches, choice)
  },
}

register(caseWhen)
