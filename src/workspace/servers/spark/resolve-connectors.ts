import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { requireMaven } from '../java-tools'
import { SparkJarsUnresolved } from './errors'
import { runTool, telling } from './run-tool'

const assets = resolve(__dirname, '../../../../src/workspace/servers/spark')

/**
 * The jars of Spark's Kafka connector, by Maven, once; those that Spark has itself are left out.
 *
 * @throws MAVEN_MISSING, SPARK_JARS_UNRESOLVED, SPARK_START_INTERRUPTED
 */
export async function resolveConnectors(libs: string, home: string, step: (words: string) => void, signal?: AbortSignal): Promise<string[]> {
  const pom = join(assets, 'pom.xml')
  const wanted = createHash('sha256').update(readFileSync(pom)).digest('hex')
  const stamp = join(libs, 'pom.sha256')
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
    requireMaven('The jars of Spark\'s Kafka connector')
    step("fetching the jars of Spark's Kafka connector (this once)")
    mkdirSync(dirname(libs), { recursive: true })
    const fresh = `${libs}.${process.pid}.tmp`
    try {
      const ran = await runTool('mvn', ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${fresh}`, '-DincludeScope=runtime'], signal)
      if (ran.status !== 0) {
        throw new SparkJarsUnresolved("Maven could not fetch the jars of Spark's Kafka connector", { hint: `Is Maven Central, or the mirror in your settings.xml, reachable? Maven said:\n  ${telling(ran.said, 3)}` })
      }
      const own = new Set(readdirSync(join(home, 'jars')).map(artifactOf))
      for (const jar of readdirSync(fresh)) if (own.has(artifactOf(jar))) rmSync(join(fresh, jar))
      writeFileSync(join(fresh, 'pom.sha256'), wanted)
      rmSync(libs, { recursive: true, force: true })
      renameSync(fresh, libs)
    } finally {
      rmSync(fresh, { recursive: true, force: true })
    }
  }
  return readdirSync(libs).filter(name => name.endsWith('.jar')).sort().map(name => join(libs, name))
}

/** A jar's name without its version: Spark's own one wins. */
function artifactOf(jar: string): string {
  return jar.replace(/-\d[\w.-]*\.jar$/, '')
}
