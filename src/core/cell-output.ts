/** A MIME bundle: the same thing in several forms, the richest that a front end can show wins. */
export type MimeBundle = Readonly<Record<string, unknown>>

/**
 * The rows under a chart, as an escaped HTML table, for a report to put beside it under a fold. Not `text/html`: JupyterLab
 * ranks that above Vega-Lite and would show the table in place of the chart.
 */
export const DATA_TABLE_MIME = 'application/vnd.tidemark.table+html'

/**
 * Where displayed things go. The notebook room installs one per cell process; without it they are printed as text.
 */
export interface CellOutput {
  /** Shows a new output and returns a handle that redraws it in place, wherever the notebook has gone on to. */
  show(bundle: MimeBundle): LiveOutput
  /** Whether a person is watching (JupyterLab) or a runner is recording (headless). */
  readonly headless: boolean
}

export interface LiveOutput {
  readonly id: string
  update(bundle: MimeBundle): void
}

const printing: CellOutput = {
  headless: true,
  show(bundle) {
    print(bundle)
    return { id: 'stdout', update: print }
  },
}

function print(bundle: MimeBundle): void {
  const text = bundle['text/plain']
  process.stdout.write(`${typeof text === 'string' ? text : `<${Object.keys(bundle).join(', ')}>`}\n`)
}

// A cell imports the built package while the runner may have loaded its own copy, so the slot is process-wide.
const slot = Symbol.for('tidemark.cell-output')
const holder = globalThis as { [slot]?: CellOutput }

export function cellOutput(): CellOutput {
  return holder[slot] ?? printing
}

export function installCellOutput(output: CellOutput): void {
  holder[slot] = output
}
