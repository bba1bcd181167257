import type { SourceFormat, SourceOptions } from '../connectors/contract'
import type { Schema } from '../core/data-type'
import type { CheckSchema, Refused, SchemaOf, SchemaText } from '../core/schema-types'
import { scan } from '../plan/nodes/scan'
import { makeFrame, type Frame, type FrameContext } from './frame'
import type { KafkaOptions } from './kafka-options'
import type { MemoryStream } from './memory-stream'
import type { KafkaRecord, KafkaRecordWithHeaders, Loaded, NoSchema, RateRecord, TextRecord } from './own-schemas'
import { schemaOf } from './schema-of'
import type { Batch, Stream, Traits } from './traits'

type Start<M extends Traits['mode']> = M extends 'stream' ? Stream : Batch

/**
 * Where rows come from: `spark.readStream` for a stream, `spark.read` for what is there now; the same sources and
 * options for both. Each method returns a new reader. Spark: `DataStreamReader`, `DataFrameReader`.
 */
export interface FrameReader<M extends Traits['mode'], F extends string = string, S = NoSchema> {
  /**
   * Records of Kafka topics: `key`, `value` (BINARY), `topic`, `partition`, `offset`, `timestamp`, `timestampType`, and
   * `headers` with `includeHeaders: true`. Without servers it reads the session's default: the brokers that
   * `TIDEMARK_KAFKA` names, else the tape in `data/`.
   *
   * @throws UNKNOWN_OPTION, INVALID_OPTION; at start UNKNOWN_TOPIC, BROKER_UNREACHABLE
   * @example
   * const logs = spark.readStream.kafka({ subscribe: 'topic_log', startingOffsets: 'earliest' })
   */
  kafka<H extends boolean = false>(
    options: KafkaOptions & { readonly includeHeaders?: H },
  ): Frame<H extends true ? KafkaRecordWithHeaders : KafkaRecord, Start<M>>

  /**
   * Rows a clock makes: `value` counts up, `timestamp` is when each was due. For trying things out.
   *
   * @example
   * const ticks = spark.readStream.rate({ rowsPerSecond: 10 })
   */
  rate(options?: { readonly rowsPerSecond?: number }): Frame<RateRecord, Start<M>>

  /**
   * The rows that a program adds by hand.
   *
   * @example
   * const frame = spark.readStream.memory(memoryStream('user STRING, n INT'))
   */
  memory<T>(stream: MemoryStream<T>, options?: { readonly maxAddsPerTrigger?: number }): Frame<T, Start<M>>

  /**
   * JSON lines, one object a row, from a file or a folder; a stream picks up new files. Needs `schema(…)` first.
   *
   * @example
   * const events = spark.readStream.schema('user STRING, n INT').json('events')
   */
  json(this: NeedsSchema<S, 'json'>, path: string, options?: SourceOptions): Frame<S, Start<M>>

  /**
   * CSV from a file or a folder; a stream picks up new files. Needs `schema(…)` first.
   *
   * @example
   * const events = spark.read.schema('user STRING, n INT').csv('events.csv', { header: true })
   */
  csv(this: NeedsSchema<S, 'csv'>, path: string, options?: SourceOptions): Frame<S, Start<M>>

  /**
   * Lines of text, in the column `value`.
   *
   * @example
   * const lines = spark.read.text('app.log')
   */
  text(path: string, options?: SourceOptions): Frame<TextRecord, Start<M>>

  /**
   * The source by its Spark name: `'kafka'`, `'json'`, `'csv'`, `'text'`, `'rate'`, …
   *
   * @throws DATA_SOURCE_NOT_FOUND at `load`, naming the nearest
   *
   * @example
   * const logs = spark.readStream.format('kafka').option('subscribe', 'topic_log').load()
   */
  format<const G extends 'kafka' | 'json' | 'csv' | 'text' | 'rate' | (string & {})>(name: G): FrameReader<M, G, S>

  /**
   * The columns to read: DDL (`'user STRING, n INT'`) or an object (`{ user: 'STRING', n: 'INT' }`).
   *
   * @throws INVALID_DDL with the place
   * @example
   * const events = spark.read.schema({ user: 'STRING', n: 'INT' }).json('events')
   */
  schema<const D extends SchemaText<T> | Schema, T extends string>(
    of: D & CheckSchema<SchemaOf<D>>,
  ): FrameReader<M, F, SchemaOf<D>>

  option(name: string, value: string | number | boolean): FrameReader<M, F, S>
  options(of: SourceOptions): FrameReader<M, F, S>

  /** The frame. `path` is for sources that read files. */
  load(path?: string): Frame<Loaded<F, S>, Start<M>>
}

type NeedsSchema<S, Format extends string> =
  S extends NoSchema ? Refused<`${Format} needs a schema before it: .schema('user STRING, n INT').${Format}(…)`> : unknown

export interface ReaderContext extends FrameContext {
  /** The source of that name, or an error naming the nearest. */
  sourceFormat(name: string): SourceFormat
}

interface Draft {
  readonly format: string
  readonly schema: Schema | null
  readonly options: SourceOptions
}

export function makeReader<M extends Traits['mode']>(mode: M, context: ReaderContext): FrameReader<M> {
  return reader(mode, context, { format: 'json', schema: null, options: {} }) as FrameReader<M>
}

function reader(mode: Traits['mode'], context: ReaderContext, draft: Draft): object {
  const but = (more: Partial<Draft>): object => reader(mode, context, { ...draft, ...more })
  const from = (source: SourceFormat, more: SourceOptions = {}): object =>
    makeFrame(scan(source, { ...draft.options, ...more }, draft.schema, mode === 'stream'), context)
  const load = (format: string, more?: SourceOptions): object => from(context.sourceFormat(format), more)
  return Object.freeze({
    kafka: (options: SourceOptions) => load('kafka', options),
    rate: (options?: SourceOptions) => load('rate', options),
    memory: (stream: MemoryStream<unknown>, options?: SourceOptions) => from(stream.source, options),
    json: (path: string, options?: SourceOptions) => load('json', { ...options, path }),
    csv: (path: string, options?: SourceOptions) => load('csv', { ...options, path }),
    text: (path: string, options?: SourceOptions) => load('text', { ...options, path }),
    format: (format: string) => but({ format }),
    schema: (of: SchemaText | Schema) => but({ schema: schemaOf(of) }),
    option: (name: string, value: string | number | boolean) => but({ options: { ...draft.options, [name]: value } }),
    options: (more: SourceOptions) => but({ options: { ...draft.options, ...more } }),
    load: (path?: string) => load(draft.format, path === undefined ? {} : { path }),
  })
}
