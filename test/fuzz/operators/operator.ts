import type { Expression } from '../../../src/expr/expression'
import type { Node } from '../../../src/plan/node'
import type { Gen } from '../expressions'
import type { Step } from '../program'
import type { Rng } from '../random'

/** A step, with the node it makes: what the next step's types are read from. */
export interface Made {
  readonly step: Step
  readonly node: Node
}

/** What an operator's production may use. */
export interface Making {
  readonly rng: Rng
  readonly streaming: boolean
  /** For expressions over the columns of a node. */
  gen(node: Node): Gen
  /** Another source of the program, to be joined or united with. */
  other(like?: Made): Made
  /** The column that has the event time, where there is one. */
  timeOf(node: Node): string | undefined
}

/** One operator: how often it is drawn, how its step is made, and the node that a step says. */
export interface Operator {
  readonly name: string
  readonly batch: number
  readonly stream: number
  make(making: Making, below: Made): Step | null
  build(step: Step, inputs: readonly Node[]): Node
}

export function fresh(prefix: string, node: Node): string {
  const taken = node.schema.fields.map(f => f.name)
  const last = taken.filter(name => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length))).map(name => Number(name.slice(prefix.length)))
  return `${prefix}${Math.max(-1, ...last) + 1}`
}

/** What leaves rows in the order in which they were read, so that a first or last one is known. */
export const IN_ORDER: ReadonlySet<string> = new Set(['source', 'select', 'withColumn', 'withColumnRenamed', 'drop', 'where', 'withWatermark'])

/** Under names that no column here has yet. */
export function aliased(exprs: readonly Expression[], prefix: string, node: Node): Expression[] {
  const from = Number(fresh(prefix, node).slice(prefix.length))
  return exprs.map((child, i) => ({ kind: 'alias', name: `${prefix}${from + i}`, child }))
}
