import { BIGINT, BOOLEAN, DOUBLE, FLOAT, INT, sameType, SMALLINT, TINYINT, type DataType, type Schema } from '../../../src/core/data-type'
import { Instant } from '../../../src/core/instant'
import { bind } from '../../../src/expr/bind'
import { call, columnRef, literal, type Expression } from '../../../src/expr/expression'
import { quote } from '../../../src/plan/names'
import type { Rng } from '../random'
import { MONEY, randomScalar, randomValue } from '../values'

/** What a production may use: chance, the columns there are, and expressions of a type. */
export interface Gen {
  readonly rng: Rng
  readonly schema: Schema
  /** How often a literal is an edge of its type. */
  readonly wild: number
  /** How often an argument is of some other type than asked for: what Spark casts by itself, or refuses. */
  readonly odd: number
  /** An expression of that type, or (rarely) of another. */
  expr(type: DataType, depth: number): Expression
  /** A literal that is not null. */
  lit(type: DataType): Expression
  /** A type that can be compared, mostly that of a column. */
  orderable(): DataType
}

/** A way to make an expression of a type: one row a function. */
export interface Production {
  /** Ours, as `call.fn` has it. */
  readonly fn: string
  readonly weight?: number
  /** Whether it can be of that type. */
  to(type: DataType): boolean
  make(gen: Gen, type: DataType, depth: number): Expression
}

type Argument = DataType | ((gen: Gen, depth: number) => Expression)

/** A function whose arguments have types of their own: the usual row. */
export function row(fn: string, result: DataType, args: readonly Argument[], weight?: number): Production {
  return {
    fn, weight,
    to: type => sameType(type, result),
    make: (gen, _, depth) => call(fn, args.map(arg => (typeof arg === 'function' ? arg(gen, depth - 1) : gen.expr(arg, depth - 1)))),
  }
}

/** One of these texts, as a literal: patterns and separators. */
export function oneOf(...texts: readonly string[]): Argument {
  return gen => literal(gen.rng.pick(texts), { kind: 'string' })
}

/** One of these numbers, as a literal. */
export function number(...values: readonly number[]): Argument {
  return gen => literal(gen.rng.pick(values), INT)
}

export const isNumber = (type: DataType): boolean => ['tinyint', 'smallint', 'int', 'bigint', 'float', 'double', 'decimal'].includes(type.kind)
export const isNested = (type: DataType): boolean => ['array', 'map', 'struct'].includes(type.kind)

/** A type no wider than this one. */
export function narrower(gen: Gen, type: DataType): DataType {
  switch (type.kind) {
    case 'smallint': return gen.rng.pick([TINYINT, SMALLINT])
    case 'int': return gen.rng.pick([TINYINT, SMALLINT, INT, INT, INT, INT])
    case 'bigint': return gen.rng.pick([INT, BIGINT, BIGINT])
    case 'double': return gen.rng.pick([INT, BIGINT, DOUBLE, DOUBLE, DOUBLE, FLOAT])
    case 'decimal': return gen.rng.pick([INT, BIGINT, DOUBLE, type, type, type, MONEY])
    default: return type
  }
}

export interface GenOptions {
  readonly rng: Rng
  readonly schema: Schema
  readonly productions: readonly Production[]
  readonly wild: number
  readonly odd: number
}

export function genOf({ rng, schema, productions, wild, odd }: GenOptions): Gen {
  const columns = schema.fields.flatMap(({ name, type }) => {
    const path = quote(name)
    const own = [{ path, type }]
    return type.kind === 'struct' ? [...own, ...type.fields.map(f => ({ path: `${path}.${quote(f.name)}`, type: f.type }))] : own
  })
  const gen: Gen = {
    rng, schema, wild, odd,
    lit: type => literal(randomValue(type, rng, wild), type),
    orderable: () => {
      const orders = columns.filter(({ type }) => !isNested(type))
      return orders.length > 0 && rng.chance(0.8) ? rng.pick(orders).type : randomScalar(rng)
    },
    expr: (asked, depth) => {
      const type = rng.chance(odd) ? randomScalar(rng) : asked
      const fitting = columns.filter(one => sameType(one.type, type))
      if (fitting.length > 0 && rng.chance(depth <= 0 ? 0.85 : 0.4)) return columnRef(rng.pick(fitting).path)
      if (depth > 0) {
        const able = productions.filter(one => one.to(type))
        if (able.length > 0) return rng.weighted(able.map(one => [one.weight ?? 1, one] as const)).make(gen, type, depth)
      }
      return leaf(gen, type, fitting.map(one => one.path))
    },
  }
  return gen
}

function leaf(gen: Gen, type: DataType, paths: readonly string[]): Expression {
  if (paths.length > 0 && gen.rng.chance(0.5)) return columnRef(gen.rng.pick(paths))
  if (gen.rng.chance(0.06)) return literal(null, isNested(type) ? { kind: 'null' } : type)
  switch (type.kind) {
    case 'array': return call('array', gen.rng.times(1 + gen.rng.int(2), () => gen.expr(type.element, 0)))
    case 'struct': return call('struct', type.fields.map(f => gen.expr(f.type, 0)), { names: type.fields.map(f => f.name) })
    case 'map': return call('fromJson', [literal('{"a":1,"1":null}', { kind: 'string' })], { schema: type, parsing: { mode: 'PERMISSIVE', columnNameOfCorruptRecord: '_corrupt_record', maxNestingDepth: 512 } })
    case 'null': return literal(null, type)
    default: return gen.lit(type)
  }
}

/** Whether it can be bound here, and of which type it is then; null where the plan refuses it. */
export function typeOf(of: Expression, schema: Schema): DataType | null {
  try {
    return bind(of, schema).type
  } catch {
    return null
  }
}

export const TRUE = literal(true, BOOLEAN)
export const NOON = literal(new Instant(1704103200_000000n), { kind: 'timestamp' })
