import type { StringVector } from '../../batch/vector'
import { columnBuilder } from '../../batch/builders'
import { arrayOf, STRING } from '../../core/data-type'
import type { ArrayOf } from '../../core/schema-types'
import { argument, type AstOf, type ColumnOrName } from '../argument'
import { defineMethods, makeCall, type AnyColumn, type Ast, type Column } from '../column'
import { InvalidParameter } from '../errors'
import { coerce } from '../kernels/coerce'
import { groupCount, javaRegex, likeRegex, replacementOf } from '../kernels/java-regex'
import { requireTextual, textToBoolean, textToText } from '../kernels/text-function'
import { isValid } from '../kernels/vectors'
import { anyNull, register, type ScalarFunction } from '../registry'
import type { Takes } from '../type-rules'
import type { TextOrColumn } from './strings'

declare module '../ops' {
  interface Ops<S, R> {
    contains: Takes<S, 'contains', R, ['a STRING'], 'BOOLEAN'>
    startsWith: Takes<S, 'startsWith', R, ['a STRING'], 'BOOLEAN'>
    endsWith: Takes<S, 'endsWith', R, ['a STRING'], 'BOOLEAN'>
    like: Takes<S, 'like', R, ['a STRING'], 'BOOLEAN'>
    rlike: Takes<S, 'rlike', R, ['a STRING'], 'BOOLEAN'>
    replace: Takes<S, 'replace', R, ['a STRING'], 'STRING'>
    regexpReplace: Takes<S, 'regexpReplace', R, ['a STRING'], 'STRING'>
    regexpExtract: Takes<S, 'regexpExtract', R, ['a STRING'], 'STRING'>
    split: Takes<S, 'split', R, ['a STRING'], ArrayOf<'STRING'>>
  }
}

declare module '../column' {
  interface Column<A> {
    /**
     * Whether this text stands in it. Spark: `contains`.
     *
     * @example
     * col('user').contains('bot')
     */
    contains<const T extends TextOrColumn>(text: T): Column<['contains', A, Ast<T>]>
    /**
     * Whether it starts with this text. Spark: `startsWith`.
     *
     * @example
     * col('action').startsWith('log')
     */
    startsWith<const T extends TextOrColumn>(text: T): Column<['startsWith', A, Ast<T>]>
    /**
     * Whether it ends with this text. Spark: `endsWith`.
     *
     * @example
     * col('action').endsWith('out')
     */
    endsWith<const T extends TextOrColumn>(text: T): Column<['endsWith', A, Ast<T>]>
    /**
     * Whether all of it matches a SQL pattern: `%` is any text, `_` one character, `\` makes the next stand for itself.
     * Spark: `like`.
     *
     * @throws INVALID_PATTERN
     * @example
     * col('action').like('log%')
     */
    like(pattern: string): Column<['like', A]>
    /**
     * Whether a part of it matches a regular expression, as Java writes them. Spark: `rlike`, `regexp_like`.
     *
     * @throws INVALID_PATTERN, also for what JavaScript's expressions cannot say: possessive quantifiers, classes
     *   inside classes
     * @example
     * col('user').rlike('^[a-z]+$')
     */
    rlike(pattern: string): Column<['rlike', A]>
  }
}

defineMethods({
  contains(this: AnyColumn, text: TextOrColumn) { return makeCall('contains', [this, text]) },
  startsWith(this: AnyColumn, text: TextOrColumn) { return makeCall('startsWith', [this, text]) },
  endsWith(this: AnyColumn, text: TextOrColumn) { return makeCall('endsWith', [this, text]) },
  like(this: AnyColumn, pattern: string) { return makeCall('like', [this, pattern]) },
  rlike(this: AnyColumn, pattern: string) { return makeCall('rlike', [this, pattern]) },
})

/**
 * With every place of one text replaced by another. Both are text, not columns' names. Spark: `replace`.
 *
 * @param replacement default: nothing, so that the text goes
 * @example
 * replace('user', '.', ' ')
 */
export function replace<const C extends ColumnOrName>(column: C, search: TextOrColumn, replacement: TextOrColumn = ''): Column<['replace', AstOf<C>]> {
  return makeCall('replace', [argument(column), search, replacement])
}

/**
 * With every match of a regular expression replaced; in the replacement `$1` is the first group and `\$` a dollar sign.
 * Spark: `regexp_replace`.
 *
 * @throws INVALID_PATTERN
 * @example
 * regexpReplace('user', '[0-9]+', '#')
 */
export function regexpReplace<const C extends ColumnOrName>(column: C, pattern: TextOrColumn, replacement: TextOrColumn): Column<['regexpReplace', AstOf<C>]> {
  return makeCall('regexpReplace', [argument(column), pattern, replacement])
}

/**
 * What a group of a regular expression's first match holds; `''` where nothing matches. Spark: `regexp_extract`.
 *
 * @param group default 1, the first; 0 is the whole match
 * @throws INVALID_PATTERN, INVALID_PARAMETER_VALUE for a match and a group that the pattern does not have
 * @example
 * regexpExtract('user', '([a-z]+)[.]', 1)
 */
