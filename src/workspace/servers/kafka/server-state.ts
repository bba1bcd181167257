import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { commandOf } from '../processes'

/** What a broker's folder holds. */
export interface ServerPaths {
  readonly state: string
  readonly properties: string
  readonly log: string
  readonly data: string
  readonly libs: string
}

export function serverPaths(dir: string): ServerPaths {
  return {
    state: join(dir, 'kafka.json'),
    properties: join(dir, 'server.properties'),
    log: join(dir, 'server.log'),
    data: join(dir, 'data'),
    libs: join(dir, 'libs'),
  }
}

/** The pid file: which process runs the broker of a folder, and where it listens. */
export interface ServerState {
  readonly pid: number
  readonly port: number
}

export function readState(dir: string): ServerState | null {
  const path = serverPaths(dir).state
  if (!existsSync(path)) return null
  try {
    const state: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (typeof state === 'object' && state !== null && 'pid' in state && 'port' in state) {
      return { pid: Number(state.pid), port: Number(state.port) }
    }
  } catch {
    // A torn pid file says as little as none.
  }
  return null
}

/** Whether the process of the pid file lives and is that broker: a pid is soon somebody else's. */
export function isAlive(dir: string, state: ServerState): boolean {
  return commandOf(state.pid).includes(serverPaths(dir).properties)
}

/** The end of the broker's log. */
export function tail(path: string, bytes = 64 * 1024): string {
  if (!existsSync(path)) return ''
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    const buffer = Buffer.alloc(Math.min(size, bytes))
    readSync(file, buffer, 0, buffer.length, size - buffer.length)
    return buffer.toString('utf8')
  } finally {
    closeSync(file)
  }
}
