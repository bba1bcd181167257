import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isCode, parseNotebook, reportHtml, runNotebook, type CodeCell, type RunEvent, type RunResult } from '../../src/notebook'

export const root = resolve(__dirname, '../..')
export const tutorials = ['01-collect', '02-clean', '03-window', '04-visualise', '05-report', 'gallery'] as const

export interface Tutorial extends RunResult {
  readonly events: readonly RunEvent[]
  readonly cells: readonly CodeCell[]
  readonly html: string
}

/** Runs a tutorial as `tidemark run` does; the cells import the built package. */
export async function runTutorial(name: string, env: NodeJS.ProcessEnv = {}): Promise<Tutorial> {
  const file = join(root, 'notebooks', `${name}.ipynb`)
  const events: RunEvent[] = []
  const result = await runNotebook(parseNotebook(readFileSync(file, 'utf8'), `${name}.ipynb`), {
    file: `${name}.ipynb`, root, entry: join(root, 'dist/notebook/cell/cell-process.js'),
    observe: event => events.push(event), env: { ...process.env, TIDEMARK_KAFKA: '', ...env },
  })
  return { ...result, events, cells: result.notebook.cells.filter(isCode), html: reportHtml(result.notebook, { name: `${name}.ipynb` }) }
}

/** What a notebook printed and showed, as text, without what changes from run to run: ids, wall time, measured durations. */
export function outputText(cells: readonly CodeCell[]): string {
  return cells.map((cell, i) => {
    const outputs = cell.outputs.map(output => {
      if (output.output_type === 'stream') return output.text
      if (output.output_type === 'error') return `${output.ename}: ${output.evalue}`
      return 'data' in output ? `[${Object.keys(output.data).join(', ')}]\n${textOf(output.data['text/plain'])}` : ''
    })
    return `--- cell ${i + 1} ---\n${outputs.map(normal).join('\n')}`
  }).join('\n')
}

function normal(text: string): string {
  return text
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replace(/20(2[6-9]|[3-9]\d)-\d\d-\d\dT[\d:.]+Z/g, '<now>')
    .replace(/(TimeMs"?: )\d+/g, '$1<ms>')
    .replace(/(rate[^·]*?)[\d,.]+\/s/g, '$1<rate>')
    .replace(/node: v[\d.]+|node v[\d.]+/g, 'node <version>')
    .split('\n').map(line => line.trimEnd()).join('\n').trimEnd()
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : Array.isArray(value) ? value.join('') : ''
}

/** How many different pictures each output went through, by its id. */
export function framesOf(events: readonly RunEvent[]): number[] {
  const frames = new Map<string, Set<string>>()
  for (const event of events) {
    if (event.kind === 'cell') continue
    const svg = event.data['image/svg+xml']
    if (typeof svg === 'string') frames.set(event.id, (frames.get(event.id) ?? new Set()).add(svg))
  }
  return [...frames.values()].map(of => of.size)
}
