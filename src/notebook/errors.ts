import { defineError } from '../core/errors'

/** No such notebook file. */
export const NotebookMissing = defineError({ code: 'NOTEBOOK_MISSING', fault: 'user' })

/** The file cannot be read, or is not JSON. */
export const NotebookUnreadable = defineError({ code: 'NOTEBOOK_UNREADABLE', fault: 'user' })

/** JSON, but not a notebook of nbformat 4. */
export const NotebookInvalid = defineError({ code: 'NOTEBOOK_INVALID', fault: 'user' })

/** A notebook of another language than the runner's. */
export const NotebookLanguage = defineError({ code: 'NOTEBOOK_LANGUAGE', fault: 'user' })

/** tslab, an optional peer dependency, is not installed where the notebook runs. */
export const TslabMissing = defineError({ code: 'TSLAB_MISSING', fault: 'user' })

/** A cell was still running when its time was over. */
export const CellTimeout = defineError({ code: 'CELL_TIMEOUT', fault: 'user' })

/** The process that runs the cells ended before it was told to. */
export const CellProcessDied = defineError({ code: 'CELL_PROCESS_DIED', fault: 'user' })

/** Ctrl-C, or the caller's signal, while a notebook was running. */
export const RunInterrupted = defineError({ code: 'RUN_INTERRUPTED', fault: 'user' })

/** A report or an executed notebook cannot be written where it should go. */
export const ReportUnwritable = defineError({ code: 'REPORT_UNWRITABLE', fault: 'user' })

/** A notebook that includes or runs itself, by way of others or straight. */
export const NotebookCycle = defineError({ code: 'NOTEBOOK_CYCLE', fault: 'user' })

/** A cell of an included notebook does not compile, or threw. */
export const LibraryCellFailed = defineError({ code: 'LIBRARY_CELL_FAILED', fault: 'user' })

/** A cell of a notebook started with `notebook.run` failed. */
export const NotebookRunFailed = defineError({ code: 'NOTEBOOK_RUN_FAILED', fault: 'user' })

/** A notebook started with `notebook.run` was still running when its time was over. */
export const NotebookRunTimeout = defineError({ code: 'NOTEBOOK_RUN_TIMEOUT', fault: 'user' })

/** A parameter given from outside that does not fit what the notebook declares. */
export const InvalidParameter = defineError({ code: 'INVALID_PARAMETER', fault: 'user' })

/** The file that Jupyter names to a kernel is not there, or says nothing of use. */
export const ConnectionUnreadable = defineError({ code: 'CONNECTION_UNREADABLE', fault: 'user' })

/** No browser of Chromium's family on this machine. */
export const ChromiumMissing = defineError({ code: 'CHROMIUM_MISSING', fault: 'external' })

/** The browser ran and printed nothing. */
export const PdfFailed = defineError({ code: 'PDF_FAILED', fault: 'external', retryable: true })
