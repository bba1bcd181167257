/**
 * engine/: runs plans in this process, a micro-batch at a time.
 *
 * `create-engine` is the door. `compile` turns a plan into `operators/`, one file each, in a table over every node kind;
 * `state/` holds groups and writes them down; `checkpoint/` is the folder a query can be killed over; `plan-batch`,
 * `micro-batch` and `query-run` are the loop. May import core, batch, formats, expr, connectors and plan.
 *
 * Invariants
 * - The phases P0 to P7 (`effects.ts`) in their order; a crash after any of them loses nothing and repeats nothing.
 * - A row is late by the previous batch's watermark, a group leaves by this batch's; both are in the offset log, so that a
 *   batch that runs again gives what it gave.
 * - Watermarks, windows, output modes and progress are Spark's. The ledger is a copy beside the stream, never a removal.
 * - Time, disk, chance and environment come in as `EngineEffects`.
 *
 * To add an operator: its file in `operators/`, its line in `compile.ts`.
 */
export { createEngine, type EmbeddedEngine } from './create-engine'
export type { EngineEffects, Phase } from './effects'
export { QueryNameTaken } from './query-manager'
export type { StreamingQueryManager } from '../plan/query'
export * from './checkpoint/errors'
export { memoryFiles } from './checkpoint/memory-files'
export { MalformedRecord } from './operators/bad-records'
export { RowsGone } from './rows-behind'
