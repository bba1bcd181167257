/**
 * Display: how rows look. A batch as a table; a chart as a Vega-Lite spec with its data, as SVG and as the table of its
 * rows; a running query as one picture that is redrawn in place, with its progress below.
 *
 * May import: core, batch, expr, connectors' contracts, plan, api. vega and vega-lite, in one file each time by their
 * first use.
 *
 * Invariants
 * - What comes from data is text: escaped in HTML (only `html` writes any), a value and never a part of an expression in
 *   a spec, with nothing in it that a terminal would act on.
 * - A picture is complete: it loads nothing and runs no script.
 * - The same rows give the same picture, byte for byte: UTC, fixed widths of letters, ids made from the content.
 * - A query's sink gets what Spark's would get; upserts and "the newest rows" are views of it.
 *
 * To add a chart: its file in `charts/`, a line in `charts/index.ts`, its golden in `test/charts/`.
 */
export * from './charts'
export * from './display'
export * from './figures'
export * from './provenance'
