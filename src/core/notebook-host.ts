/** What runs the notebook that a cell belongs to: the notebook room installs one in each process that runs cells. */
export interface NotebookHost {
  /** Runs the code cells of another notebook here, once for each text it has had, and gives what they declare. */
  include(path: string, options: { readonly from?: string; readonly output?: boolean }): Promise<Readonly<Record<string, unknown>>>
  /** What an included notebook declares, by the name of the module that stands for it. */
  included(module: string): Readonly<Record<string, unknown>>
  /** Runs another notebook in a process of its own. */
  run(path: string, parameters: Readonly<Record<string, unknown>>, options: { readonly timeoutMs?: number; readonly from?: string }): Promise<HostedRun>
}

export interface HostedRun {
  /** What the notebook gave to `notebook.exit`; null where it did not. */
  readonly value: unknown
  /** The executed copy. */
  readonly notebook: string
  readonly ms: number
}

/** The output by which a notebook says what it ends with; the error behind it is `NOTEBOOK_EXIT`. */
export const EXIT_MIME = 'application/vnd.tidemark.exit+json'
export const NOTEBOOK_EXIT = 'NOTEBOOK_EXIT'

// A cell imports the built package while the process that runs it may have loaded a copy of its own.
const slot = Symbol.for('tidemark.notebook-host')
const holder = globalThis as { [slot]?: NotebookHost }

export const notebookHost = (): NotebookHost | undefined => holder[slot]

export function installNotebookHost(host: NotebookHost): void {
  holder[slot] = host
}
