import type { Vector } from '../../batch/vector'
import { call } from '../../expr/expression'
import type { Bound } from '../../expr/registry'
import type { Aggregate } from '../../plan/nodes/aggregate'
import type { Build } from './operator'
import { oneZero } from './one-zero'

export interface AggregateInputs { readonly bound: readonly Bound[]; readonly split: (columns: readonly Vector[]) => { keys: Vector[]; args: Vector[][] } }

/** Everything an aggregate evaluates over its input: the keys, then each aggregate's arguments. */
export function aggregateInputs(node: Aggregate, build: Build): AggregateInputs {
  const keys = node.keys.map(key => build.bind(key, node.child.schema))
  const args = node.aggregates.map(({ call: { args: given, options }, fn, argTypes }) => {
    const takes = fn.takes?.(argTypes, options) ?? []
    return given.map((arg, i) => build.bind(takes[i] == null ? arg : call('cast', [arg], { type: takes[i] }), node.child.schema))
  })
  return {
    bound: [...keys, ...args.flat()],
    split: columns => {
      let at = keys.length
      return { keys: columns.slice(0, keys.length).map(oneZero), args: args.map(of => columns.slice(at, at += of.length)) }
    },
  }
}
