import { DAY_TIME_UNITS, spanOf, YEAR_MONTH_UNITS } from './interval'
import { arrayOf, BIGINT, BINARY, BOOLEAN, DATE, dayTimeOf, decimalOf, DOUBLE, field, FLOAT, INT, mapOf, NULL, SMALLINT, STRING, struct, TIMESTAMP, TIMESTAMP_NTZ, TINYINT, yearMonthOf } from './data-type'
import type { DataType, Field, Schema } from './data-type'
import { MAX_PRECISION } from './decimal'
import { defineError } from './errors'
import { didYouMean } from './nearest'

/** A schema text that cannot be read; the message has the place and the piece. */
export const InvalidDdl = defineError({ code: 'INVALID_DDL', fault: 'user' })

/** A type that Spark has and Tidemark's columns do not hold yet. */
export const UnsupportedType = defineError({ code: 'UNSUPPORTED_TYPE', fault: 'user' })

const TYPES: Readonly<Record<string, DataType>> = {
  STRING, BOOLEAN, TINYINT, BYTE: TINYINT, SMALLINT, SHORT: SMALLINT, INT, INTEGER: INT, BIGINT, LONG: BIGINT, FLOAT, REAL: FLOAT, DOUBLE,
  TIMESTAMP, TIMESTAMP_LTZ: TIMESTAMP, TIMESTAMP_NTZ, DATE, BINARY, VOID: NULL,
}
const DECIMALS = ['DECIMAL', 'DEC', 'NUMERIC']
const NESTED = ['ARRAY', 'MAP', 'STRUCT']
const NOT_YET: Readonly<Record<string, string>> = {
  CHAR: 'STRING', CHARACTER: 'STRING', VARCHAR: 'STRING',
  TIME: 'STRING', VARIANT: 'STRING',
}

/**
 * Reads a schema as Spark's DDL writes it: `name TYPE` or `name: TYPE`, with commas between; `STRUCT<…>`, `ARRAY<…>`,
 * `MAP<…, …>`, `DECIMAL(10,2)`, `INTERVAL DAY TO SECOND`, names in back-ticks, `NOT NULL` and `COMMENT '…'` (kept in the field's metadata) are understood, and the
 * whole may stand in one `STRUCT<…>`.
 *
 * @throws INVALID_DDL with the place and the nearest type; UNSUPPORTED_TYPE for a type the engine does not hold yet
 * @example
 * parseDdl('user STRING NOT NULL, at TIMESTAMP, tags ARRAY<STRING>').fields.length // 3
 */
export function parseDdl(text: string): Schema {
  const at = reader(text)
  if (at.peek().kind === 'end') throw at.wrong('it is empty', "Write names and types, such as 'user STRING, n INT'.")
  const [first, second] = at.look(2)
  if (first.kind === 'word' && first.text.toUpperCase() === 'STRUCT' && second.text === '<') {
    const type = readType(at)
    at.end()
    return type as Schema
  }
  const fields = readFields(at, 'end')
  at.end()
  return struct(fields)
}

/** Reads one type: `INT`, `ARRAY<STRUCT<a: INT>>`. */
export function parseType(text: string): DataType {
  const at = reader(text)
  const type = readType(at)
  at.end()
  return type
}

function readFields(at: Reader, until: string): Field[] {
  const fields: Field[] = []
  if (at.peek().text === until) return fields
  do {
    const name = at.next()
    if (name.kind !== 'word' && name.kind !== 'quoted') throw at.wrong('a column name is missing', undefined, name)
    if (fields.some(f => f.name === name.text)) throw at.wrong(`the column '${name.text}' is there twice`, undefined, name)
    at.take(':')
    fields.push(readField(at, name.text))
  } while (at.take(','))
  return fields
}

function readField(at: Reader, name: string): Field {
  const type = readType(at)
  let nullable = true
  let comment: string | undefined
  for (;;) {
    if (at.takeWord('NOT')) {
      if (!at.takeWord('NULL')) throw at.wrong('NOT must be followed by NULL')
      nullable = false
    } else if (at.takeWord('COMMENT')) {
      const text = at.next()
      if (text.kind !== 'text') throw at.wrong('COMMENT must be followed by a text in quotes', undefined, text)
      comment = text.text
    } else break
  }
  return field(name, type, nullable, comment === undefined ? undefined : { comment })
}

function readType(at: Reader): DataType {
  const token = at.next()
  if (token.kind !== 'word') throw at.wrong('a type is missing', typesHint(), token)
  const name = token.text.toUpperCase()
  if (NESTED.includes(name)) return readNested(at, name)
  if (DECIMALS.includes(name)) return readDecimal(at, name)
  if (name === 'INTERVAL') return readInterval(at)
  if (Object.hasOwn(NOT_YET, name)) {
    throw new UnsupportedType(`${name} columns are not supported yet (character ${token.at + 1} of '${at.text}')`, {
      hint: `Spark has this type, Tidemark's engine does not hold it. Use ${NOT_YET[name]} instead.`, details: { type: name, position: token.at },
    })
  }
  if (!Object.hasOwn(TYPES, name)) throw at.wrong(`'${token.text}' is no type`, didYouMean(name, Object.keys(TYPES).concat(DECIMALS, NESTED, 'INTERVAL')), token)
  if (at.peek().text === '(') throw at.wrong(`${name} takes nothing in parentheses`)
  return TYPES[name]
}

