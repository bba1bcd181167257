import { basename, dirname, extname, join, resolve } from 'node:path'
import { didYouMean } from '../core/nearest'
import type { Files } from '../core/files'
import { NotebookMissing } from '../notebook'

/** The folder in which notebooks are looked for by their bare names, and which is run whole by default. */
export const notebooksDir = 'notebooks'

/** The files that the arguments mean: paths, folders, or bare names of notebooks in `notebooks/`; without any, all there. */
export function findNotebooks(wanted: readonly string[], cwd: string, files: Files): string[] {
  if (wanted.length === 0) {
    const all = notebooksIn(join(cwd, notebooksDir), files)
    if (all.length === 0) {
      throw new NotebookMissing(`there are no notebooks in '${notebooksDir}/' here`, { hint: 'Name a notebook: tidemark run path/to/one.ipynb' })
    }
    return all
  }
  return [...new Set(wanted.flatMap(name => findOne(name, cwd, files)))]
}

function findOne(name: string, cwd: string, files: Files): string[] {
  const candidates = [name, `${name}.ipynb`, join(notebooksDir, name), join(notebooksDir, `${name}.ipynb`)].map(path => resolve(cwd, path))
  const found = candidates.find(path => files.exists(path))
  if (found === undefined) {
    const beside = [dirname(candidates[0]), join(cwd, notebooksDir)].flatMap(dir => notebooksIn(dir, files)).map(path => basename(path))
    const hint = beside.length === 0 ? `There are none in '${notebooksDir}/' here.` : didYouMean(basename(name, '.ipynb'), [...new Set(beside.map(one => basename(one, '.ipynb')))])
    throw new NotebookMissing(`there is no notebook '${name}'`, { hint })
  }
  if (!files.stat(found).isDirectory) return [found]
  const inside = notebooksIn(found, files)
  if (inside.length === 0) throw new NotebookMissing(`the folder '${name}' holds no notebooks`)
  return inside
}

function notebooksIn(dir: string, files: Files): string[] {
  if (!files.exists(dir) || !files.stat(dir).isDirectory) return []
  return files.list(dir).filter(name => extname(name) === '.ipynb').map(name => join(dir, name))
}
