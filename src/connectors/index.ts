/**
 * Connectors: where rows come from and where they go. One folder a system, source and sink side by side, behind the two
 * contracts in `contract.ts`: `kafka/` (live, and from a tape), `file/`, `rate/`, `memory/`, `console/`, `foreach-batch/`.
 *
 * May import: core, batch, formats. The clients of systems and their codecs, each in its system's folder.
 *
 * Invariants
 * - A batch is a range of offsets: planned, written down by the engine, then read. Read again, it gives the same rows with
 *   the same origins.
 * - A source keeps nothing outside its log; a sink that is given the same batch again does not repeat its rows.
 * - Options have Spark's names in any case; one that is not known is refused with the nearest that is.
 * - Clock, disk and environment come in with the context.
 *
 * To add a connector: its folder, its line where formats are found by name (`api/formats.ts`), a row in
 * `test/contracts/source.test.ts` or `sink.test.ts`, a live test where it speaks to a server.
 */
export * from './console'
export * from './contract'
export * from './file'
export { foreachBatchSink } from './foreach-batch/foreach-batch-sink'
export { kafka } from './kafka'
export * from './memory'
export { rate } from './rate/rate-source'
