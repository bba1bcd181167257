import { didYouMean } from '../../core/nearest'
import { InvalidFormatOption, optionText, parseMode } from '../json/json-options'
import type { ParseMode } from '../json/json-options'

/** Spark's CSV options, by Spark's names, with their defaults. */
export interface CsvOptions {
  /** Default `,`; more than one character is allowed. `delimiter` is the same. */
  readonly sep: string
  readonly quote: string
  /** What stands before a quote inside quotes. Default a backslash; `"` for doubled quotes. */
  readonly escape: string
  /** The first line has names. They are not compared with the schema's: columns go by their place. */
  readonly header: boolean
  /** Lines that start with it are skipped. Default none. */
  readonly comment: string
  /** What null is written as, and read from. Default nothing at all. */
  readonly nullValue: string
  /** What an empty string is: read from `""` as this, written as this. Default none when reading, `""` when writing. */
  readonly emptyValue: string | null
  /** Default off when reading, on when writing, as in Spark. */
  readonly ignoreLeadingWhiteSpace: boolean
  readonly ignoreTrailingWhiteSpace: boolean
  /** A line feed inside quotes does not end the record. */
  readonly multiLine: boolean
  readonly mode: ParseMode
  readonly columnNameOfCorruptRecord: string
}

const READ_ONLY = ['comment', 'multiLine', 'mode', 'columnNameOfCorruptRecord']
const NAMES = ['sep', 'quote', 'escape', 'header', 'nullValue', 'emptyValue', 'ignoreLeadingWhiteSpace', 'ignoreTrailingWhiteSpace']

export const csvReadOptions: readonly string[] = [...NAMES, ...READ_ONLY, 'delimiter']
export const csvWriteOptions: readonly string[] = [...NAMES, 'delimiter']

/** The options with their defaults; names and `mode` may be written in any case. */
export function csvOptions(given: Readonly<Record<string, unknown>>, writing: boolean): CsvOptions {
  const names = writing ? csvWriteOptions : csvReadOptions
  const found = new Map<string, unknown>()
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue
    const known = names.find(n => n.toLowerCase() === name.toLowerCase())
    if (known === undefined) throw new InvalidFormatOption(`${writing ? 'writing CSV' : 'CSV'} has no option '${name}'`, { hint: didYouMean(name, names), details: { option: name } })
    found.set(known === 'delimiter' ? 'sep' : known, value)
  }
  const text = (name: string, otherwise: string): string => optionText(found.get(name) ?? otherwise)
  const flag = (name: string, otherwise: boolean): boolean => yesOrNo(name, found.get(name) ?? otherwise)
  return {
    sep: nonEmpty('sep', text('sep', ',').replaceAll('\\t', '\t')),
    quote: oneCharacter('quote', text('quote', '"')),
    escape: oneCharacter('escape', text('escape', '\\')),
    comment: text('comment', ''),
    nullValue: text('nullValue', ''),
    emptyValue: found.has('emptyValue') ? text('emptyValue', '') : null,
    header: flag('header', false),
    ignoreLeadingWhiteSpace: flag('ignoreLeadingWhiteSpace', writing),
    ignoreTrailingWhiteSpace: flag('ignoreTrailingWhiteSpace', writing),
    multiLine: flag('multiLine', false),
    mode: parseMode(found.get('mode') ?? 'PERMISSIVE'),
    columnNameOfCorruptRecord: text('columnNameOfCorruptRecord', '_corrupt_record'),
  }
}

function yesOrNo(name: string, value: unknown): boolean {
  const text = optionText(value).toLowerCase()
  if (text === 'true' || text === 'false') return text === 'true'
  throw new InvalidFormatOption(`${name} cannot be '${optionText(value)}'`, { hint: 'Valid: true, false.', details: { option: name } })
}

function oneCharacter(name: string, value: string): string {
  if (value.length === 1) return value
  throw new InvalidFormatOption(`${name} must be one character, not '${value}'`, { details: { option: name } })
}

function nonEmpty(name: string, value: string): string {
  if (value !== '') return value
  throw new InvalidFormatOption(`${name} cannot be empty`, { details: { option: name } })
}
