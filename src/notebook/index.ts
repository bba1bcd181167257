/**
 * Notebooks without Jupyter: read an .ipynb, run it cell by cell, turn it into one self-contained page.
 *
 * May import rooms below it (here: `core/`, and of `workspace/` the widgets); tslab, markdown-it and sanitize-html are used nowhere else.
 *
 * - Two processes a notebook: the one that holds and writes it, and one that runs its cells and can die at any moment.
 * - A notebook or report is published whole or not at all.
 * - A report runs no script and fetches nothing; whatever a cell's output holds is text or sanitised markup in it.
 */
export * from './errors'
export * from './nbformat'
export { findChromium } from './pdf/find-chromium'
export { printPdf, type PrintOptions } from './pdf/print-pdf'
export { runWithParameters, type ParameterOptions, type ParameterRun } from './parameters/run-with-parameters'
export { plainText } from './plain-text'
export { kernelDisplayName, kernelName, kernelSpecFiles } from './kernel/kernel-spec'
export { startKernel, type Kernel, type KernelOptions } from './kernel/start-kernel'
export { projectRoot } from './runner/project-root'
export { runNotebook, type RunEvent, type RunOptions, type RunResult } from './runner/run-notebook'
export { indexHtml, type IndexedReport } from './report/index-page'
export { reportHtml, type ReportOptions } from './report/report'
export { readableDuration, runStampOf, stampRun, type RunStamp } from './report/run-stamp'
