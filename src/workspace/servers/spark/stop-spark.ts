import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { systemClock, type Clock } from '../../../core/clock'
import { clearFolder } from '../clear-folder'
import { signal } from '../processes'
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
  if (!keep) clearFolder(folder, [paths.log, paths.libs, paths.warehouse, paths.scratch])
  return { wasRunning }
}
