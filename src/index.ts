/**
 * Tidemark: event streams in a notebook, with Spark Structured Streaming's model, typed.
 *
 *     connectors ──▶ formats ──▶ engine ───────▶ connectors   display ──▶ notebook
 *       (in)         bytes→      how, here        (out)       where it     cell by cell,
 *                    columns        ▲                          shows        report
 *                                   │ plan: what   ▲ api: how it is said
 *
 * A tour, from the bottom; a room imports only rooms below it, and each room's `index.ts` opens with its rules.
 *
 * - `core/`: errors, data types, schemas at compile time, instants and durations, where a row came from.
 * - `batch/`: rows as columns. A record's value never becomes an object on its way here.
 * - `formats/`: bytes and a schema to a batch, and back.
 * - `expr/`: column expressions; a function family a file: type rule, kernel, Spark's name, example.
 * - `connectors/`: one folder a system, source and sink side by side.
 * - `plan/`: a query as frozen nodes; what Spark refuses is refused here; the contracts of engines and queries.
 * - `engine/`: micro-batches, state, watermarks, checkpoints.
 * - `api/`: `spark`, `Frame`, and the types that know a frame's columns.
 * - `article/`: the three functions of the article that this project began with.
 * - `display/`: charts and tables in a cell, drawn again as batches land.
 * - `notebook/`, `workspace/`, `cli/`: running notebooks, what surrounds them, and the commands for it.
 *
 * Exports only.
 */
export * from './api'
export * from './expr/functions'
export { col, lit, type Column, type NamedColumn } from './expr/column'

export * from './article'
export * from './display'
export { notebook, type NotebookRun } from './workspace/libraries'
export { widgets } from './workspace/widgets'

export { Decimal } from './core/decimal'
export { Instant, LocalDate, LocalDateTime } from './core/instant'
export { DayTimeInterval, YearMonthInterval } from './core/interval'
export type { DayTimeFields, YearMonthFields } from './core/interval'
export { isTidemarkError, TidemarkError } from './core/errors'
export { parseDdl } from './core/ddl'
export type { Field, Schema } from './core/data-type'
export type { LedgerEntry } from './core/ledger'
export type { PathsOf, RowInput, RowOf } from './core/schema-types'

export type {
  BadRecords, Ledger, OpenWindow, QueryEnding, QueryProgress, QueryStatus, SourceProgress, StateOperatorProgress, StreamingQuery, StreamingQueryListener,
  StreamingQueryManager,
} from './plan/query'
export type { PartitionStand, WaitingWindow, WatermarkNodeStand, WatermarkStand, Why, WhyKind, WhyReason } from './plan/why'
export type { PartitionLag } from './connectors/contract'