function readNested(at: Reader, name: string): DataType {
  // `STRUCT<>` is lexed as two tokens, as is the `>>` at the end of a nested type.
  at.expect('<', `${name} must be followed by <`)
  const type = name === 'ARRAY' ? arrayOf(readType(at)) : name === 'MAP' ? readMap(at) : struct(readFields(at, '>'))
  at.expect('>', `${name}< is not closed by >`)
  return type
}

/** `DECIMAL`, `DECIMAL(10)`, `DECIMAL(10, 2)`. */
function readDecimal(at: Reader, name: string): DataType {
  if (!at.take('(')) return decimalOf(10, 0)
  const digits = (): number => {
    const token = at.next()
    if (token.kind !== 'word' || !/^\d{1,4}$/.test(token.text)) throw at.wrong(`${name}( must be followed by a number of digits`, undefined, token)
    return Number(token.text)
  }
  const precision = digits()
  const scale = at.take(',') ? digits() : 0
  at.expect(')', `${name}( is not closed by )`)
  if (precision > MAX_PRECISION || precision < 1 || scale > precision) {
    throw at.wrong(`${name}(${precision},${scale}) is no type`, `It has 1 to ${MAX_PRECISION} digits, and no more after the point than in all.`)
  }
  return decimalOf(precision, scale)
}

/** `INTERVAL DAY TO SECOND`, `INTERVAL HOUR`, `INTERVAL YEAR TO MONTH`. */
function readInterval(at: Reader): DataType {
  const first = at.next()
  const fields = at.takeWord('TO') ? `${first.text} TO ${at.next().text}` : first.text
  const dayTime = spanOf(DAY_TIME_UNITS, fields)
  if (dayTime !== null) return dayTimeOf(dayTime.start, dayTime.end)
  const yearMonth = spanOf(YEAR_MONTH_UNITS, fields)
  if (yearMonth !== null) return yearMonthOf(yearMonth.start, yearMonth.end)
  throw at.wrong('INTERVAL must be followed by its units, the greater first', 'Write INTERVAL DAY TO SECOND, or of fewer units from DAY, HOUR, MINUTE to SECOND; or INTERVAL YEAR TO MONTH.', first)
}

function readMap(at: Reader): DataType {
  const key = readType(at)
  at.expect(',', 'MAP needs a key type, a comma and a value type')
  return mapOf(key, readType(at))
}

function typesHint(): string {
  return `Valid: ${Object.keys(TYPES).concat(DECIMALS[0], NESTED).join(', ')}.`
}

interface Token { readonly kind: 'word' | 'quoted' | 'text' | 'sign' | 'end'; readonly text: string; readonly at: number }

interface Reader {
  readonly text: string
  peek(): Token
  look(count: number): Token[]
  next(): Token
  take(sign: string): boolean
  takeWord(word: string): boolean
  expect(sign: string, otherwise: string): void
  end(): void
  wrong(why: string, hint?: string, token?: Token): Error
}

function reader(text: string): Reader {
  const tokens = tokenize(text)
  let i = 0
  const peek = (): Token => tokens[i]
  const next = (): Token => (i < tokens.length - 1 ? tokens[i++] : tokens[i])
  const wrong = (why: string, hint?: string, token = peek()): Error => invalid(text, why, token, hint)
  const take = (sign: string): boolean => peek().kind === 'sign' && peek().text === sign && next() !== undefined
  return {
    text, peek, next, wrong, take,
    look: count => Array.from({ length: count }, (_, n) => tokens[Math.min(i + n, tokens.length - 1)]),
    takeWord: word => peek().kind === 'word' && peek().text.toUpperCase() === word && next() !== undefined,
    expect: (sign, otherwise) => { if (!take(sign)) throw wrong(otherwise) },
    end: () => { if (peek().kind !== 'end') throw wrong(`'${peek().text}' stands where a comma or the end belongs`) },
  }
}

function tokenize(text: string): Token[] {
  const tokens: Token[] = []
  const pattern = /\s*(?:`((?:[^`]|``)*)`|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([\p{L}\p{N}_]+)|([<>():,]))/uy
  const ends = text.trimEnd().length
  let at = 0
  while (at < ends) {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    const start = at + /^\s*/.exec(text.slice(at))![0].length
    if (found === null) {
      const rest = text.slice(start)
      const why = /^[`'"]/.test(rest) ? `the quote ${rest[0]} is not closed` : `'${rest[0]}' has no meaning here`
      throw invalid(text, why, { kind: 'sign', text: rest[0], at: start }, rest[0] === '-' || rest[0] === '.' ? 'A name with other than letters, digits and _ stands in back-ticks.' : undefined)
    }
    at = pattern.lastIndex
    const [, quoted, single, double, word, sign] = found
    if (quoted !== undefined) tokens.push({ kind: 'quoted', text: quoted.replaceAll('``', '`'), at: start })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, at: start })
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, at: start })
    else tokens.push({ kind: 'text', text: (single ?? double).replace(/\\(.)/gu, '$1'), at: start })
  }
  tokens.push({ kind: 'end', text: 'end', at: ends })
  return tokens
}

function invalid(text: string, why: string, token: Token, hint?: string): Error {
  const place = token.kind === 'end' ? 'at the end' : `at character ${token.at + 1}`
  const piece = token.kind === 'end' ? text.slice(-20) : text.slice(token.at, token.at + 20)
  return new InvalidDdl(`the schema '${text.length > 200 ? `${text.slice(0, 200)}…` : text}' cannot be read: ${why}, ${place} (${JSON.stringify(piece)})`, {
    hint, details: { position: token.at, piece: token.text },
  })
}
