import { join, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { InvalidOption, type SourceOptions } from '../contract'
import { optionOf } from '../options'
import { globPattern, isGlob, literal } from './glob'

/** Where files are read: a file, a folder, or a pattern over names. */
export interface FilePlace {
  /** As it was written. */
  readonly given: string
  /** Absolute: the file or folder; of a pattern, the folder it begins in. */
  readonly root: string
  /** What names must match, level by level below the root; none where the root is meant. */
  readonly pattern: readonly RegExp[]
}

/** The option `path` of a format; local paths and `file:` URLs. */
export function pathOption(format: string, options: SourceOptions): string {
  const given = optionOf(options, 'path')
  if (given === undefined || given === '') {
    throw new InvalidOption(`${format} files have no path`, { hint: `Name a folder, a file or a pattern: ${format}('data/in'), load('data/in'), start('data/out'), or the option path.` })
  }
  if (/^file:/i.test(given)) return given.startsWith('file://') ? fileURLToPath(given) : given.slice('file:'.length)
  const scheme = /^([a-z][a-z\d+.-]+):\/\//i.exec(given)
  if (scheme !== null) throw new InvalidOption(`${format} files are read from this machine, not from '${scheme[1]}://…'`, { hint: 'Give a local path, or mount the store as a folder.' })
  return given
}

export function filePlace(format: string, options: SourceOptions): FilePlace {
  const given = pathOption(format, options).replace(/(?<=.)\/+$/, '')
  const segments = resolve(given).split(sep)
  const first = segments.findIndex(isGlob)
  const plain = first < 0 ? segments : segments.slice(0, first)
  return {
    given,
    root: plain.map(literal).join(sep) || sep,
    pattern: first < 0 ? [] : segments.slice(first).map(globPattern),
  }
}

/** A file below the root as a person would write it who wrote the path so. */
export function nameOf({ given, root, pattern }: FilePlace, path: string): string {
  if (path === root) return given
  const segments = given.split(sep)
  const base = pattern.length === 0 ? given : segments.slice(0, segments.length - pattern.length).join(sep)
  return join(base === '' && given.startsWith(sep) ? sep : base, path.slice(root === sep ? 1 : root.length + 1))
}
