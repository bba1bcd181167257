import { InvalidArgumentError } from 'commander'
import { resolve } from 'node:path'
import type { Files } from '../core/files'
import { nearest } from '../core/nearest'
import { InvalidParameter } from '../notebook'
import { displayPath } from './read-notebook'

export type RunParameters = Readonly<Record<string, unknown>>

/** Reads one `--param name=value` into those before it. */
export function collectParameter(text: string, before: RunParameters = {}): RunParameters {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('It takes a name and a value: --param day=2021-10-30')
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) }
}

/**
 * What notebooks are run with: a JSON file's fields, and over them what the command line says.
 *
 * @throws INVALID_PARAMETER naming the file
 */
export function readParameters(file: string | undefined, named: RunParameters | undefined, cwd: string, files: Files): RunParameters {
  if (file === undefined) return named ?? {}
  const path = resolve(cwd, file)
  const shown = displayPath(path, cwd)
  if (!files.exists(path)) throw new InvalidParameter(`there is no file '${shown}' with parameters`, { hint: '--params takes a JSON file: { "day": "2021-10-30" }' })
  let tree: unknown
  try {
    tree = JSON.parse(Buffer.from(files.read(path)).toString('utf8'))
  } catch (error) {
    throw new InvalidParameter(`'${shown}' is not JSON: ${(error as Error).message}`, { hint: '--params takes a JSON file: { "day": "2021-10-30" }' })
  }
  if (typeof tree !== 'object' || tree === null || Array.isArray(tree)) throw new InvalidParameter(`'${shown}' holds no object`, { hint: 'It is read as names and values: { "day": "2021-10-30" }' })
  return { ...tree, ...named }
}

/** A line for each parameter that no notebook asked for, with the nearest that one did. */
export function unaskedParameters(given: RunParameters, asked: ReadonlySet<string>): string[] {
  return Object.keys(given).filter(name => !asked.has(name)).map(name => {
    const [near] = nearest(name, asked, 1)
    const hint = near !== undefined ? `Did you mean '${near}'?` : asked.size === 0 ? 'No notebook that ran asks for any.' : `Asked for: ${[...asked].join(', ')}.`
    return `No notebook asked for the parameter '${name}'. ${hint}`
  })
}
