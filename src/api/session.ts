import type { SinkFormat, SourceFormat } from '../connectors/contract'
import { batchOfRows } from '../batch/rows'
import { cellOutput } from '../core/cell-output'
import type { Schema } from '../core/data-type'
import { didYouMean } from '../core/nearest'
import type { AnySchema, CheckSchema, RowInput, SchemaOf, SchemaText } from '../core/schema-types'
import { TableNotFound } from '../plan/errors'
import { local } from '../plan/nodes/local'
import type { Node } from '../plan/node'
import type { Catalog, Engine, QuerySpec, StreamingQueryManager } from '../plan/query'
import { makeFrame, type Frame, type FrameCore } from './frame'
import { rangeOf } from './range'
import { makeReader, type FrameReader, type ReaderContext } from './reader'
import { schemaOf } from './schema-of'
import type { Batch } from './traits'

/** The door to everything: readers, tables, running queries. Spark: `SparkSession`. `spark` is the default one. */
export interface SparkSession {
  readonly appName: string
  /** Tidemark's version; `engineVersion()` is that of what runs the queries. */
  readonly version: string
  /** Where the queries run: the address of a Spark Connect server, without its token; null is this process. */
  readonly remote: string | null
  /** Reads what is there now. */
  readonly read: FrameReader<'batch'>
  /** Reads rows as they come. */
  readonly readStream: FrameReader<'stream'>
  /** The running queries, and listeners to them. */
  readonly streams: StreamingQueryManager
  readonly catalog: {
    /** The names of the tables: what memory sinks have filled. */
    listTables(): readonly string[]
    tableExists(name: string): boolean
  }

  /**
   * A frame of rows given by hand. A column that a row leaves out is null. Spark: `createDataFrame`.
   *
   * @param schema DDL (`'user STRING, n INT'`) or an object (`{ user: 'STRING', n: 'INT' }`)
   * @throws VALUE_TYPE_MISMATCH naming row and column, INVALID_DDL
   * @example
   * spark.createDataFrame([{ user: 'ada', n: 1 }], 'user STRING, n INT')
   */
  createDataFrame<const D extends SchemaText<T> | Schema, T extends string>(
    rows: readonly RowInput<SchemaOf<D>>[],
    schema: D & CheckSchema<SchemaOf<D>>,
  ): Frame<SchemaOf<D>, Batch>

  /**
   * A table by its name, as it is when the frame runs. The compiler cannot know its columns; give it the frame that
   * fills the table, or one with the same columns, and they are checked as any frame's are. On a Spark server `like` is
   * needed for a table that no memory sink of this session fills. Spark: `table`.
   *
   * @throws TABLE_OR_VIEW_NOT_FOUND naming the nearest; TABLE_COLUMNS_UNKNOWN on a Spark server
   * @example
   * const query = await stream.writeStream.queryName('seen').trigger({ availableNow: true }).start()
   * await query.awaitTermination()
   * const rows = await spark.table('seen', stream).select('user').collect()
   */
  table<S = AnySchema>(name: string, like?: { readonly types?: { readonly schema: S } }): Frame<S, Batch>

  /**
   * Whole numbers in a column `id` (BIGINT): from 0, or from `start`, up to but without the end. Spark: `range`.
   *
   * @example
   * spark.range(3)
   */
  range(start: number, end?: number, step?: number): Frame<{ id: 'BIGINT' }, Batch>

  /**
   * The version of what runs the queries: Spark's, as the server says it, else Tidemark's.
   *
   * @example
   * const version = await spark.engineVersion()
   */
  engineVersion(): Promise<string>

  /** Stops all queries of the session; one on a Spark server ends there. */
  stop(): Promise<void>
}

/** What a session is put together from. */
export interface SessionParts {
  readonly version: string
  readonly engine: Engine
  readonly conf: Readonly<Record<string, string | undefined>>
  readonly catalog: Catalog
  sourceFormat(name: string): SourceFormat
  sinkFormat(name: string): SinkFormat
  /** What differs where queries run on a Spark server. */
  readonly remote?: RemoteParts
}

export interface RemoteParts {
  readonly address: string
  readonly tables: { names(): readonly string[]; started(spec: QuerySpec): void; scan(name: string, like: FrameCore | undefined): Node }
  range(start: number, end: number, step: number): Node
  version(): Promise<string>
  close(): Promise<void>
}

export function createSession(parts: SessionParts): SparkSession {
  const { engine, catalog, conf, remote } = parts
  const context: ReaderContext = {
    engine, catalog,
    start: async spec => {
      const query = await engine.start(spec)
      remote?.tables.started(spec)
      cellOutput().own({ stop: () => query.stop(), ended: query.awaitTermination().catch(() => false) })
      return query
    },
    sourceFormat: name => parts.sourceFormat(name),
    sinkFormat: name => parts.sinkFormat(name),
  }
  return Object.freeze<SparkSession>({
    get appName() { return conf['spark.app.name'] ?? 'tidemark' },
    version: parts.version,
    remote: remote?.address ?? null,
    engineVersion: async () => remote?.version() ?? parts.version,
    read: makeReader('batch', context),
    readStream: makeReader('stream', context),
    streams: engine.streams,
    catalog: Object.freeze({
      listTables: () => remote?.tables.names() ?? catalog.names(),
      tableExists: (name: string) => (remote === undefined ? catalog.table(name) !== undefined : remote.tables.names().includes(name)),
    }),
    createDataFrame<S>(rows: readonly object[], schema: SchemaText | Schema): Frame<S> {
      const made = batchOfRows(schemaOf(schema), rows)
      return makeFrame(local('rows', made.schema, () => [made]), context)
    },
    table<S>(name: string, like?: object): Frame<S, Batch> {
      if (remote !== undefined) return makeFrame(remote.tables.scan(name, like as FrameCore | undefined), context)
      return makeFrame(local(name, tableOf(catalog, name).schema, () => tableOf(catalog, name).batches()), context)
    },
    range(start, end, step = 1) {
      const [from, to] = end === undefined ? [0, start] : [start, end]
      if (remote !== undefined) return makeFrame(remote.range(from, to, step), context)
      const made = rangeOf(from, to, step)
      return makeFrame(local('range', made.schema, () => [made]), context)
    },
    async stop() {
      await Promise.all(engine.streams.active.map(query => query.stop()))
      await remote?.close()
    },
  })
}

function tableOf(catalog: Catalog, name: string): NonNullable<ReturnType<Catalog['table']>> {
  const found = catalog.table(name)
  if (found !== undefined) return found
  const names = catalog.names()
  throw new TableNotFound(`there is no table '${name}'`, {
    hint: names.length === 0 ? "A memory sink makes one: writeStream.format('memory').queryName('…').start()." : didYouMean(name, names),
  })
}
