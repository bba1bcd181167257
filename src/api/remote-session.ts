import { createRemoteEngine, openSession, parseAddress, rangeSource, remoteSink, remoteSource, tableSource, UnknownTableColumns, type RemoteEngine } from '../connect'
import { field, struct, type Schema } from '../core/data-type'
import { didYouMean } from '../core/nearest'
import { scan } from '../plan/nodes/scan'
import type { QuerySpec } from '../plan/query'
import { createCatalog } from './catalog'
import type { FrameCore } from './frame'
import { checkRange } from './range'
import { createSession, type SparkSession } from './session'

export interface RemoteSession {
  readonly session: SparkSession
  readonly engine: RemoteEngine
}

export interface RemoteSessionParts {
  /** `sc://host:port/;…` */
  readonly url: string
  readonly version: string
  readonly settings: Readonly<Record<string, string>>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly warn: (message: string) => void
}

/** A session whose queries run on a Spark server; nothing is sent before the first of them. */
export function createRemoteSession({ url, version, settings, env, warn }: RemoteSessionParts): RemoteSession {
  const address = parseAddress(url, env)
  const engine = createRemoteEngine({ session: openSession({ address, settings }), env, warn })
  const tables = new Map<string, Schema>()
  const columnsOf = (name: string, like: FrameCore | undefined): Schema => {
    // What a table holds has no watermark any more.
    const known = like?.plan.schema ?? tables.get(name)
    if (known !== undefined) return struct(known.fields.map(f => field(f.name, f.type, f.nullable)))
    throw new UnknownTableColumns(`the columns of table '${name}' are on the server, and are not known here`, {
      hint: `${tables.size > 0 ? `${didYouMean(name, [...tables.keys()])} ` : ''}Give a frame with the same columns: spark.table('${name}', frame).`,
    })
  }
  const session = createSession({
    version, engine, catalog: createCatalog(), conf: settings,
    sourceFormat: remoteSource, sinkFormat: remoteSink,
    remote: {
      address: address.text,
      tables: {
        names: () => [...tables.keys()].sort(),
        started: ({ name, plan, sink }: QuerySpec) => { if (name !== null && 'format' in sink && sink.format.format === 'memory') tables.set(name, plan.schema) },
        scan: (name, like) => scan(tableSource(columnsOf(name, like)), { name }, null, false),
      },
      range: (start, end, step) => {
        checkRange(start, end, step)
        return scan(rangeSource(start, end, step), {}, null, false)
      },
      version: () => engine.version(),
      close: () => engine.close(),
    },
  })
  return { session, engine }
}
