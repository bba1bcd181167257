import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { KafkaJarsUnresolved, KafkaStartInterrupted } from './errors'
import { requireMaven } from '../java-tools'

/** The shipped files stay in `src/`; compiled code lies as deep below the package as its source. */
export const assets = resolve(__dirname, '../../../../src/workspace/servers/kafka')

/** The version of Apache Kafka that pom.xml names. */
export function kafkaVersion(): string {
  return /<artifactId>kafka_2\.13<\/artifactId><version>([^<]+)</.exec(readFileSync(join(assets, 'pom.xml'), 'utf8'))?.[1] ?? ''
}

/**
 * Brings the broker's jars (54 MB, named by pom.xml) into `libs`, once: a later call, of any process, finds them there.
 * A folder is only ever published whole.
 */
export async function resolveJars(libs: string, step: (words: string) => void, signal?: AbortSignal): Promise<void> {
  const pom = join(assets, 'pom.xml')
  const wanted = createHash('sha256').update(readFileSync(pom)).digest('hex')
  const stamp = join(libs, 'pom.sha256')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return

  requireMaven()
  step('fetching the jars of Apache Kafka (54 MB, this once)')
  mkdirSync(dirname(libs), { recursive: true })
  const fresh = `${libs}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`
  try {
    await copyDependencies(pom, fresh, signal)
    writeFileSync(join(fresh, 'pom.sha256'), wanted)
    publish(fresh, libs, stamp, wanted)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

function publish(fresh: string, libs: string, stamp: string, wanted: string): void {
  const current = (): boolean => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
  for (let attempt = 0; attempt < 3 && !current(); attempt++) {
    rmSync(libs, { recursive: true, force: true })
    try {
      renameSync(fresh, libs)
    } catch (error) {
      // Another process published first: theirs are the same jars.
      if (attempt === 2 && !current()) throw error
    }
  }
}

function copyDependencies(pom: string, into: string, signal?: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    const args = ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${into}`, '-DincludeScope=runtime']
    const maven = spawn('mvn', args, { stdio: ['ignore', 'pipe', 'pipe'], signal })
    let said = ''
    for (const stream of [maven.stdout, maven.stderr]) stream.on('data', (data: Buffer) => { said = (said + data.toString('utf8')).slice(-20_000) })
    maven.on('error', cause => fail(signal?.aborted
      ? new KafkaStartInterrupted('fetching the jars of Kafka was interrupted', { hint: 'Nothing was left behind; start again when you like.' })
      : new KafkaJarsUnresolved(`Maven could not be run: ${cause.message}`, { cause })))
    maven.on('close', status => {
      if (status === 0) return done()
      const lines = said.split('\n').filter(line => line.includes('ERROR') && line.length < 400).slice(0, 3).join('\n  ')
      fail(new KafkaJarsUnresolved(`Maven could not fetch the jars of Kafka (exit ${status})`, {
        hint: `Is Maven Central, or the mirror in your settings.xml, reachable? Maven said:\n  ${lines.trim()}`,
      }))
    })
  })
}
