/**
 * plan/: what a query is, and what running one means.
 *
 * Frozen logical nodes, one file each under `nodes/` (the node, its schema rule, what it refuses, its explain line); the
 * checks a stream must pass; the optimizer; and the contracts that engines fulfil (`Engine`, `StreamingQuery`,
 * `QueryProgress`, `Catalog`). May import core, batch, formats, expr and connectors' contracts; runs nothing.
 *
 * Invariants: a node is checked when it is made, so that an error points at the line that wrote it; nodes are never
 * changed, only replaced; an optimizer rule keeps the schema.
 *
 * To add an operator: its file in `nodes/`, a member of `Node`, a line in `explain.ts`, `optimize.ts` and the engine's
 * operator table; the compiler names each place.
 */
export * from './behind-mark'
export * from './check-streaming'
export * from './errors'
export * from './explain'
export * from './metadata'
export * from './node'
export * from './nodes/aggregate'
export * from './nodes/deduplicate'
export * from './nodes/expand'
export * from './nodes/filter'
export * from './nodes/frame-alias'
export * from './nodes/join'
export * from './nodes/limit'
export * from './nodes/local'
export * from './nodes/observe'
export * from './nodes/project'
export * from './nodes/sample'
export * from './nodes/scan'
export * from './nodes/set-operation'
export * from './nodes/session-window'
export * from './nodes/sort'
export * from './nodes/time-window'
export * from './nodes/transform-with-state'
export * from './nodes/union'
export * from './nodes/windowed'
export * from './nodes/with-watermark'
export * from './optimize'
export * from './query'
export * from './stateful-processor'
export * from './why'
