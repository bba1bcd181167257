import type { SinkFormat, SourceFormat, SourceOptions } from '../connectors/contract'
import { optionOf } from '../connectors/options'
import { BIGINT, BINARY, arrayOf, field, INT, STRING, struct, TIMESTAMP, type Schema } from '../core/data-type'
import { EmbeddedOnly, UnknownTableColumns } from './errors'
import type { Message } from './protocol'

/** The name under which a table of the server's catalog is scanned. */
export const TABLE = 'table'

/** The columns of sources that have their own, as Spark has them. */
const OWN: Readonly<Record<string, (options: SourceOptions) => Schema>> = {
  kafka: options => struct([
    field('key', BINARY), field('value', BINARY), field('topic', STRING), field('partition', INT), field('offset', BIGINT),
    field('timestamp', TIMESTAMP), field('timestampType', INT),
    ...(optionOf(options, 'includeHeaders')?.toLowerCase() === 'true' ? [field('headers', arrayOf(struct([field('key', STRING), field('value', BINARY)])))] : []),
  ]),
  rate: () => struct([field('timestamp', TIMESTAMP), field('value', BIGINT)]),
  'rate-micro-batch': () => struct([field('timestamp', TIMESTAMP), field('value', BIGINT)]),
  text: () => struct([field('value', STRING)]),
}

/** A source on the server, by any name that Spark knows; its options are Spark's to check. */
export function remoteSource(name: string): SourceFormat {
  const format = name.toLowerCase()
  return {
    format, options: [],
    schemaOf: (options, given) => {
      if (format === 'kafka') checkKafka(options)
      const own = OWN[format] as ((options: SourceOptions) => Schema) | undefined
      if (own !== undefined) return own(options)
      if (given !== null) return given
      throw new UnknownTableColumns(`the columns of a ${format} source are on the server, and are not known here`, { hint: `Say them before it: .schema('user STRING, n INT').format('${format}').load(…)` })
    },
    open: () => { throw new EmbeddedOnly(`the ${format} source of a Spark server is not read here`) },
  }
}

/** Where a session's sinks go: any name that Spark knows. */
export function remoteSink(name: string): SinkFormat {
  const format = name.toLowerCase()
  return { format, options: [], open: () => { throw new EmbeddedOnly(`the ${format} sink of a Spark server is not written here`) } }
}

/** A table of the server, with the columns it is known to have. */
export function tableSource(schema: Schema): SourceFormat {
  return { format: TABLE, options: ['name'], schemaOf: () => schema, open: () => { throw new EmbeddedOnly('a table of a Spark server is not read here') } }
}

const ranges = new WeakMap<SourceFormat, Message<'Range'>>()

/** Whole numbers that the server counts itself. */
export function rangeSource(start: number, end: number, step: number): SourceFormat {
  const source = { ...tableSource(struct([field('id', BIGINT, false)])), format: 'range' }
  ranges.set(source, { start: BigInt(start), end: BigInt(end), step: BigInt(step) })
  return source
}

export function rangeOf(source: SourceFormat): Message<'Range'> | undefined {
  return ranges.get(source)
}

function checkKafka(options: SourceOptions): void {
  if (optionOf(options, 'tape') !== undefined) {
    throw new EmbeddedOnly('a tape is a folder of this machine, and a Spark server reads brokers', { hint: "Name the brokers: 'kafka.bootstrap.servers': 'host:9092' (npx tidemark up kafka starts one)." })
  }
}

/** Our own spelling of the brokers, and the session's default, in Spark's words. */
export function kafkaOptions(options: SourceOptions, env: Readonly<Record<string, string | undefined>>): SourceOptions {
  const { brokers, ...rest } = options
  const servers = optionOf(options, 'kafka.bootstrap.servers') ?? brokers ?? (env.TIDEMARK_KAFKA || undefined)
  if (servers === undefined) {
    throw new EmbeddedOnly("a Spark server reads brokers, and none are named: the tape in data/ is the embedded engine's", { hint: "Name them: 'kafka.bootstrap.servers': 'host:9092', or set TIDEMARK_KAFKA (npx tidemark up kafka starts one)." })
  }
  return { ...rest, 'kafka.bootstrap.servers': servers }
}
