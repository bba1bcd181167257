import { didYouMean } from '../core/nearest'
import { InvalidOption, UnknownOption, type SourceOptions } from './contract'

/** Refuses an option that a format does not have, with the nearest it has; names match regardless of case, as in Spark. */
export function checkOptions(format: string, options: SourceOptions, known: readonly string[], prefix?: string): void {
  for (const name of Object.keys(options)) {
    if (known.some(one => one.toLowerCase() === name.toLowerCase())) continue
    if (prefix !== undefined && name.startsWith(prefix)) continue
    throw new UnknownOption(`${format} has no option '${name}'`, { hint: didYouMean(name, known) })
  }
}

export function optionOf(options: SourceOptions, name: string): string | undefined {
  const found = Object.entries(options).find(([key, value]) => key.toLowerCase() === name.toLowerCase() && value !== undefined)
  return found === undefined ? undefined : String(found[1])
}

/** A whole number from `least` up, or undefined where the option is absent. */
export function countOption(format: string, options: SourceOptions, name: string, least = 1): number | undefined {
  const text = optionOf(options, name)
  if (text === undefined) return undefined
  const count = Number(text)
  if (!/^\d+$/.test(text.trim()) || !Number.isSafeInteger(count) || count < least) {
    throw new InvalidOption(`${format}'s option ${name} is a whole number from ${least} up, and got '${text}'`)
  }
  return count
}

export function flagOption(format: string, options: SourceOptions, name: string, otherwise: boolean): boolean {
  const text = optionOf(options, name)?.toLowerCase()
  if (text === undefined) return otherwise
  if (text !== 'true' && text !== 'false') throw new InvalidOption(`${format}'s option ${name} is true or false, and got '${text}'`)
  return text === 'true'
}
