import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { cellOutput } from '../../core/cell-output'
import { isTidemarkError } from '../../core/errors'
import type { HostedRun } from '../../core/notebook-host'
import { NotebookCycle, NotebookRunFailed, NotebookRunTimeout } from '../errors'
import { parseNotebook, printNotebook } from '../nbformat'
import type { Parameters } from '../parameters/inject-parameters'
import { runWithParameters } from '../parameters/run-with-parameters'
import { readLibrary } from './library-source'

/** The notebooks that have started one another, down to this process: their paths with line feeds between. */
const CHAIN = 'TIDEMARK_NOTEBOOK_CHAIN'
/** A chain of different notebooks is no cycle, but every link is a process that waits. */
const deepest = 8
/** Within a run's own limit by default: a cell that waits for a child counts as one that runs. */
const longestTimer = 2 ** 31 - 1

/** Runs a notebook in a process of its own, keeps its executed copy, and gives what it ended with. */
export async function runChild(path: string, root: string, parameters: Parameters, timeoutMs: number | undefined): Promise<HostedRun> {
  const chain = (process.env[CHAIN] ?? process.env.TIDEMARK_NOTEBOOK ?? '').split('\n').filter(one => one !== '')
  // It is a notebook, and it is there: said with the nearest name where it is not.
  const { shown } = readLibrary(path, root)
  if (chain.includes(path) || chain.length >= deepest) {
    const names = [...chain, path].map(one => relative(root, one))
    throw new NotebookCycle(chain.includes(path) ? `'${shown}' runs itself: ${names.join(' → ')}` : `${deepest} notebooks run one another: ${names.join(' → ')}`, { hint: 'A notebook that is run must not run the one that waits for it.' })
  }
  const stop = new AbortController()
  let timedOut = false
  const timer = timeoutMs === undefined ? undefined : setTimeout(() => {
    timedOut = true
    stop.abort()
  }, Math.min(timeoutMs, longestTimer))
  const running = runWithParameters(parseNotebook(readFileSync(path, 'utf8'), shown), {
    file: shown, path, root, parameters, signal: stop.signal, cellTimeoutMs: timeoutMs,
    env: { ...process.env, [CHAIN]: [...chain, path].join('\n') },
  })
  // Where the cell that waits is interrupted or its kernel ends, so does the child.
  cellOutput().own({ stop: async () => { stop.abort(); await running.catch(() => {}) }, ended: running.catch(() => {}) })
  try {
    const result = await running
    const kept = keep(path, root, parameters, printNotebook(result.notebook))
    if (result.failure !== undefined) {
      const { cell, error } = result.failure
      throw new NotebookRunFailed(`'${shown}', cell ${cell} failed: ${error.ename}: ${error.evalue}`, {
        hint: `Its outputs up to there: ${relative(root, kept)}`, details: { notebook: kept, cell, ename: error.ename },
      })
    }
    return { value: result.exit?.value ?? null, notebook: kept, ms: result.ms }
  } catch (error) {
    if (!timedOut || (isTidemarkError(error) && error instanceof NotebookRunFailed)) throw error
    throw new NotebookRunTimeout(`'${shown}' was still running after ${(timeoutMs ?? 0) / 1000} s`, { hint: 'Give it more time: notebook.run(path, parameters, { timeoutMs }).' })
  } finally {
    clearTimeout(timer)
  }
}

/** One copy for each notebook and set of parameters: the newest. */
function keep(path: string, root: string, parameters: Parameters, text: string): string {
  const dir = join(root, '.tidemark', 'runs')
  const which = createHash('sha256').update(JSON.stringify([path, parameters])).digest('hex').slice(0, 8)
  mkdirSync(dir, { recursive: true })
  const kept = join(dir, `${basename(path, '.ipynb')}-${which}.ipynb`)
  writeFileSync(kept, text)
  return kept
}
