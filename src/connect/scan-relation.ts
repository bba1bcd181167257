import { toDdl } from '../core/data-type'
import { optionOf } from '../connectors/options'
import type { SourceOptions } from '../connectors/contract'
import type { Scan } from '../plan/nodes/scan'
import { EmbeddedOnly } from './errors'
import { kafkaOptions, rangeOf, TABLE } from './sources'
import type { Relation, Wire } from './wire'

/** Sources that are here and not there, and what to use instead. */
const EMBEDDED: Readonly<Record<string, string>> = {
  memory: 'Write the rows to a topic or to files, or use createDataFrame for a batch.',
}

/** A source under Spark's name, with Spark's options. */
export function scanRelation({ source, options, given, streaming }: Scan, { env }: Wire): Relation['relType'] {
  const range = rangeOf(source)
  if (range !== undefined) return { case: 'range', value: range }
  if (source.format === TABLE) {
    return { case: 'read', value: { isStreaming: streaming, readType: { case: 'namedTable', value: { unparsedIdentifier: optionOf(options, 'name') ?? '' } } } }
  }
  if (source.format in EMBEDDED) {
    throw new EmbeddedOnly(`the ${source.format} source holds its rows in this process, and a Spark server cannot read them`, { hint: EMBEDDED[source.format] })
  }
  const path = optionOf(options, 'path')
  return {
    case: 'read',
    value: {
      isStreaming: streaming,
      readType: {
        case: 'dataSource',
        value: {
          format: source.format, options: wireOptions(source.format === 'kafka' ? kafkaOptions(options, env) : options), paths: path === undefined ? [] : [path],
          ...(given === null ? {} : { schema: toDdl(given) }),
        },
      },
    },
  }
}

/** Options as text, without the path, which goes its own way. */
export function wireOptions(options: SourceOptions): Record<string, string> {
  return Object.fromEntries(Object.entries(options).flatMap(([name, value]) =>
    (value === undefined || name.toLowerCase() === 'path' ? [] : [[name, String(value)]])))
}
