import type { CsvOptions } from './csv-options'

export interface CsvRecord {
  /** Null where nothing at all stood between two separators. */
  readonly values: readonly (string | null)[]
  readonly start: number
  readonly end: number
  /** The line it starts on, from 0. */
  readonly line: number
}

/**
 * Takes CSV text apart as Spark's parser does. It forgives: a quote that closes too early makes its value what stands
 * there, quotes and all, up to the next separator; one that never closes ends with its line.
 */
export function* csvRecords(text: string, options: CsvOptions): Generator<CsvRecord> {
  let line = 0
  for (let at = 0; at < text.length;) {
    const lineEnd = endOfLine(text, at)
    const skip = text.slice(at, lineEnd).trim() === '' || (options.comment !== '' && text.startsWith(options.comment, at))
    const end = skip ? lineEnd : yield* record(text, at, lineEnd, line, options)
    for (let i = at; i < end; i++) if (isEnd(text, i)) line++
    line++
    at = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1
  }
}

function* record(text: string, start: number, lineEnd: number, line: number, options: CsvOptions): Generator<CsvRecord, number> {
  const values: (string | null)[] = []
  let end = lineEnd
  for (let at = start; ;) {
    const value = options.ignoreLeadingWhiteSpace ? skipBlanks(text, at, end, options.sep) : at
    const quoted = text[value] === options.quote && value < end ? readQuoted(text, value, options.multiLine ? text.length : end, options) : null
    if (quoted !== null && quoted.value !== null) {
      values.push(quoted.value === '' ? options.emptyValue ?? null : quoted.value)
      if (quoted.next > end) end = endOfLine(text, quoted.next)
      at = quoted.next
    } else {
      const next = endOfValue(text, quoted?.next ?? at, end, options.sep)
      const plain = trimmed(text.slice(value, next), options)
      values.push(plain === '' ? null : plain)
      at = next
    }
    if (at >= end) break
    at += options.sep.length
    if (at > end) break
  }
  yield { values, start, end, line }
  return end
}

/** The value in quotes at `at`, and where it ends; or no value, and where the quote stands that closes it too early. */
function readQuoted(text: string, at: number, limit: number, { quote, escape, sep, multiLine }: CsvOptions): { value: string | null; next: number } {
  let value = ''
  for (let i = at + 1; i < limit; i++) {
    const c = text[i]
    const following = text[i + 1]
    if (c === escape && i + 1 < limit && (following === quote || (escape !== quote && following === escape))) {
      value += following
      i++
    } else if (c === quote) {
      const next = skipBlanks(text, i + 1, limit, sep)
      return next >= limit || isEnd(text, next) || text.startsWith(sep, next) ? { value, next: Math.min(next, limit) } : { value: null, next: i }
    } else value += c
  }
  // Never closed: what stands on its own line.
  if (!multiLine) return { value, next: limit }
  const end = endOfLine(text, at)
  return { value: text.slice(at + 1, end), next: end }
}

function endOfValue(text: string, from: number, end: number, sep: string): number {
  const found = text.indexOf(sep, from)
  return found < 0 || found > end ? end : found
}

function skipBlanks(text: string, from: number, end: number, sep: string): number {
  let at = from
  while (at < end && text.charCodeAt(at) <= 32 && !isEnd(text, at) && !text.startsWith(sep, at)) at++
  return at
}

function trimmed(value: string, options: CsvOptions): string {
  return options.ignoreTrailingWhiteSpace ? value.replace(/[\0- ]+$/, '') : value
}

function endOfLine(text: string, from: number): number {
  let at = from
  while (at < text.length && !isEnd(text, at)) at++
  return at
}

function isEnd(text: string, at: number): boolean {
  return text[at] === '\n' || text[at] === '\r'
}
