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
 * - A running query is redrawn in one place, at most 4 times a second and in frames of bounded size; its last frame is drawn
 *   before `stop()` resolves, and after it neither timer nor listener is left.
 * - A query's sink gets what Spark's would get; upserts and "the newest rows" are views of it.
 *
 * What JupyterLab 4 does with `update_display_data`, and why live frames are HTML:
 * - Vega-Lite: its renderer empties the output, then embeds a new view asynchronously, so a blank is painted between two
 *   frames, the height collapses and the page below jumps; then it adds a PNG to the output, which is saved with it.
 * - `image/svg+xml`: an `<img>` with a data address takes the place of the old one, blank until it is decoded.
 * - `text/html`: the output is emptied and filled in one turn of the event loop, with nothing painted in between.
 * So while a query runs its chart is SVG inside HTML with a title for each mark, never lower than the frame before, and
 * the frame that stays is the Vega-Lite chart with tooltips and zoom beside its SVG. An opened `<details>` closes with
 * every frame, so folds stand only in panels that are no longer redrawn. Text between dollar signs would be typeset as
 * mathematics: what we draw carries the classes that say no.
 *
 * To add a chart: its file in `charts/`, a line in `charts/index.ts`, its entry in `notebooks/gallery.ipynb`, which is its golden
 * test.
 */
export * from './charts'
export * from './display'
export * from './figures'
export * from './provenance'
import './show-value'
