import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../core/clock'
import { diskFiles } from '../core/files'
import { didYouMean } from '../core/nearest'
import { systemRandom } from '../core/random'
import { createEngine } from '../engine'
import { createCatalog } from './catalog'
import { UnknownConfig } from './errors'
import { sinkFormat, sourceFormat } from './formats'
import { createSession, type SparkSession as Session } from './session'

/** What a session can be told, by Spark's names. */
const SETTINGS = ['spark.app.name', 'spark.sql.streaming.noDataMicroBatches.enabled', 'spark.sql.streaming.multipleWatermarkPolicy']

const version = (JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string }).version
const conf: Record<string, string | undefined> = {}
const catalog = createCatalog()
const engine = createEngine({
  clock: systemClock, files: diskFiles, random: systemRandom, catalog, env: process.env, conf,
  versions: { tidemark: version, node: process.version },
  warn: message => process.stderr.write(`tidemark: ${message}\n`),
})

/**
 * The session of this process: readers, tables, running queries. Spark: the `spark` of a shell or a notebook.
 *
 * @example
 * const rows = await spark.range(3).collect()
 */
export const spark: Session = createSession({ version, engine, catalog, conf, sourceFormat, sinkFormat })

export type SparkSession = Session

/** Puts a session's settings together; they are those of the process, as there is one engine in it. */
export interface SessionBuilder {
  /** The name of the application, as reports show it. */
  appName(name: string): SessionBuilder
  /**
   * One setting, by Spark's name.
   *
   * @throws UNKNOWN_CONFIG naming the nearest
   */
  config(name: string, value: string | number | boolean): SessionBuilder
  /** The session, with these settings. */
  getOrCreate(): Session
}

function builder(settings: Readonly<Record<string, string>>): SessionBuilder {
  return Object.freeze({
    appName: (name: string) => builder({ ...settings, 'spark.app.name': name }),
    config: (name: string, value: string | number | boolean) => {
      if (!SETTINGS.includes(name)) throw new UnknownConfig(`there is no setting '${name}'`, { hint: didYouMean(name, SETTINGS) })
      return builder({ ...settings, [name]: String(value) })
    },
    getOrCreate: () => {
      Object.assign(conf, settings)
      return spark
    },
  })
}

/**
 * How a Spark program begins; `spark` is the same session without ceremony. Spark: `SparkSession.builder`.
 *
 * @example
 * const session = SparkSession.builder.appName('logins').getOrCreate()
 */
export const SparkSession = Object.freeze({
  builder: builder({}),
  active: (): Session => spark,
})

// The notebook runner calls this before it ends a cell process; a reloaded copy of the package stops its elders' queries too.
const shutdown = Symbol.for('tidemark.shutdown')
const holder = globalThis as { [shutdown]?: () => Promise<void> }
const elder = holder[shutdown]
holder[shutdown] = async () => {
  await Promise.all([elder?.(), spark.stop()])
}
