import { field, struct, type Schema } from '../../core/data-type'
import type { Expression } from '../../expr/expression'
import type { Node } from '../node'
import { outputField } from '../output-field'

declare module '../node' { interface Nodes { expand: Expand } }

/** One row for each of the projections, for every row: what `rollup` and `cube` group, and what `describe` lists. */
export interface Expand {
  readonly kind: 'expand'
  readonly child: Node
  readonly schema: Schema
  /** All of one length and the same types; the first one names the columns. */
  readonly projections: readonly (readonly Expression[])[]
  /** For grouping sets: which keys each projection keeps. They stand behind the child's columns, and a set's number behind them. */
  readonly sets?: readonly (readonly number[])[]
}

export function expand(child: Node, projections: readonly (readonly Expression[])[], sets?: Expand['sets']): Expand {
  const all = projections.map(one => one.map(of => outputField(of, child.schema)))
  const fields = all[0].map((f, i) => field(f.name, f.type, all.some(one => one[i].nullable), f.metadata))
  return Object.freeze({ kind: 'expand', child, schema: struct(fields), projections: Object.freeze(projections.map(one => Object.freeze([...one]))), ...(sets === undefined ? {} : { sets }) })
}

export function explainExpand(node: Expand): string {
  return `Expand ${node.projections.length} × [${node.schema.fields.map(f => f.name).join(', ')}]`
}
