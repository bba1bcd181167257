import { createRequire } from 'node:module'
import { join } from 'node:path'

/**
 * Resolves as tslab does: from where it is installed for the cells of `root`, else beside this package. Throws node's
 * own MODULE_NOT_FOUND where it is not installed.
 */
export function tslabRequire(root: string, from: string): NodeJS.Require {
  const candidates = [createRequire(join(root, 'package.json')), createRequire(__filename)]
  const finder = candidates.find(candidate => resolves(candidate, 'tslab/dist/converter')) ?? candidates[0]
  return createRequire(finder.resolve(from))
}

function resolves(from: NodeJS.Require, name: string): boolean {
  try {
    return from.resolve(name) !== ''
  } catch {
    return false
  }
}
