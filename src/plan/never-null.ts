import type { Schema } from '../core/data-type'
import { bind } from '../expr/bind'
import type { Expression } from '../expr/expression'

/** Whether an expression is never null, as Spark sees it: what is taken from beyond the end of an array is none, but an error. */
export function neverNull(of: Expression, schema: Schema): boolean {
  return beyond(of) || !bind(of, schema).nullable
}

function beyond(of: Expression): boolean {
  if (of.kind !== 'call' || (of.fn !== 'getItem' && of.fn !== 'elementAt')) return false
  const [list, index] = of.args
  if (list.kind !== 'call' || list.fn !== 'array' || index.kind !== 'literal' || index.value === null) return false
  const at = Number(index.value)
  return of.fn === 'getItem' ? at < 0 || at >= list.args.length : Math.abs(at) > list.args.length || at === 0
}
