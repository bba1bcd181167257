import { InvalidOption, type SourceOptions } from '../connectors/contract'
import type { BadRecords } from '../plan/query'

/** The options of a query itself; all others are its sink's. */
export interface QueryOptions {
  readonly checkpointLocation?: string
  readonly queryName?: string
  readonly badRecords?: BadRecords
}

const NAMES = ['checkpointLocation', 'queryName', 'badRecords'] as const
const BAD_RECORDS: readonly string[] = ['keep', 'quarantine', 'fail'] satisfies BadRecords[]

/** Parts a query's own options from its sink's; names match regardless of case, as in Spark. */
export function splitOptions(options: SourceOptions): { readonly own: QueryOptions; readonly sink: SourceOptions } {
  const own: Record<string, string> = {}
  const sink: Record<string, SourceOptions[string]> = {}
  for (const [name, value] of Object.entries(options)) {
    const known = NAMES.find(one => one.toLowerCase() === name.toLowerCase())
    if (known === undefined) sink[name] = value
    else if (value !== undefined) own[known] = String(value)
  }
  if (own.badRecords !== undefined && !BAD_RECORDS.includes(own.badRecords)) {
    throw new InvalidOption(`badRecords is one of ${BAD_RECORDS.join(', ')}, and got '${own.badRecords}'`)
  }
  return { own, sink }
}
