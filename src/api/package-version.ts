import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Tidemark's own version. */
export const packageVersion = (JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string }).version
