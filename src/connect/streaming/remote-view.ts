import type { OutputMode, Sink } from '../../connectors/contract'
import type { Schema } from '../../core/data-type'
import { collect } from '../collect'
import type { Message } from '../protocol'
import type { ServerSession } from '../session'

export interface RemoteViewParts {
  readonly session: ServerSession
  readonly sink: Sink
  readonly mode: OutputMode
  readonly schema: Schema
  /** The memory sink's table on the server. */
  readonly table: string
}

/** A sink of this process that shows what a query on the server has written by now. */
export interface RemoteView {
  /** Gives the sink what has come since the last look. */
  read(): Promise<void>
  /** Takes the table off the server. */
  close(): Promise<void>
}

/**
 * Follows the memory table of a query: what is new in it goes to the sink, of a complete-mode table all of it. The table's
 * rows stand in the order they were written, so those that are known are skipped on the server.
 */
export function remoteView({ session, sink, mode, schema, table }: RemoteViewParts): RemoteView {
  const all: Message<'Relation'> = { relType: { case: 'read', value: { readType: { case: 'namedTable', value: { unparsedIdentifier: table } } } } }
  let seen = 0
  let looks = 0
  return {
    read: async () => {
      const news = mode === 'complete' || seen === 0 ? all : { relType: { case: 'offset', value: { input: all, offset: seen } } } as const
      const batches = await collect(session, news, schema, { owned: false })
      seen += batches.reduce((sum, one) => sum + one.numRows, 0)
      await sink.write({ batchId: looks++, schema, mode, batches })
    },
    close: async () => {
      const drop = { opType: { case: 'root', value: { relType: { case: 'sql', value: { query: `DROP VIEW IF EXISTS ${table}` } } } } } as const
      for await (const _ of session.run(drop, { owned: false })) { /* nothing comes of it */ }
      await sink.close()
    },
  }
}
