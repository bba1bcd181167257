import type { Expression } from '../expr/expression'

/** Functions that are null where an argument is, as Spark's optimizer knows them. */
const STRICT = new Set([
  'eq', 'neq', 'lt', 'leq', 'gt', 'geq', 'not', 'plus', 'minus', 'times', 'divide', 'mod', 'negate', 'abs', 'cast', 'shift', 'like', 'rlike',
  'startsWith', 'endsWith', 'contains', 'upper', 'lower', 'length', 'getItem', 'year', 'month', 'dayOfMonth', 'hour', 'minute', 'second', 'dateAdd', 'dateDiff',
])

/** The columns without which an expression, or a condition, is null. */
export function neededColumns(of: Expression): string[] {
  switch (of.kind) {
    case 'column': return [of.path]
    case 'alias': return neededColumns(of.child)
    case 'call': return of.fn === 'isNotNull' ? (of.args[0].kind === 'column' ? [of.args[0].path] : []) : STRICT.has(of.fn) ? of.args.flatMap(neededColumns) : []
    default: return []
  }
}
