import { InvalidPattern } from '../errors'
import { quoted } from './show-value'

/**
 * A Java regular expression, which is what Spark takes, as a JavaScript one. Said the same way in both: most. Translated:
 * flags at the start `(?i)`, `\Q…\E`, `\A`, `\z`, `\Z`, `\h`, POSIX classes, escaped punctuation, what `\s` and `$` mean.
 * Refused: what JavaScript has no word for (possessive quantifiers, class intersections, flags in the middle).
 */
export function javaRegex(pattern: string, name: string, more = ''): RegExp {
  const key = `${more}/${pattern}`
  const known = compiled.get(key)
  if (known !== undefined) return known
  const { source, flags } = translate(pattern, name)
  let regex: RegExp
  try {
    regex = new RegExp(source, `u${flags}${more}`)
  } catch (error) {
    throw invalid(name, pattern, (error as Error).message.replace(/^.*: /, ''), error)
  }
  if (compiled.size >= 500) compiled.clear()
  compiled.set(key, regex)
  return regex
}

const compiled = new Map<string, RegExp>()

function invalid(name: string, pattern: string, why: string, cause?: unknown): Error {
  return new InvalidPattern(`${name}: the pattern ${quoted(pattern)} is invalid: ${why}`, {
    cause, hint: 'Patterns are regular expressions as Java writes them; escape characters that stand for themselves, such as \\. and \\(.',
  })
}

const POSIX: Readonly<Record<string, string>> = {
  Alpha: 'a-zA-Z', Digit: '0-9', Alnum: 'a-zA-Z0-9', Upper: 'A-Z', Lower: 'a-z', Space: '\\t-\\r ', Blank: ' \\t',
  Punct: '!-\\/:-@\\[-`\\{-~', XDigit: '0-9a-fA-F', ASCII: '\\0-\\x7f', IsAlphabetic: '\\p{Alphabetic}', IsDigit: '\\p{Nd}', IsPunctuation: '\\p{P}',
}
const SPACE = '\\t-\\r '
const LINE_ENDS = '(?=(?:\\r\\n|[\\n\\r\\u0085\\u2028\\u2029])?(?![\\s\\S]))'

function translate(pattern: string, name: string): { source: string; flags: string } {
  let flags = ''
  let rest = pattern
  for (let lead = /^\(\?([a-zA-Z]+)\)/.exec(rest); lead !== null; lead = /^\(\?([a-zA-Z]+)\)/.exec(rest)) {
    if (/[^imsu]/.test(lead[1])) throw invalid(name, pattern, `the flags (?${lead[1]}) are not supported, only i, m and s are`)
    flags += lead[1].replace('u', '')
    rest = rest.slice(lead[0].length)
  }
  let source = ''
  let inClass = 0
  for (let i = 0; i < rest.length; i++) {
    const c = rest[i]
    if (c === '\\') {
      if (i === rest.length - 1) throw invalid(name, pattern, 'it ends in a backslash')
      const [text, used] = escaped(rest, i, inClass > 0, name, pattern)
      source += text
      i += used
    } else if (inClass > 0) {
      if (c === '[' || rest.startsWith('&&', i)) throw invalid(name, pattern, 'classes inside classes and their intersections are not supported')
      if (c === ']') inClass--
      source += c
    } else if (c === '[') {
      inClass++
      source += c
      // Right behind the bracket, ] stands for itself.
      if (rest[i + 1] === ']') { source += '\\]'; i++ }
      else if (rest.startsWith('^]', i + 1)) { source += '^\\]'; i += 2 }
    } else if (c === '$' && !flags.includes('m')) {
      source += LINE_ENDS
    } else if ((c === '+' && /[+*?}]/.test(rest[i - 1] ?? '') && rest[i - 2] !== '\\')) {
      throw invalid(name, pattern, 'possessive quantifiers are not supported')
    } else if (c === '(' && /^\(\?[a-zA-Z-]+[):]/.test(rest.slice(i)) ) {
      throw invalid(name, pattern, 'flags are supported at the start only')
    } else if (c === ']' || (c === '}' && !/\{\d+(,\d*)?$/.test(source))) {
      source += `\\${c}`
    } else {
      source += c
    }
  }
  return { source, flags: [...new Set(flags)].join('') }
}

