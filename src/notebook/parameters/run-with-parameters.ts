import { EXIT_MIME, NOTEBOOK_EXIT } from '../../core/notebook-host'
import { DECLARED, GIVEN, WIDGET_MIME } from '../../workspace/widgets'
import { isCode, type Notebook } from '../nbformat'
import { runNotebook, type RunOptions, type RunResult } from '../runner/run-notebook'
import { injectParameters, type Parameters } from './inject-parameters'

export interface ParameterOptions extends RunOptions {
  readonly parameters?: Parameters
  /** The notebook's own file, from whose folder its relative paths are seen. */
  readonly path?: string
}

export interface ParameterRun extends RunResult {
  /** What the notebook ran with: its widgets and what its cell tagged `parameters` declares, by name. */
  readonly parameters: Parameters
  /** Where it called `notebook.exit`: with which value. */
  readonly exit?: { readonly value: unknown }
}

/** Runs a notebook that is given parameters: its widgets see them, and so does its cell tagged `parameters`. */
export async function runWithParameters(source: Notebook, options: ParameterOptions): Promise<ParameterRun> {
  const given = options.parameters ?? {}
  const { notebook, declared } = injectParameters(source, given)
  const widgets: Record<string, unknown> = {}
  let exit: { readonly value: unknown } | undefined
  const result = await runNotebook(notebook, {
    ...options,
    env: {
      ...(options.env ?? process.env), [GIVEN]: JSON.stringify(given), [DECLARED]: JSON.stringify(declared),
      ...(options.path === undefined ? {} : { TIDEMARK_NOTEBOOK: options.path }),
    },
    observe: event => {
      options.observe?.(event)
      if (event.kind === 'cell') return
      const widget = event.data[WIDGET_MIME] as { name?: unknown; value?: unknown } | undefined
      if (typeof widget?.name === 'string') widgets[widget.name] = widget.value
      const ended = event.data[EXIT_MIME] as { value?: unknown } | undefined
      if (ended !== undefined) exit = { value: ended.value ?? null }
    },
  })
  const parameters = { ...declared, ...widgets }
  if (exit === undefined || result.failure?.error.ename !== NOTEBOOK_EXIT) return { ...result, parameters }
  const { failure: _, ...rest } = result
  return { ...rest, notebook: withoutExitError(result.notebook), parameters, exit }
}

/** An exit is told by what it showed; the error that ended the cell is no failure. */
function withoutExitError(notebook: Notebook): Notebook {
  return {
    ...notebook,
    cells: notebook.cells.map(cell => (isCode(cell)
      ? { ...cell, outputs: cell.outputs.filter(output => output.output_type !== 'error' || output.ename !== NOTEBOOK_EXIT) } : cell)),
  }
}
