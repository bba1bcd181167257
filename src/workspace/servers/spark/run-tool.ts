import { spawn } from 'node:child_process'
import { SparkStartInterrupted } from './errors'

export interface Ran { readonly status: number | null; readonly said: string }

/** Runs a program to its end, in a group of its own that dies with the signal; the end of what it said. */
export function runTool(command: string, args: readonly string[], signal?: AbortSignal): Promise<Ran> {
  return new Promise((done, fail) => {
    if (signal?.aborted) return fail(interrupted())
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    const kill = (): void => {
      try {
        process.kill(-(child.pid ?? 0), 'SIGKILL')
      } catch {
        // It has ended already.
      }
    }
    signal?.addEventListener('abort', kill)
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { said = (said + text).slice(-20_000) })
    child.once('error', error => done({ status: null, said: error.message }))
    child.once('close', status => {
      signal?.removeEventListener('abort', kill)
      if (signal?.aborted) fail(interrupted())
      else done({ status, said })
    })
  })
}

export function interrupted(): Error {
  return new SparkStartInterrupted('the start of Spark was interrupted', { hint: 'No server was left running; start it again when you like.' })
}

/** The last lines of a log that say what went wrong. */
export function telling(said: string, lines = 6): string {
  const all = said.trim().split('\n').filter(line => line.length < 400)
  const errors = all.filter(line => /ERROR|FATAL|Exception|Error:|error:/.test(line)).slice(0, lines)
  return (errors.length > 0 ? errors : all.slice(-lines)).join('\n  ').trim()
}
