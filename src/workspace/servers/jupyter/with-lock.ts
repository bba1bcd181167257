import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { Clock } from '../../../core/clock'
import { LabStartInterrupted } from './errors'

/** Runs work that only one process may do at a time; the others wait. A lock whose process has died is taken over. */
export async function withLock<T>(path: string, { clock, signal }: { clock: Clock; signal?: AbortSignal }, work: () => Promise<T>): Promise<T> {
  while (!take(path)) {
    if (signal?.aborted === true) throw new LabStartInterrupted('waiting for another start of the lab was interrupted')
    if (!lives(path)) rmSync(path, { force: true })
    else await clock.sleep(200, signal)
  }
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}

function take(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function lives(path: string): boolean {
  try {
    const pid = Number(readFileSync(path, 'utf8'))
    // Empty: its writer is between making and filling it.
    if (pid === 0) return true
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
