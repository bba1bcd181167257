/**
 * Widgets: the parameters of a notebook, as a Databricks notebook has them. A cell makes one and has its value; the value
 * comes from whoever is nearest: `widgets.set` in a cell, `tidemark run --param name=value` (or `--params file.json`),
 * `TIDEMARK_PARAM_NAME` in the environment, the notebook's cell tagged `parameters`, the default.
 *
 * In the lab a widget is a control (`lab-extension/`, which `tidemark lab` hands to JupyterLab): a choice is `widgets.set`
 * in the kernel, and the widget's cell and those below it run again. Elsewhere it shows as text that says how it is
 * changed: `widgets.set('day', '2021-10-30')`, and the cells below are run again.
 */
export * from './errors'
export { DECLARED, GIVEN, variableOf } from './given-values'
export { WIDGET_MIME } from './widget-output'
export { widgets, type Widgets } from './widgets'
