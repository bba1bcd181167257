import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import type { FromCells, ToCells } from '../cell/cell-channel'

export interface CellsOptions {
  /** Where the cells run: their working directory, and where their imports resolve. */
  readonly root: string
  readonly env: NodeJS.ProcessEnv
  /** The compiled entry of the cells' process; only a test that runs from sources needs to name it. */
  readonly entry?: string
  receive(message: FromCells): void
  /** What reaches standard output or error past the cells' own channel: child processes, node's last words. */
  receiveRaw(name: 'stdout' | 'stderr', text: string): void
}

export interface CellsProcess {
  send(message: ToCells): void
  /** Asks the running cell to give up. */
  interrupt(): void
  /** Ends the process and whatever it has started in its process group. */
  kill(): void
  /** How the process ended, once everything it sent has been received. */
  readonly ended: Promise<string>
}

const lastWordsMs = 500

export function startCells(options: CellsOptions): CellsProcess {
  const { FORCE_COLOR: _, ...env } = options.env
  const child = fork(options.entry ?? join(__dirname, '..', 'cell', 'cell-process.js'), [], {
    cwd: options.root,
    env: { ...env, NO_COLOR: '1' },
    execArgv: [],
    // The last is `interruptionsFd`.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc', 'pipe'],
    // A group of its own: Ctrl-C reaches the runner alone, and the group can be ended as one.
    detached: true,
  })
  const signal = (name: NodeJS.Signals, group: boolean): void => {
    if (child.pid === undefined) return
    try {
      process.kill(group ? -child.pid : child.pid, name)
    } catch {
      // It has ended already.
    }
  }
  const kill = (): void => signal('SIGKILL', true)
  process.once('exit', kill)

  const interruptions = child.stdio[4] as Writable
  interruptions.on('error', () => {})
  child.on('message', message => options.receive(message as FromCells))
  child.stdout?.setEncoding('utf8').on('data', (text: string) => options.receiveRaw('stdout', text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => options.receiveRaw('stderr', text))

  const ended = new Promise<string>(resolve => {
    child.once('error', error => resolve(error.message))
    child.once('exit', (code, by) => {
      process.removeListener('exit', kill)
      // What cells started and left behind goes with them.
      kill()
      const how = by === null ? `exit code ${code}` : `signal ${by}`
      // The channel may still hold messages; 'close' waits for it, and for pipes that a stray child could hold open.
      const timer = setTimeout(() => resolve(how), lastWordsMs)
      child.once('close', () => {
        clearTimeout(timer)
        resolve(how)
      })
    })
  })
  return {
    send: message => { if (child.connected) child.send(message, () => {}) },
    interrupt: () => {
      signal('SIGINT', false)
      interruptions.write('!')
    },
    kill,
    ended,
  }
}
