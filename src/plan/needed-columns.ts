import type { Expression } from '../expr/expression'

/** Functions that are null where an argument is, as Spark's optimizer knows them. */
const STRICT = new Set([
  'eq', 'neq', 'lt', 'leq', 'gt', 'geq', 'not', 'plus', 'minus', 'times', 'divide', 'mod', 'negate', 'abs', 'ceil', 'floor', 'sqrt', 'pow', 'cast', 'tryCast',
  'tryAdd', 'trySubtract', 'tryMultiply', 'tryDivide', 'like', 'rlike', 'startsWith', 'endsWith', 'contains', 'upper', 'lower', 'initcap', 'reverse',
  'length', 'bitLength', 'octetLength', 'substring', 'replace', 'regexpReplace', 'regexpExtract', 'split', 'lpad', 'rpad', 'hex', 'unhex', 'unbase64', 'md5', 'sha1', 'sha2',
  'getItem', 'getField', 'get', 'elementAt', 'tryElementAt', 'arrayContains', 'fromJson', 'year', 'quarter', 'month', 'weekOfYear', 'dayOfMonth', 'dayOfWeek', 'weekday', 'hour', 'minute', 'second',
  'windowTime', 'dateAdd', 'dateSub', 'dateDiff', 'dateFormat', 'dateFromUnixDate', 'unixDate', 'makeDate', 'addMonths', 'lastDay', 'nextDay', 'monthsBetween', 'timestampMillis', 'timestampSeconds',
])

/** The columns without which an expression, or a condition, is null; those that a condition asks for itself among them. */
export function neededColumns(of: Expression): string[] {
  if (of.kind === 'alias') return neededColumns(of.child)
  if (of.kind === 'call' && (of.fn === 'isNotNull' || of.fn === 'between')) return of.args.flatMap(strictly)
  return strictly(of)
}

function strictly(of: Expression): string[] {
  switch (of.kind) {
    case 'column': return [of.path]
    case 'alias': return strictly(of.child)
    case 'call': return STRICT.has(of.fn) ? of.args.flatMap(strictly) : []
    default: return []
  }
}
