import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isCode, parseNotebook, runNotebook, type CodeCell, type RunEvent, type RunOptions, type RunResult } from '../../src/notebook'

export const root = resolve(__dirname, '..', '..')
export const fixture = (name: string): string => join(__dirname, 'fixtures', `${name}.ipynb`)

export interface Played extends RunResult {
  readonly events: readonly RunEvent[]
  readonly code: readonly CodeCell[]
}

/** Runs a fixture for real; the cells' process is the built one. */
export async function play(name: string, options: Partial<RunOptions> = {}): Promise<Played> {
  const file = fixture(name)
  const events: RunEvent[] = []
  const result = await runNotebook(parseNotebook(readFileSync(file, 'utf8'), `${name}.ipynb`), {
    file: `${name}.ipynb`,
    root,
    entry: join(root, 'dist', 'notebook', 'cell', 'cell-process.js'),
    observe: event => events.push(event),
    ...options,
  })
  return { ...result, events, code: result.notebook.cells.filter(isCode) }
}

export const printed = (cell: CodeCell | undefined, name: 'stdout' | 'stderr' = 'stdout'): string =>
  (cell?.outputs ?? []).map(output => (output.output_type === 'stream' && output.name === name ? output.text : '')).join('')

/** A cell's last value, as text. */
export const valueOf = (cell: CodeCell | undefined): unknown =>
  (cell?.outputs ?? []).flatMap(output => (output.output_type === 'execute_result' ? [output.data['text/plain']] : []))[0]

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
