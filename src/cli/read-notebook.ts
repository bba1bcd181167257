import { relative } from 'node:path'
import type { Files } from '../core/files'
import { NotebookUnreadable, parseNotebook, type Notebook } from '../notebook'

/** A notebook from the disk; messages name it as the person would. */
export function readNotebook(path: string, cwd: string, files: Files): Notebook {
  const name = displayPath(path, cwd)
  let bytes: Uint8Array
  try {
    bytes = files.read(path)
  } catch (error) {
    throw new NotebookUnreadable(`'${name}' cannot be read: ${(error as Error).message}`, { cause: error })
  }
  return parseNotebook(Buffer.from(bytes).toString('utf8'), name)
}

/** Relative to the current folder where the file lies in it. */
export function displayPath(path: string, cwd: string): string {
  const from = relative(cwd, path)
  return from === '' || from.startsWith('..') ? path : from
}
