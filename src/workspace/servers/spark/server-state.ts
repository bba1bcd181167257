import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandOf } from '../processes'

/** What a server's folder holds. */
export interface SparkPaths {
  readonly state: string
  readonly log: string
  readonly libs: string
  readonly warehouse: string
  readonly scratch: string
}

export function sparkPaths(dir: string): SparkPaths {
  return { state: join(dir, 'spark.json'), log: join(dir, 'server.log'), libs: join(dir, 'libs'), warehouse: join(dir, 'warehouse'), scratch: join(dir, 'scratch') }
}

export interface SparkProcess { readonly name: string; readonly pid: number }

export interface SparkState {
  readonly port: number
  /** Where PySpark lies, for workers that join later. */
  readonly home: string
  /** The server first, then, in a cluster of its own, master and workers. */
  readonly processes: readonly SparkProcess[]
  /** The cluster's master, as workers call it; null without a cluster. */
  readonly master: string | null
}

export function readState(dir: string): SparkState | null {
  const path = sparkPaths(dir).state
  if (!existsSync(path)) return null
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as SparkState
  } catch {
    // A torn file says as little as none.
    return null
  }
}

/** Every process carries its folder, so that a pid that is somebody else's by now is not taken for ours. */
export function markOf(dir: string): string {
  return `-Dtidemark.spark=${dir}`
}

export function isAlive(dir: string, pid: number): boolean {
  return commandOf(pid).includes(markOf(dir))
}
