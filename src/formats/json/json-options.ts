import { defineError } from '../../core/errors'
import { didYouMean } from '../../core/nearest'

/** An option that a format does not have, or a value that it cannot have. */
export const InvalidFormatOption = defineError({ code: 'INVALID_FORMAT_OPTION', fault: 'user' })

/** What a reader does with a record that is not what the schema says. */
export type ParseMode = 'PERMISSIVE' | 'FAILFAST' | 'DROPMALFORMED'

export interface JsonOptions {
  /** Default PERMISSIVE. */
  readonly mode?: ParseMode
  /** The STRING field that takes the whole text of a malformed record, where the schema has it. Default `_corrupt_record`. */
  readonly columnNameOfCorruptRecord?: string
  /** How deep a record may be nested before it counts as malformed. Default 512. */
  readonly maxNestingDepth?: number
}

/** The JSON options with their defaults. `mode` may be written in any case. */
export function jsonOptions(given: Readonly<Record<string, unknown>>): Required<JsonOptions> {
  const options = { mode: 'PERMISSIVE' as ParseMode, columnNameOfCorruptRecord: '_corrupt_record', maxNestingDepth: 512 }
  const names = Object.keys(options)
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue
    switch (names.find(known => known.toLowerCase() === name.toLowerCase())) {
      case 'mode': options.mode = parseMode(value); break
      case 'columnNameOfCorruptRecord': options.columnNameOfCorruptRecord = optionText(value); break
      case 'maxNestingDepth': options.maxNestingDepth = depth(value); break
      default: throw new InvalidFormatOption(`JSON has no option '${name}'`, { hint: didYouMean(name, names), details: { option: name } })
    }
  }
  return options
}

/** An option's value as a message shows it. */
export function optionText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : `a value of type ${typeof value}`
}

export function parseMode(value: unknown): ParseMode {
  const mode = optionText(value).toUpperCase()
  if (mode === 'PERMISSIVE' || mode === 'FAILFAST' || mode === 'DROPMALFORMED') return mode
  throw new InvalidFormatOption(`mode cannot be '${optionText(value)}'`, { hint: didYouMean(mode, ['PERMISSIVE', 'FAILFAST', 'DROPMALFORMED']) })
}

function depth(value: unknown): number {
  const levels = Number(value)
  // Beyond this the reader itself would run out of stack.
  if (Number.isInteger(levels) && levels >= 1 && levels <= 2000) return levels
  throw new InvalidFormatOption(`maxNestingDepth cannot be '${optionText(value)}'`, { hint: 'A whole number from 1 to 2000.' })
}
