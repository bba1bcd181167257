import { existsSync, readdirSync, rmSync, rmdirSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { systemClock } from '../../../core/clock'
import type { Clock } from '../../../core/clock'
import { KafkaStopFailed } from './errors'
import { listens } from '../ports'
import { isAlive, readState, serverPaths } from './server-state'

export interface StopKafkaOptions {
  /** Keep data and log, so that the next start finds its topics again. Default false: the folder goes. */
  readonly keep?: boolean
  /** Kill at once instead of a clean shutdown: what a crash looks like to clients. Default false. */
  readonly kill?: boolean
  /** How long a clean shutdown may take before the process is killed. Default 20,000 ms. */
  readonly graceMs?: number
  readonly clock?: Clock
}

/**
 * Stops the broker of a folder and removes the folder: process, topics, log, jars, pid file. Says whether a broker ran.
 * A folder without a broker is fine.
 *
 * @example
 * await stopKafka('.tidemark/kafka')
 */
export async function stopKafka(dir = '.tidemark/kafka', options: StopKafkaOptions = {}): Promise<{ wasRunning: boolean }> {
  const folder = resolve(dir)
  const clock = options.clock ?? systemClock
  const state = readState(folder)
  const alive = (): boolean => state !== null && isAlive(folder, state)
  const wasRunning = alive()
  if (state !== null && wasRunning) {
    // A start that failed has nothing to save, and a broker whose data go need not flush them.
    const patient = options.keep === true && options.kill !== true
    signal(state.pid, patient ? 'SIGTERM' : 'SIGKILL')
    if (!await ended(alive, clock, patient ? options.graceMs ?? 20_000 : 10_000)) {
      signal(state.pid, 'SIGKILL')
      if (!await ended(alive, clock, 10_000)) {
        throw new KafkaStopFailed(`the broker (process ${state.pid}) does not end`, { hint: `End it by hand: kill -9 ${state.pid}` })
      }
    }
  }
  // A killed process gives its sockets back a little after it has gone.
  for (let i = 0; wasRunning && state !== null && i < 100 && await listens(state.port); i++) await clock.sleep(50)
  const paths = serverPaths(folder)
  rmSync(paths.state, { force: true })
  if (options.keep !== true) clear(folder)
  return { wasRunning }
}

/** Only what `startKafka` wrote: a folder that holds more is the user's. */
function clear(folder: string): void {
  const { properties, log, data, libs } = serverPaths(folder)
  for (const path of [properties, log, data, libs]) rmSync(path, { recursive: true, force: true })
  for (const empty of [folder, dirname(folder)]) {
    if (empty !== folder && basename(empty) !== '.tidemark') return
    if (!existsSync(empty) || readdirSync(empty).length > 0) return
    rmdirSync(empty)
  }
}

function signal(pid: number, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, name)
  } catch {
    // It ended by itself just now.
  }
}

async function ended(alive: () => boolean, clock: Clock, ms: number): Promise<boolean> {
  const deadline = clock.monotonic() + ms
  while (alive()) {
    if (clock.monotonic() > deadline) return false
    await clock.sleep(50)
  }
  return true
}
