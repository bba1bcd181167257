import { cellOutput } from '../../core/cell-output'
import { defineError } from '../../core/errors'
import { EXIT_MIME, NOTEBOOK_EXIT, notebookHost, type NotebookHost } from '../../core/notebook-host'

/** Something that only a cell of a notebook can do. */
export const NotInNotebook = defineError({ code: 'NOT_IN_NOTEBOOK', fault: 'user' })

/** Ends a notebook where it called `notebook.exit`; nothing is wrong with it. */
export const NotebookExit = defineError({ code: NOTEBOOK_EXIT, fault: 'user' })

/** What a notebook that was run ended with. */
export interface NotebookRun {
  /** What it gave to `notebook.exit`; null where it gave nothing. */
  readonly value: unknown
  /** The executed copy, with its outputs. */
  readonly notebook: string
  readonly ms: number
}

export interface NotebookTools {
  /**
   * Runs the code cells of another notebook in this process and gives what they declare. The compiler knows the types
   * where the path is written out in the cell. A notebook that has not changed runs once; one that has runs again.
   * Its outputs are not shown unless `output` is true. `import { parse } from './lib.ipynb'` in a cell does the same.
   * Databricks: `%run`.
   *
   * @param path seen from the folder of the notebook that names it
   * @throws NOTEBOOK_MISSING naming the nearest, NOTEBOOK_CYCLE, LIBRARY_CELL_FAILED naming notebook, cell and line
   */
  include<Exports = Readonly<Record<string, unknown>>>(path: string, options?: { readonly output?: boolean }): Promise<Exports>

  /**
   * Runs another notebook from top to bottom in a process of its own, with parameters that its widgets and its cell
   * tagged `parameters` see, waits for it, and gives what it ended with. Databricks: `dbutils.notebook.run`.
   *
   * @param options `timeoutMs`: how long it may take in all; without it each cell may take what a run allows
   * @throws NOTEBOOK_RUN_FAILED with the cell and its error, NOTEBOOK_RUN_TIMEOUT, NOTEBOOK_MISSING, NOTEBOOK_CYCLE
   */
  run(path: string, parameters?: Readonly<Record<string, unknown>>, options?: { readonly timeoutMs?: number }): Promise<NotebookRun>

  /**
   * Ends the notebook here, without an error, and gives a value (JSON) to whoever ran it. Databricks:
   * `dbutils.notebook.exit`.
   */
  exit(value?: unknown): never
}

function host(): NotebookHost {
  const found = notebookHost()
  if (found !== undefined) return found
  throw new NotInNotebook('only a cell of a notebook can include or run another', { hint: 'In a script, import a module, or start `tidemark run child.ipynb`.' })
}

/** What a notebook does with other notebooks. Databricks: `%run` and `dbutils.notebook`. */
export const notebook: NotebookTools = Object.freeze<NotebookTools>({
  include: async <Exports>(path: string, options: { readonly output?: boolean } = {}) => await host().include(path, options) as Exports,
  run: async (path, parameters = {}, options = {}) => host().run(path, parameters, options),
  exit(value = null) {
    const json = JSON.stringify(value) as string | undefined
    cellOutput().show({ [EXIT_MIME]: { value: json === undefined ? null : JSON.parse(json) as unknown }, 'text/plain': `The notebook ends here: ${json ?? 'null'}` })
    throw new NotebookExit('the notebook ended here', { hint: 'notebook.exit says so; the cells below were not run.' })
  },
})
