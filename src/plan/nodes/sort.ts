import type { Schema } from '../../core/data-type'
import { bind } from '../../expr/bind'
import type { Expression } from '../../expr/expression'
import type { Node } from '../node'
import { refuseOver } from '../refuse-over'

declare module '../node' { interface Nodes { sort: Sort } }

export interface SortOrder {
  readonly by: Expression
  readonly descending: boolean
  readonly nullsFirst: boolean
}

/** Orders the whole result. On a stream only after a complete-mode aggregate. */
export interface Sort {
  readonly kind: 'sort'
  readonly child: Node
  readonly schema: Schema
  readonly orders: readonly SortOrder[]
}

export function sort(child: Node, orders: readonly SortOrder[]): Sort {
  refuseOver('orderBy', orders.map(order => order.by))
  for (const order of orders) bind(order.by, child.schema)
  return Object.freeze({ kind: 'sort', child, schema: child.schema, orders: Object.freeze([...orders]) })
}

export function explainSort(node: Sort): string {
  const orders = node.orders.map(o => `${bind(o.by, node.schema).name} ${o.descending ? 'DESC' : 'ASC'} NULLS ${o.nullsFirst ? 'FIRST' : 'LAST'}`)
  return `Sort [${orders.join(', ')}]`
}
