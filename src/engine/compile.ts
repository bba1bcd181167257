import type { Node, NodeKind } from '../plan/node'
import type { OutputMode } from '../connectors/contract'
import { bind } from '../expr/bind'
import type { Bound } from '../expr/registry'
import { isEager } from '../plan/eager-local'
import { isComputedEarly } from '../plan/nodes/local'
import type { Scan } from '../plan/nodes/scan'
import { inputWatermark } from '../plan/watermarks'
import { aggregateOperator } from './operators/aggregate'
import { deduplicateOperator } from './operators/deduplicate'
import { expandOperator } from './operators/expand'
import { filterOperator } from './operators/filter'
import { joinOperator } from './operators/join'
import { limitOperator } from './operators/limit'
import { localOperator } from './operators/local'
import { computedOnce, type ComputedOnce } from './operators/computed-once'
import type { BatchRun, Build, Observation, Operator, StatefulOperator, WatermarkNode } from './operators/operator'
import { observeOperator } from './operators/observe'
import { projectOperator } from './operators/project'
import { sampleOperator } from './operators/sample'
import { scanOperator } from './operators/scan'
import { setOperationOperator } from './operators/set-operation'
import { sessionWindowOperator } from './operators/session-window'
import { sortOperator } from './operators/sort'
import { timeWindowOperator } from './operators/time-window'
import { transformWithStateOperator } from './operators/transform-with-state'
import { unionOperator } from './operators/union'
import { windowedOperator } from './operators/windowed'
import { withWatermarkOperator } from './operators/with-watermark'

const operators: { readonly [K in NodeKind]: (node: Extract<Node, { kind: K }>, build: Build) => Operator } = {
  scan: scanOperator,
  local: localOperator,
  project: projectOperator,
  filter: filterOperator,
  'frame-alias': (node, build) => build.operator(node.child),
  'with-watermark': withWatermarkOperator,
  'time-window': timeWindowOperator,
  'session-window': sessionWindowOperator,
  observe: observeOperator,
  'transform-with-state': transformWithStateOperator,
  aggregate: aggregateOperator,
  deduplicate: deduplicateOperator,
  expand: expandOperator,
  join: joinOperator,
  sample: sampleOperator,
  union: unionOperator,
  windowed: windowedOperator,
  'set-operation': setOperationOperator,
  sort: sortOperator,
  limit: limitOperator,
}

/** A plan made ready to run. */
export interface Program {
  readonly root: Operator
  /** Works out what depends on no row, and throws what fails there, once, though no row may need it: as Spark plans. */
  precompute(batchTimeMs: number): void
  /** Computes what a batch frame's plan makes of values that are there, whether anything will look at it or not: Spark plans so. */
  computeValues(run: BatchRun): Promise<void>
  /** The sources to open, each once. */
  readonly scans: readonly Scan[]
  readonly watermarks: readonly WatermarkNode[]
  readonly stateful: readonly StatefulOperator[]
  readonly observations: readonly Observation[]
  /** What a checkpoint of this query is bound to, line by line. */
  readonly signature: readonly string[]
}

/** Binds every expression of a plan and makes its operators; `mode` is null for a batch frame. */
export function compile(plan: Node, mode: OutputMode | null): Program {
  const scans: Scan[] = []
  const watermarks: WatermarkNode[] = []
  const stateful: StatefulOperator[] = []
  const signature: string[] = []
  const observations: Observation[] = []
  const constants: Bound[] = []
  // Stateful operators stand in Spark's order, the result's first: each goes before those of the nodes below it.
  const places: { readonly at: number; readonly node: Node }[] = []
  const early: ComputedOnce[] = []
  let idle = false
  const build: Build = {
    mode,
    operator: node => {
      places.push({ at: stateful.length, node })
      const top = mode === null && isEager(node) && !(places.length > 1 && isEager(places.at(-2)!.node))
      const made = operatorOf(node, build)
      const operator = top ? computedOnce(made) : made
      if (top) early.push(operator as ComputedOnce)
      places.pop()
      return operator
    },
    idle: node => {
      const was = idle
      idle = true
      build.operator(node)
      idle = was
    },
    bind: (of, schema) => {
      const bound = bind(of, schema)
      const node = places.at(-1)?.node
      if (!idle && bound.precompute !== undefined && (node === undefined || !isComputedEarly(node))) constants.push(bound)
      return bound
    },
    source: node => {
      const known = scans.findIndex(one => one.source === node.source && one.options === node.options && one.given === node.given)
      if (known >= 0) return known
      signature.push(`source ${scans.length}: ${node.source.format}`)
      return scans.push(node) - 1
    },
    watermark: of => { watermarks.push(of) },
    stateful: operator => {
      if (idle) return operator
      const place = places.at(-1)
      const placed = place === undefined ? operator : underItsWatermark(operator, place.node)
      stateful.splice(place?.at ?? 0, 0, placed)
      return placed
    },
    observed: of => { observations.push(of) },
    pin: line => { signature.push(line) },
  }
  const precompute = (batchTimeMs: number): void => {
    for (const one of constants) one.precompute!({ batchTimeMs })
    constants.length = 0
  }
  const computeValues = async (run: BatchRun): Promise<void> => {
    for (const one of early) await one.compute(run)
  }
  return { root: build.operator(plan), precompute, computeValues, scans, watermarks, stateful, observations, signature }
}

/** An operator sees the watermark that reaches it: below one that holds rows back it is not the query's own. */
function underItsWatermark(operator: StatefulOperator, node: Node): StatefulOperator {
  const reaching = inputWatermark(node)
  const at = (ms: number): number => reaching?.(ms) ?? 0
  return {
    ...operator,
    usesWatermark: operator.usesWatermark && reaching !== null,
    watermarkAt: at,
    rows: run => {
      const query = run.query ?? run
      return operator.rows({ ...query, query, lateMs: at(query.lateMs), watermarkMs: at(query.watermarkMs) })
    },
  }
}

function operatorOf<K extends NodeKind>(node: Extract<Node, { kind: K }>, build: Build): Operator {
  return (operators[node.kind] as (node: Extract<Node, { kind: K }>, build: Build) => Operator)(node, build)
}
