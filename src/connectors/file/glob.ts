import { InvalidOption } from '../contract'

/** Whether a path segment is a pattern: Hadoop's `*`, `?`, `[a-z]`, `[^a-z]`, `{a,b}`; a backslash takes their meaning away. */
export function isGlob(segment: string): boolean {
  return /(^|[^\\])[*?[{]/.test(segment)
}

/** A segment that is no pattern, as the name it means. */
export function literal(segment: string): string {
  return segment.replace(/\\(.)/g, '$1')
}

/** A pattern of names as a regular expression. */
export function globPattern(glob: string): RegExp {
  const invalid = (why: string): Error => new InvalidOption(`the pattern '${glob}' cannot be read: ${why}`, { hint: "Patterns know *, ?, [a-z], [^a-z] and {a,b}; a backslash makes them plain. Folders within folders: recursiveFileLookup: true." })
  if (glob.includes('**')) throw invalid('it has **')
  let out = ''
  let alternatives = 0
  for (let at = 0; at < glob.length; at++) {
    const mark = glob[at]
    if (mark === '\\') {
      at++
      if (at >= glob.length) throw invalid('it ends in a backslash')
      out += escaped(glob[at])
    } else if (mark === '*') out += '.*'
    else if (mark === '?') out += '.'
    else if (mark === '[') {
      const end = glob.indexOf(']', at + 2)
      if (end < 0) throw invalid('a [ is not closed')
      const inner = glob.slice(at + 1, end)
      const negated = inner.startsWith('^') || inner.startsWith('!')
      out += `[${negated ? '^' : ''}${(negated ? inner.slice(1) : inner).replace(/[\\[\]^]/g, '\\$&')}]`
      at = end
    } else if (mark === '{') {
      out += '(?:'
      alternatives++
    } else if (mark === '}' && alternatives > 0) {
      out += ')'
      alternatives--
    } else if (mark === ',' && alternatives > 0) out += '|'
    else out += escaped(mark)
  }
  if (alternatives > 0) throw invalid('a { is not closed')
  try {
    return new RegExp(`^${out}$`, 'su')
  } catch (cause) {
    throw new InvalidOption(`the pattern '${glob}' cannot be read`, { hint: 'Ranges go upwards: [a-z].', cause })
  }
}

function escaped(mark: string): string {
  return mark.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
