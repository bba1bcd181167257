import { closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, statSync, unlinkSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** The disk, as an argument. Synchronous: the batch loop's phases are ordered by it. */
export interface Files {
  exists(path: string): boolean
  read(path: string): Uint8Array
  list(dir: string): string[]
  makeDir(dir: string): void
  remove(path: string): void
  stat(path: string): FileStat
  /** The path without symbolic links. */
  realPath(path: string): string
  /**
   * Publishes a file whole or not at all: temporary file, write, fsync, `link` to the final name (which fails with
   * EEXIST where another writer was first), fsync of the folder, unlink.
   */
  publish(path: string, bytes: Uint8Array): void
  /** As `publish`, but takes the place of an older file: for reports, not for a checkpoint. */
  replace(path: string, bytes: Uint8Array): void
}

export interface FileStat {
  readonly size: number
  readonly mtimeMs: number
  readonly isDirectory: boolean
  /** False for pipes, sockets and devices too: reading one may never end. */
  readonly isFile: boolean
  /** Another number is another file, even under the same name. */
  readonly inode: number
}

export const diskFiles: Files = {
  exists: existsSync,
  read: path => readFileSync(path),
  list: dir => (existsSync(dir) ? readdirSync(dir).sort() : []),
  makeDir: dir => { mkdirSync(dir, { recursive: true }) },
  remove: path => { rmSync(path, { recursive: true, force: true }) },
  stat: path => {
    const at = statSync(path)
    return { size: at.size, mtimeMs: at.mtimeMs, isDirectory: at.isDirectory(), isFile: at.isFile(), inode: at.ino }
  },
  realPath: path => realpathSync(path),
  publish: (path, bytes) => {
    const temporary = writeTemporary(path, bytes)
    try {
      linkSync(temporary, path)
      syncDir(dirname(path))
    } finally {
      unlinkSync(temporary)
    }
  },
  replace: (path, bytes) => {
    renameSync(writeTemporary(path, bytes), path)
    syncDir(dirname(path))
  },
}

function writeTemporary(path: string, bytes: Uint8Array): string {
  mkdirSync(dirname(path), { recursive: true })
  const temporary = `${path}.${process.pid}.${process.hrtime.bigint()}.tmp`
  const file = openSync(temporary, 'wx')
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
    fsyncSync(file)
  } catch (error) {
    closeSync(file)
    rmSync(temporary, { force: true })
    throw error
  }
  closeSync(file)
  return temporary
}

function syncDir(dir: string): void {
  const handle = openSync(dir, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
