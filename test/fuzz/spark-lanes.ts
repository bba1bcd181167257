import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRemoteSession, type RemoteSession } from '../../src/api/remote-session'
import { startSpark, stopSpark } from '../../src/workspace/servers/spark'
import { sparkHome } from '../../src/workspace/servers/spark/resolve-pyspark'
import { playSpark } from './play-spark'
import type { PlaySpark, Setting } from './scalars'

export interface SparkLanes {
  /** Plays in a session of its own, with a number from 0 up. */
  lane(number: number): PlaySpark
  stop(): Promise<void>
}

// Queries are tiny: to compile each costs more than to run it.
const QUICK = {
  'spark.sql.codegen.wholeStage': 'false', 'spark.sql.codegen.factoryMode': 'NO_CODEGEN',
}
// What its optimizer takes out can no longer fail, and what it puts last is not looked at beside a null: whether an error is seen would depend on it.
const RULES = ['SimplifyExtractValueOps', 'PropagateEmptyRelation', 'PruneFilters', 'NullPropagation', 'BooleanSimplification', 'SimplifyBinaryComparison', 'SimplifyConditionals', 'RemoveRedundantAggregates', 'ReorderAssociativeOperator', 'PushFoldableIntoBranches'].map(rule => `org.apache.spark.sql.catalyst.optimizer.${rule}`)
const SETTINGS = {
  'spark.sql.json.filterPushdown.enabled': 'false', 'spark.sql.streaming.numRecentProgressUpdates': '1000',
  'spark.sql.adaptive.enabled': 'false', 'spark.sql.streaming.checkpoint.fileChecksum.enabled': 'false',
  'spark.sql.shuffle.partitions': '1', 'spark.sql.leafNodeDefaultParallelism': '1', 'spark.sql.files.openCostInBytes': '134217728',
}

/** What a session has besides: as it is played, and as it is played again to see whether Spark's own error depends on that. */
const RULES_OFF = { 'spark.sql.optimizer.excludedRules': RULES.join(',') }
const OTHERWISE: Readonly<Record<Setting, Record<string, string>>> = {
  default: { 'spark.sql.adaptive.enabled': 'true', 'spark.sql.json.filterPushdown.enabled': 'true' },
  compiled: RULES_OFF,
  interpreted: QUICK,
}

// A session keeps the tables of its queries; a new one begins after so many.
const PROGRAMS_A_SESSION = 200

// Each query's plan is written down for a page that nobody opens, in two ways, and looked over after each rule.
const SERVER = {
  'spark.sql.shuffle.partitions': '1', 'spark.ui.enabled': 'false', 'spark.sql.streaming.stateStore.maintenanceInterval': '1min',
  'spark.sql.ui.explainMode': 'simple', 'spark.sql.maxPlanStringLength': '100', 'spark.sql.ui.retainedExecutions': '10', 'spark.ui.retainedJobs': '10', 'spark.ui.retainedStages': '10', 'spark.ui.retainedTasks': '10',
  'spark.ui.liveUpdate.period': '-1', 'spark.sql.lightweightPlanChangeValidation': 'false',
}

/** Settings for files without a process for each, where there is a Java compiler. */
function quietFiles(scratch: string): Record<string, string> {
  const home = sparkHome('.venv')
  const jar = home === null ? undefined : readdirSync(join(home, 'jars')).find(name => name.startsWith('hadoop-client-api'))
  const compiled = jar !== undefined && spawnSync('javac', ['-cp', join(home!, 'jars', jar), '-d', scratch, join(__dirname, 'server', 'QuietFiles.java')], { stdio: 'ignore' }).status === 0
  if (!compiled) return {}
  return {
    'spark.driver.extraClassPath': scratch, 'spark.hadoop.fs.file.impl': 'QuietFiles',
    // The one over FileContext runs `stat` and `readlink` besides.
    'spark.sql.streaming.checkpointFileManagerClass': 'org.apache.spark.sql.execution.streaming.checkpointing.FileSystemBasedCheckpointFileManager',
  }
}

/** One local Spark for the whole run, and sessions on it. */
export async function startLanes(dir: string, { compiled = false } = {}): Promise<SparkLanes> {
  const memory = '/dev/shm'
  const scratch = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'tidemark-fuzz-'))
  mkdirSync(join(scratch, 'tmp'))
  // These win over the launcher's own. One that only compiles quickly has little room for code, and would sweep and compile it again and again.
  process.env._JAVA_OPTIONS = `-Djava.io.tmpdir=${join(scratch, 'tmp')} -Xmx3g -Xmn1500m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=256m -Dlog4j.configurationFile=${join(__dirname, 'server', 'log4j2.properties')}`
  const server = await startSpark({ dir, port: 0, withoutKafka: true, timeoutMs: 280_000, conf: { ...SERVER, ...quietFiles(scratch) } })
  const open = (own: Record<string, string>): RemoteSession => createRemoteSession({
    url: server.address, version: 'fuzz', env: {}, warn: () => {}, settings: { ...SETTINGS, ...own },
  })
  const usual = { ...RULES_OFF, ...(compiled ? {} : QUICK) }
  const sessions = new Map<string, { session: RemoteSession; played: number }>()
  return {
    lane: number => async (program, made, setting) => {
      const name = `${number} ${setting ?? ''}`
      let of = sessions.get(name)
      if (of === undefined || of.played++ >= PROGRAMS_A_SESSION) {
        await of?.session.session.stop().catch(() => {})
        sessions.set(name, of = { session: open(setting === undefined ? usual : OTHERWISE[setting]), played: 0 })
      }
      return playSpark(program, of.session.engine, scratch, made)
    },
    stop: async () => {
      await Promise.all([...sessions.values()].map(({ session }) => session.session.stop().catch(() => {})))
      await stopSpark(dir)
      rmSync(scratch, { recursive: true, force: true })
    },
  }
}
