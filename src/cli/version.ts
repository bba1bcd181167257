import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The package's version; its package.json lies two folders up from here, in the sources as in `dist`. */
export function tidemarkVersion(): string {
  return (JSON.parse(readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8')) as { version: string }).version
}