/** What a backslash and what follows it become, and how many characters behind the backslash that used. */
function escaped(of: string, at: number, inClass: boolean, name: string, pattern: string): [string, number] {
  const c = of[at + 1]
  if (c === 'Q') {
    const end = of.indexOf('\\E', at + 2)
    const literal = of.slice(at + 2, end < 0 ? undefined : end)
    return [literal.replace(/[\\^$.*+?()[\]{}|/-]/g, mark => (mark === '-' && !inClass ? mark : `\\${mark}`)), literal.length + (end < 0 ? 1 : 3)]
  }
  if (c === 'p' || c === 'P') {
    const named = /^\\[pP]\{(\w+)\}/.exec(of.slice(at))
    const set = named === null ? undefined : POSIX[named[1]]
    if (named !== null && set !== undefined) return [inClass ? set : `[${c === 'P' ? '^' : ''}${set}]`, named[0].length - 1]
    if (named === null && /[A-Z]/.test(of[at + 2] ?? '')) return [`\\${c}{${of[at + 2]}}`, 2]
    return [`\\${c}`, 1]
  }
  switch (c) {
    case 's': return [inClass ? SPACE : `[${SPACE}]`, 1]
    case 'S': return [inClass ? '\\S' : `[^${SPACE}]`, 1]
    case 'h': return [inClass ? ' \\t\\xa0' : '[ \\t\\xa0]', 1]
    case 'R': return ['(?:\\r\\n|[\\n-\\r\\u0085\\u2028\\u2029])', 1]
    case 'A': return ['(?<![\\s\\S])', 1]
    case 'z': return ['(?![\\s\\S])', 1]
    case 'Z': return [LINE_ENDS, 1]
    case 'e': return ['\\x1b', 1]
    case 'a': return ['\\x07', 1]
    default:
  }
  if (/[\^$.*+?()[\]{}|/\\]/.test(c) || /[dDwWbBnrtfvxuck1-9]/.test(c) || (c === '-' && inClass)) return [`\\${c}`, 1]
  if (/[a-zA-Z]/.test(c)) throw invalid(name, pattern, `\\${c} is not supported`)
  return [c === '0' ? '\\0' : c, 1]
}

/** A SQL `LIKE` pattern: `%` is any text, `_` one character, `\` makes the next stand for itself. */
export function likeRegex(pattern: string): RegExp {
  const points = [...pattern]
  let source = ''
  for (let i = 0; i < points.length; i++) {
    if (points[i] === '%') source += '[\\s\\S]*'
    else if (points[i] === '_') source += '[\\s\\S]'
    else if (points[i] === '\\') {
      const next = points[++i]
      if (next === undefined || !'%_\\'.includes(next)) {
        throw new InvalidPattern(`like: in ${quoted(pattern)} the backslash stands before ${next === undefined ? 'nothing' : quoted(next)}`, { hint: 'It may stand before %, _ and itself.' })
      }
      source += literal(next)
    } else source += literal(points[i])
  }
  return new RegExp(`^${source}$`, 'u')
}

function literal(point: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(point) ? `\\${point}` : point
}

/** A replacement as Java writes it: `$1` is a group, `\` makes the next stand for itself. */
export function replacementOf(text: string, groups: number): (found: readonly (string | undefined)[]) => string {
  const parts: (string | number)[] = []
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') {
      parts.push(text[++i] ?? '')
    } else if (text[i] === '$') {
      const digit = text[i + 1]
      if (digit === undefined || !/\d/.test(digit)) throw new InvalidPattern(`regexpReplace: in the replacement ${quoted(text)} a $ has no group's number`, { hint: 'Write \\$ for a dollar sign.' })
      let group = Number(digit)
      i++
      if (group > groups) throw new InvalidPattern(`regexpReplace: the replacement ${quoted(text)} names group ${group}, and the pattern has ${groups}`, { hint: 'Write \\$ for a dollar sign.' })
      // More digits belong to the number as long as there is such a group.
      while (/\d/.test(text[i + 1] ?? '') && group * 10 + Number(text[i + 1]) <= groups) group = group * 10 + Number(text[++i])
      parts.push(group)
    } else {
      parts.push(text[i])
    }
  }
  return found => parts.map(part => (typeof part === 'number' ? found[part] ?? '' : part)).join('')
}

/** How many groups a pattern has. */
export function groupCount(of: RegExp): number {
  return (new RegExp(`${of.source}|`, of.flags.replace(/[gy]/g, '')).exec('')?.length ?? 1) - 1
}
