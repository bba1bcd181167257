import { installNotebookHost } from '../../core/notebook-host'
import type { CellCompiler } from './compile-library'
import { createLibraries, type Libraries } from './libraries'
import { libraryPath } from './library-source'
import { notebookFolder } from './notebook-folder'
import { runChild } from './run-child'

/** Gives the cells of this process their host. */
export function installLibraries(root: string, compiler: CellCompiler): Libraries {
  const libraries = createLibraries(root, compiler)
  installNotebookHost({
    include: libraries.include,
    included: libraries.included,
    run: async (path, parameters, { timeoutMs, from }) => runChild(libraryPath(path, from ?? notebookFolder(root)), root, parameters, timeoutMs),
  })
  return libraries
}
