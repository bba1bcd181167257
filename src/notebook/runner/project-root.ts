import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Where a notebook's cells run: the nearest folder above it with a package.json from which `tidemark` resolves, else the
 * nearest such folder above the current one, else the notebook's own folder.
 */
export function projectRoot(notebookFile: string, currentDir: string): string {
  const own = dirname(notebookFile)
  return [...above(own), ...above(currentDir)].find(dir => existsSync(join(dir, 'package.json')) && seesTidemark(dir)) ?? own
}

function seesTidemark(dir: string): boolean {
  if (above(dir).some(parent => existsSync(join(parent, 'node_modules', 'tidemark', 'package.json')))) return true
  try {
    return (JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')) as { name?: string }).name === 'tidemark'
  } catch {
    return false
  }
}

function above(dir: string): string[] {
  const parent = dirname(dir)
  return parent === dir ? [dir] : [dir, ...above(parent)]
}
