import { BIGINT, BOOLEAN, DATE, DOUBLE, INT, STRING, TIMESTAMP, type DataType } from '../../../src/core/data-type'
import { call } from '../../../src/expr/expression'
import { functionNames, functionOf } from '../../../src/expr/registry'
import { MONEY } from '../values'
import { choices } from './choices'
import type { Production } from './generator'
import { nested } from './nested'
import { numbers } from './numbers'
import { spans } from './spans'
import { text } from './text'
import { times } from './times'

export { genOf, typeOf, type Gen } from './generator'

/** Names of the registry that no query says itself, or that stand elsewhere in the grammar. */
const INNER = new Set(['fromJsonBytes', 'window', 'sessionWindow', 'over'])

const listed: readonly Production[] = [...numbers, ...text, ...times, ...spans, ...choices, ...nested]

/**
 * A function that no row tells of: called with whatever its type rule takes, so that a function is tried from the day it
 * is registered.
 */
function probed(fn: string): Production[] {
  const of = functionOf(fn)
  if (of.is !== 'scalar' && of.is !== 'lazy') return []
  const types = [STRING, INT, BIGINT, DOUBLE, BOOLEAN, TIMESTAMP, DATE, MONEY]
  const signatures: DataType[][] = [[], ...types.map(a => [a]), ...types.flatMap(a => types.map(b => [a, b]))]
  return signatures.flatMap((args): Production[] => {
    try {
      const bound = args.map(type => ({ type, nullable: true, name: 'a', evaluate: () => { throw new Error('not run') } }))
      const { kind } = of.resultType(args, {}, bound)
      return [{ fn, weight: 0.3, to: type => type.kind === kind, make: (gen, _, depth) => call(fn, args.map(type => gen.expr(type, depth - 1))) }]
    } catch {
      return []
    }
  })
}

const told = new Set(listed.map(one => one.fn))

/** Every way to make an expression. */
export const productions: readonly Production[] = [...listed, ...functionNames().filter(fn => !told.has(fn) && !INNER.has(fn)).flatMap(probed)]
