import { systemClock } from '../core/clock'
import { diskFiles } from '../core/files'
import { didYouMean } from '../core/nearest'
import { systemRandom } from '../core/random'
import { createEngine } from '../engine'
import { createCatalog } from './catalog'
import { UnknownConfig } from './errors'
import { sinkFormat, sourceFormat } from './formats'
import { packageVersion as version } from './package-version'
import { createRemoteSession, type RemoteSession } from './remote-session'
import { createSession, type SparkSession as Session } from './session'

/** What a session can be told, by Spark's names. */
const SETTINGS = ['spark.app.name', 'spark.sql.streaming.noDataMicroBatches.enabled', 'spark.sql.streaming.multipleWatermarkPolicy']

const conf: Record<string, string | undefined> = {}
const catalog = createCatalog()
const engine = createEngine({
  clock: systemClock, files: diskFiles, random: systemRandom, catalog, env: process.env, conf,
  versions: { tidemark: version, node: process.version },
  warn: message => process.stderr.write(`tidemark: ${message}\n`),
})

const embedded: Session = createSession({ version, engine, catalog, conf, sourceFormat, sinkFormat })
const remotes = new Map<string, RemoteSession>()

/** The session at an address: the one that is open, or a new one. */
function remoteSession(url: string, settings: Readonly<Record<string, string>>): Session {
  const open = remotes.get(url)
  if (open !== undefined && !open.engine.session.ended) {
    open.engine.session.configure(settings)
    return open.session
  }
  const made = createRemoteSession({ url, version, settings, env: process.env, warn: message => process.stderr.write(`tidemark: ${message}\n`) })
  remotes.set(url, made)
  return made.session
}

/**
 * The session of this process: readers, tables, running queries. Where `SPARK_REMOTE` has the address of a Spark Connect
 * server (`sc://host:15002`), queries run there. Spark: the `spark` of a shell or a notebook.
 *
 * @example
 * const rows = await spark.range(3).collect()
 */
export const spark: Session = process.env.SPARK_REMOTE ? remoteSession(process.env.SPARK_REMOTE, {}) : embedded
let active = spark

export type SparkSession = Session

/** Puts a session's settings together; those of the embedded engine are the process's, as there is one of it. */
export interface SessionBuilder {
  /** The name of the application, as reports show it. */
  appName(name: string): SessionBuilder
  /**
   * One setting, by Spark's name. A Spark server takes any that it knows; the embedded engine has a few.
   *
   * @throws UNKNOWN_CONFIG at `getOrCreate`, naming the nearest
   */
  config(name: string, value: string | number | boolean): SessionBuilder
  /**
   * Where queries run: a Spark Connect server, by Spark's connection string `sc://host:port/;token=…;use_ssl=true`.
   * `npx tidemark up spark` starts one. Spark: `remote`.
   *
   * @throws INVALID_CONNECT_URL; with the first query SPARK_UNREACHABLE, SPARK_UNAUTHORIZED
   * @example
   * const session = SparkSession.builder.remote('sc://localhost:15002').getOrCreate()
   */
  remote(url: string): SessionBuilder
  /** The session, with these settings. */
  getOrCreate(): Session
}

function builder(settings: Readonly<Record<string, string>>, url: string | undefined): SessionBuilder {
  return Object.freeze({
    appName: (name: string) => builder({ ...settings, 'spark.app.name': name }, url),
    config: (name: string, value: string | number | boolean) => builder({ ...settings, [name]: String(value) }, url),
    remote: (to: string) => builder(settings, to),
    getOrCreate: () => {
      const { 'spark.remote': named, ...rest } = settings
      const at = url ?? named ?? (process.env.SPARK_REMOTE || undefined)
      return active = at === undefined ? withSettings(settings) : remoteSession(at, rest)
    },
  })
}

function withSettings(settings: Readonly<Record<string, string>>): Session {
  const unknown = Object.keys(settings).find(name => !SETTINGS.includes(name))
  if (unknown !== undefined) throw new UnknownConfig(`there is no setting '${unknown}'`, { hint: didYouMean(unknown, SETTINGS) })
  Object.assign(conf, settings)
  return embedded
}

/**
 * How a Spark program begins; `spark` is the same session without ceremony. Spark: `SparkSession.builder`.
 *
 * @example
 * const session = SparkSession.builder.appName('logins').getOrCreate()
 */
export const SparkSession = Object.freeze({
  builder: builder({}, undefined),
  /** The session that was made last. */
  active: (): Session => active,
})

// The notebook runner calls this before it ends a cell process; a reloaded copy of the package stops its elders' queries too.
const shutdown = Symbol.for('tidemark.shutdown')
const holder = globalThis as { [shutdown]?: () => Promise<void> }
const elder = holder[shutdown]
holder[shutdown] = async () => {
  await Promise.all([elder?.(), embedded.stop(), ...[...remotes.values()].map(({ session }) => session.stop())])
}
