import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from './package-root'

/** The package's version. */
export function tidemarkVersion(): string {
  return (JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }).version
}
