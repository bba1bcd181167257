import { dirname, isAbsolute, resolve } from 'node:path'

/** Where the notebook lies whose cells run here: what its relative paths are seen from. The runner and Jupyter say it. */
export function notebookFolder(root: string): string {
  const named = process.env.TIDEMARK_NOTEBOOK ?? process.env.JPY_SESSION_NAME
  if (named === undefined || named === '') return root
  return dirname(isAbsolute(named) ? named : resolve(root, named))
}
