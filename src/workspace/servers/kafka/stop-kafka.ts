import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { systemClock } from '../../../core/clock'
import type { Clock } from '../../../core/clock'
import { clearFolder } from '../clear-folder'
import { KafkaStopFailed } from './errors'
import { listens } from '../ports'
import { signal } from '../processes'
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
  if (options.keep !== true) clearFolder(folder, [paths.properties, paths.log, paths.data, paths.libs])
  return { wasRunning }
}


async function ended(alive: () => boolean, clock: Clock, ms: number): Promise<boolean> {
  const deadline = clock.monotonic() + ms
  while (alive()) {
    if (clock.monotonic() > deadline) return false
    await clock.sleep(50)
  }
  return true
}
