import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A fresh folder in memory where the machine has one. An engine calls fsync several times a batch, which on a busy disk
 * takes most of a test's time, and none of these tests pulls the plug.
 */
export function temporaryFolder(name: string): string {
  return mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), `tidemark-${name}-`))
}
