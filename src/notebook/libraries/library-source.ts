import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { basename, dirname, isAbsolute, relative, resolve } from 'node:path'
import { didYouMean } from '../../core/nearest'
import { NotebookMissing, NotebookUnreadable } from '../errors'
import { isCode, parseNotebook, tagsOf } from '../nbformat'
import { notebooksBeside } from './notebooks-beside'

/** A notebook to be included: its code cells, as they stand now. */
export interface LibrarySource {
  readonly path: string
  /** As messages name it: from the project's root. */
  readonly shown: string
  readonly cells: readonly { readonly cell: number; readonly source: string }[]
}

/** The file that a cell means, seen from the folder of its notebook. */
export function libraryPath(path: string, from: string): string {
  return isAbsolute(path) ? path : resolve(from, path)
}

/** @throws NOTEBOOK_MISSING naming the nearest beside it, NOTEBOOK_UNREADABLE, NOTEBOOK_INVALID */
export function readLibrary(path: string, root: string): LibrarySource {
  const shown = relative(root, path) || path
  const notebook = parseNotebook(readText(path, shown), shown)
  const cells = notebook.cells.filter(isCode).filter(cell => cell.source.trim() !== '' && !tagsOf(cell).includes('skip-execution'))
  return { path, shown, cells: cells.map(({ source }, i) => ({ cell: i + 1, source: withoutExport(source) })) }
}

function readText(path: string, shown: string): string {
  try {
    if (statSync(path).isFile()) return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' && (error as NodeJS.ErrnoException).code !== 'ENOTDIR') {
      throw new NotebookUnreadable(`'${shown}' cannot be read`, { cause: error })
    }
  }
  const beside = notebooksBeside(dirname(path))
  throw new NotebookMissing(`there is no notebook '${shown}'`, { hint: beside.length === 0 ? 'A path is seen from the folder of the notebook that names it.' : didYouMean(basename(path), beside) })
}

/** Everything a library declares is exported; the word itself is one that cells do not have. Columns stay as they were. */
const withoutExport = (source: string): string =>
  source.replace(/^export(?= +(?:const|let|var|function|async|class|abstract|interface|type|enum)\b)/gm, '      ')

/** The name of the module that stands for a library: another text, another module. */
export function moduleName(of: LibrarySource, sources: readonly string[]): string {
  const stem = basename(of.path, '.ipynb').replace(/[^\w-]+/g, '_')
  return `${stem}-${createHash('sha256').update(JSON.stringify([of.path, sources])).digest('hex').slice(0, 12)}`
}
