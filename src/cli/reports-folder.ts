import { basename, extname, join } from 'node:path'
import type { TidemarkError } from '../core/errors'
import type { Files } from '../core/files'
import { indexHtml, parseNotebook, ReportUnwritable, runStampOf, type IndexedReport } from '../notebook'
import { displayPath } from './read-notebook'

/** Publishes a text whole, or says in a sentence why it cannot. */
export const publishText = (path: string, text: string, cwd: string, files: Files): void =>
  publishBytes(path, Buffer.from(text, 'utf8'), cwd, files)

/** As `publishText`, for what is no text. */
export function publishBytes(path: string, bytes: Uint8Array, cwd: string, files: Files): void {
  try {
    files.replace(path, bytes)
  } catch (error) {
    throw unwritable(path, cwd, error)
  }
}

/** Finds out before a run whether its reports could be written after it. */
export function checkWritable(dir: string, cwd: string, files: Files): void {
  const probe = join(dir, `.writable-${process.pid}`)
  try {
    files.makeDir(dir)
    files.replace(probe, new Uint8Array())
    files.remove(probe)
  } catch (error) {
    throw unwritable(dir, cwd, error)
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied', EPERM: 'permission is denied', EROFS: 'the file system is read-only',
  ENOTDIR: 'part of that path is a file', EEXIST: 'a file is in its place', EISDIR: 'a folder is in its place', ENOSPC: 'the disk is full',
}

function unwritable(path: string, cwd: string, error: unknown): TidemarkError {
  const { code = '', message } = error as NodeJS.ErrnoException
  return new ReportUnwritable(`'${displayPath(path, cwd)}' cannot be written: ${reasons[code] ?? message}`, {
    hint: 'Choose another place with --out <folder>.', cause: error,
  })
}

/** The index over every executed notebook of the folder that has its report, also of earlier runs. */
export function writeIndex(dir: string, cwd: string, files: Files): string {
  const reports: IndexedReport[] = files.list(dir).filter(name => extname(name) === '.ipynb').flatMap(file => {
    const name = basename(file, '.ipynb')
    if (!files.exists(join(dir, `${name}.html`))) return []
    try {
      const notebook = parseNotebook(Buffer.from(files.read(join(dir, file))).toString('utf8'), file)
      return runStampOf(notebook) === undefined ? [] : [{ notebook, name, href: `${encodeURIComponent(name)}.html` }]
    } catch {
      // Somebody else's file in the folder is no reason to give no index.
      return []
    }
  })
  const path = join(dir, 'index.html')
  publishText(path, indexHtml(reports), cwd, files)
  return path
}
