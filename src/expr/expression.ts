import type { DataType } from '../core/data-type'
import type { CallSite } from '../core/errors'

/**
 * A column expression as data: frozen, unresolved, independent of any frame. `bind` gives it types and a kernel;
 * another engine sends it as it is. A `call` names a function of the registry: an operator, a cast, an aggregate and
 * `window` are all calls.
 */
export type Expression = ColumnRef | Literal | Call | Alias

export interface ColumnRef { readonly kind: 'column'; readonly path: string; readonly site?: CallSite }
export interface Literal { readonly kind: 'literal'; readonly type: DataType; readonly value: unknown }
export interface Call {
  readonly kind: 'call'
  readonly fn: string
  readonly args: readonly Expression[]
  /** What is not an expression: the type of a cast, the schema of `fromJson`, the duration of a window. */
  readonly options: Readonly<Record<string, unknown>>
  readonly site?: CallSite
}
export interface Alias { readonly kind: 'alias'; readonly name: string; readonly child: Expression }

export function columnRef(path: string, site?: CallSite): ColumnRef {
  return Object.freeze({ kind: 'column', path, site })
}

export function literal(value: unknown, type: DataType): Literal {
  return Object.freeze({ kind: 'literal', type, value })
}

export function call(fn: string, args: readonly Expression[], options: Call['options'] = {}, site?: CallSite): Call {
  return Object.freeze({ kind: 'call', fn, args: Object.freeze([...args]), options: Object.freeze({ ...options }), site })
}

/** Conditions, at least one, that must all hold. */
export function allOf(conditions: readonly Expression[]): Expression {
  return conditions.reduce((a, b) => call('and', [a, b]))
}

/** The conditions that must all hold, one by one; Spark's `between` is two. */
export function conjuncts(of: Expression): Expression[] {
  if (of.kind !== 'call') return [of]
  if (of.fn === 'and') return of.args.flatMap(conjuncts)
  if (of.fn === 'between') return [call('geq', [of.args[0], of.args[1]], {}, of.site), call('leq', [of.args[0], of.args[2]], {}, of.site)]
  return [of]
}

export function alias(child: Expression, name: string): Alias {
  return Object.freeze({ kind: 'alias', name, child })
}

/** The expression rebuilt with each child mapped. */
export function mapChildren(of: Expression, to: (child: Expression) => Expression): Expression {
  if (of.kind === 'call') return call(of.fn, of.args.map(to), of.options, of.site)
  if (of.kind === 'alias') return alias(to(of.child), of.name)
  return of
}

/** Every node, outermost first. */
export function* walk(of: Expression): Generator<Expression> {
  yield of
  if (of.kind === 'call') for (const arg of of.args) yield* walk(arg)
  if (of.kind === 'alias') yield* walk(of.child)
}
