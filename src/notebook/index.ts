/**
 * Notebooks: read an .ipynb, run it cell by cell, turn it into one self-contained page; and, in `kernel/`, the same cells
 * in Jupyter. `cell/` is the process that runs them for both.
 *
 * May import rooms below it (here: `core/`, and of `workspace/` the widgets); tslab, markdown-it and sanitize-html are used nowhere else.
 *
 * - Two processes a notebook: the one that holds and writes it, and one that runs its cells and can die at any moment.
 * - A cell owns the queries and timers it starts: they are stopped when the cell is run again or interrupted, and when its
 *   process ends. Other tasks in the background (a loop behind an await, a server) go on when it is run again, as in any
 *   kernel; an interrupt while no cell runs ends everything that any cell has started. What a cell prints and shows,
 *   whenever that is, goes to it.
 * - An interrupted cell's awaits throw: its `finally` blocks run, its `catch` blocks do not see it, and nothing else of it
 *   goes on. It has 2 s for clearing up; a second interrupt takes them away. A loop that awaits nothing is ended at its
 *   next turn, and code at the top of a cell at once, without its `finally`. The variables stay.
 * - The kernel's front holds Jupyter's sockets and nothing else, so no cell can take it down. Its zeromq is tslab's own,
 *   loaded in one file. Measured in turns with tslab's own kernel on a quiet machine: first result after 3.1 s
 *   against 4.0 s, a trivial cell 12 ms against 10 ms (medians; test/bench/README.md).
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
