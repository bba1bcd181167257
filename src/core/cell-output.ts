import { isQuiet } from './quiet-output'

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
  /** The run of a cell that the calling code belongs to: an object of its own for each. */
  readonly run?: object
  /**
   * Hands over something that the cell started and that goes on behind its end, a query above all: it is stopped when the
   * cell is run again or interrupted, and when the kernel ends.
   */
  own(started: Started): void
}

/** What a cell started. Stopping what has ended already does nothing. */
export interface Started {
  stop(): Promise<void>
  /** Resolves or rejects when it has ended by itself or was stopped. */
  readonly ended: Promise<unknown>
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
  own() {},
}

function print(bundle: MimeBundle): void {
  const text = bundle['text/plain']
  process.stdout.write(`${typeof text === 'string' ? text : `<${Object.keys(bundle).join(', ')}>`}\n`)
}

/** Shows a cell's last value the way `display` would; null where it has no form for it. */
export type ValueDisplay = (value: unknown) => (() => Promise<void>) | null

// A cell imports the built package while the runner may have loaded its own copy, so the slots are process-wide.
const slot = Symbol.for('tidemark.cell-output')
const valueSlot = Symbol.for('tidemark.value-display')
const holder = globalThis as { [slot]?: CellOutput; [valueSlot]?: ValueDisplay }

export function cellOutput(): CellOutput {
  const output = holder[slot] ?? printing
  return isQuiet() ? { ...output, show: () => ({ id: 'quiet', update() {} }) } : output
}

export function installCellOutput(output: CellOutput): void {
  holder[slot] = output
}

export function valueDisplay(): ValueDisplay {
  return holder[valueSlot] ?? (() => null)
}

export function installValueDisplay(display: ValueDisplay): void {
  holder[valueSlot] = display
}
