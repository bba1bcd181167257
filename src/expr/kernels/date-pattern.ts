import { InvalidPattern } from '../errors'
import { quoted } from './show-value'

/** One piece of a date pattern: text as it stands, or a run of one letter. */
export type PatternPart = { readonly text: string } | { readonly letter: string; readonly count: number }

const LETTERS = 'yMLdHhkKmsSaEFDQqXxZzVO'
const MOST: Readonly<Record<string, number>> = { y: 6, M: 4, L: 4, d: 2, H: 2, h: 2, k: 2, K: 2, m: 2, s: 2, S: 9, a: 1, E: 4, F: 1, D: 3, Q: 4, q: 4, X: 5, x: 5, Z: 5, z: 4, V: 2, O: 4 }

/** A pattern as Spark writes them: `yyyy-MM-dd HH:mm:ss`, text between quotes, `''` is one quote. */
export function datePattern(pattern: string): readonly PatternPart[] {
  const known = read.get(pattern)
  if (known !== undefined) return known
  const parts: PatternPart[] = []
  for (let i = 0; i < pattern.length;) {
    const c = pattern[i]
    if (c === '\'') {
      const [text, next] = quotedText(pattern, i)
      parts.push({ text })
      i = next
    } else if (/[A-Za-z]/.test(c)) {
      let end = i
      while (pattern[end] === c) end++
      check(pattern, c, end - i)
      parts.push({ letter: c, count: end - i })
      i = end
    } else {
      if (/[[\]{}#]/.test(c)) throw invalid(pattern, `'${c}' is not supported`)
      parts.push({ text: c })
      i++
    }
  }
  if (read.size >= 200) read.clear()
  read.set(pattern, parts)
  return parts
}

const read = new Map<string, readonly PatternPart[]>()

function quotedText(pattern: string, at: number): [string, number] {
  if (pattern[at + 1] === '\'') return ['\'', at + 2]
  let text = ''
  for (let i = at + 1; i < pattern.length; i++) {
    if (pattern[i] !== '\'') text += pattern[i]
    else if (pattern[i + 1] === '\'') { text += '\''; i++ }
    else return [text, i + 1]
  }
  throw invalid(pattern, 'a quote is not closed')
}

function check(pattern: string, letter: string, count: number): void {
  if ('YwWuec'.includes(letter)) throw invalid(pattern, `the letter '${letter}' counts by weeks, which Spark has given up; use dateTrunc('week', …) or dayOfWeek`)
  if (!LETTERS.includes(letter)) throw invalid(pattern, `the letter '${letter}' has no meaning`)
  if (count > MOST[letter] || (letter === 'V' && count !== 2)) throw invalid(pattern, `'${letter.repeat(count)}' has no meaning`)
}

function invalid(pattern: string, why: string): Error {
  return new InvalidPattern(`the date pattern ${quoted(pattern)} cannot be used: ${why}`, {
    hint: 'Letters: y year, M month, d day, H hour, m minute, s second, S fraction, h and a for AM and PM, E weekday, D day of year, Q quarter, X and Z zone; other text between single quotes.',
  })
}

export const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
export const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