export function regexpExtract<const C extends ColumnOrName>(column: C, pattern: string, group = 1): Column<['regexpExtract', AstOf<C>]> {
  return makeCall('regexpExtract', [argument(column), pattern, group])
}

/**
 * The pieces between the matches of a regular expression, as ARRAY<STRING>. Spark: `split`.
 *
 * @param limit at most so many pieces, the last with all that is left; default -1: all
 * @throws INVALID_PATTERN
 * @example
 * split('user', ' ')
 */
export function split<const C extends ColumnOrName>(column: C, pattern: string, limit = -1): Column<['split', AstOf<C>]> {
  return makeCall('split', [argument(column), pattern, limit])
}

const likes = new Map<string, RegExp>()

function like(text: string, pattern: string): boolean {
  let regex = likes.get(pattern)
  if (regex === undefined) {
    regex = likeRegex(pattern)
    if (likes.size >= 500) likes.clear()
    likes.set(pattern, regex)
  }
  return regex.test(text)
}

function regexpReplaced(text: string, pattern: string, replacement: string): string {
  const regex = javaRegex(pattern, 'regexpReplace', 'g')
  const replaced = replacementOf(replacement, groupCount(regex))
  return text.replace(regex, (...found: (string | undefined)[]) => replaced(found))
}

function regexpExtracted(text: string, pattern: string, group: number): string {
  const regex = javaRegex(pattern, 'regexpExtract')
  const found = regex.exec(text)
  // As in Spark, which looks at the group where something matches.
  if (found === null) return ''
  const groups = groupCount(regex)
  if (group < 0 || group > groups) {
    throw new InvalidParameter(`regexpExtract: there is no group ${group}`, { hint: groups === 0 ? 'The pattern has no group; 0 is the whole match.' : `The pattern has groups 0 to ${groups}.` })
  }
  return found[group] ?? ''
}

/** Java's split: no empty piece before a match of nothing at the start; of an empty pattern, every character. */
function pieces(text: string, pattern: string, limit: number): string[] {
  if (pattern === '') {
    const points = [...text]
    return limit > 0 && points.length > limit ? [...points.slice(0, limit - 1), points.slice(limit - 1).join('')] : points.length === 0 ? [''] : points
  }
  const found: string[] = []
  let from = 0
  for (const match of text.matchAll(javaRegex(pattern, 'split', 'g'))) {
    if (limit > 0 && found.length === limit - 1) break
    const end = match.index + match[0].length
    if (end === 0) continue
    found.push(text.slice(from, match.index))
    from = end
  }
  found.push(text.slice(from))
  return found
}

const splitFunction: ScalarFunction = {
  is: 'scalar', name: 'split', spark: 'split',
  resultType: ([of]) => {
    requireTextual('split', of)
    return arrayOf(STRING)
  },
  evaluate: ([of, patterns, limits], { type, rows }) => {
    const builder = columnBuilder(type)
    const text = coerce(of, STRING)
    const validity = anyNull([of, patterns, limits], rows)
    if (text.kind !== 'string' || patterns.kind !== 'string' || limits.kind !== 'int') {
      for (let i = 0; i < rows; i++) builder.appendNull()
      return builder.finish()
    }
    const known: (string[] | undefined)[] = []
    for (let i = 0; i < rows; i++) {
      if (!isValid(validity, i)) builder.appendNull()
      else builder.append(known[text.codes[i]] ??= pieces(valueOf(text, i), valueOf(patterns, i), limits.values[i]))
    }
    return builder.finish()
  },
}

function valueOf(of: StringVector, row: number): string {
  return of.dictionary.value(of.codes[row])
}

register(
  textToBoolean({ name: 'contains', spark: 'contains', to: (text: string, part: string) => text.includes(part) }),
  textToBoolean({ name: 'startsWith', spark: 'startswith', to: (text: string, part: string) => text.startsWith(part) }),
  textToBoolean({ name: 'endsWith', spark: 'endswith', to: (text: string, part: string) => text.endsWith(part) }),
  textToBoolean({ name: 'like', spark: 'like', to: like, sql: ([of, pattern]) => `${of} LIKE ${pattern}` }),
  textToBoolean({ name: 'rlike', spark: 'rlike', to: (text: string, pattern: string) => javaRegex(pattern, 'rlike').test(text), sql: ([of, pattern]) => `RLIKE(${of}, ${pattern})` }),
  textToText({ name: 'replace', spark: 'replace', to: (text: string, search: string, by: string) => (search === '' ? text : text.replaceAll(search, () => by)) }),
  textToText({ name: 'regexpReplace', spark: 'regexp_replace', to: regexpReplaced, sql: args => `regexp_replace(${args.join(', ')}, 1)` }),
  textToText({ name: 'regexpExtract', spark: 'regexp_extract', params: ['text', 'int'], to: regexpExtracted }),
  splitFunction,
)
