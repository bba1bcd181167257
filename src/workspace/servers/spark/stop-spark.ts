import { existsSync, readdirSync, rmSync, rmdirSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { systemClock, type Clock } from '../../../core/clock'
import { SparkStartFailed } from './errors'
import { isAlive, readState, sparkPaths } from './server-state'

export interface StopSparkOptions {
  /** Keep log, tables and jars. Default false: the folder goes. */
  readonly keep?: boolean
  readonly clock?: Clock
}

/**
 * Stops the server of a folder, its cluster too, and removes the folder. Says whether a server ran. A folder without one
 * is fine.
 *
 * @example
 * await stopSpark('.tidemark/spark')
 */
export async function stopSpark(dir = '.tidemark/spark', { keep = false, clock = systemClock }: StopSparkOptions = {}): Promise<{ wasRunning: boolean }> {
  const folder = resolve(dir)
  const pids = (readState(folder)?.processes ?? []).map(one => one.pid)
  const living = (): number[] => pids.filter(pid => isAlive(folder, pid))
  const wasRunning = living().length > 0
  for (const name of ['SIGTERM', 'SIGKILL'] as const) {
    for (const pid of living()) signal(pid, name)
    for (let i = 0; i < 200 && living().length > 0; i++) await clock.sleep(50)
  }
  const left = living()
  if (left.length > 0) throw new SparkStartFailed(`the Spark server (process ${left.join(', ')}) does not end`, { hint: `End it by hand: kill -9 ${left.join(' ')}` })
  const paths = sparkPaths(folder)
  rmSync(paths.state, { force: true })
  if (!keep) clear(folder)
  return { wasRunning }
}

/** Only what `startSpark` wrote: a folder that holds more is the user's. */
function clear(folder: string): void {
  const { log, libs, warehouse, scratch } = sparkPaths(folder)
  for (const path of [log, libs, warehouse, scratch]) rmSync(path, { recursive: true, force: true })
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
