import { spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { systemClock } from '../../../core/clock'
import type { Clock } from '../../../core/clock'
import { KafkaStartFailed, KafkaStartInterrupted, PortTaken } from './errors'
import { requireJava } from '../java-tools'
import { freePort, listens } from '../ports'
import { assets, resolveJars } from './resolve-jars'
import { serverProperties } from './server-properties'
import { isAlive, readState, serverPaths, tail } from './server-state'
import { stopKafka } from './stop-kafka'

export interface StartKafkaOptions {
  /** Where the broker keeps its data, log and pid file; `stopKafka` of the same folder removes it. Default `.tidemark/kafka`. */
  readonly dir?: string
  /** Where it listens, on 127.0.0.1 only. Default 9092; 0 takes a free one. */
  readonly port?: number
  /** Where the jars are kept. Default `libs` inside `dir`. */
  readonly libs?: string
  /** More lines for server.properties, by Kafka's names. */
  readonly properties?: Readonly<Record<string, string>>
  /** Java heap, as `-Xmx` takes it. Default `512m`. */
  readonly heap?: string
  /** How long the broker may take to be ready. Default 120,000 ms. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
  readonly clock?: Clock
  /** Told of each step, in words for a person. */
  readonly onStep?: (step: string) => void
}

export interface RunningKafka {
  readonly pid: number
  readonly port: number
  /** For `kafka.bootstrap.servers`. */
  readonly brokers: string
  readonly dir: string
  readonly log: string
  /** It ran before this call. */
  readonly alreadyRunning: boolean
}

/**
 * Starts a real Apache Kafka, one node in KRaft mode, as a process of its own that outlives this one, and waits until it
 * serves. A second call finds the first one's broker. Ends with `stopKafka(dir)`.
 *
 * Needs Java 17 and, the first time, Maven. Throws JAVA_MISSING, MAVEN_MISSING, KAFKA_JARS_UNRESOLVED, PORT_TAKEN,
 * KAFKA_START_FAILED (with the end of the broker's log) or KAFKA_START_INTERRUPTED; then nothing is left running.
 *
 * @example
 * const kafka = await startKafka({ dir: '.tidemark/kafka' })
 * console.log(kafka.brokers)   // 127.0.0.1:9092
 */
export async function startKafka(options: StartKafkaOptions = {}): Promise<RunningKafka> {
  const dir = resolve(options.dir ?? '.tidemark/kafka')
  const clock = options.clock ?? systemClock
  const step = options.onStep ?? (() => {})
  const running = readState(dir)
  if (running !== null && isAlive(dir, running)) {
    await untilReady(dir, running.pid, running.port, options, clock)
    return describe(dir, running.pid, running.port, true)
  }

  requireJava()
  const libs = options.libs === undefined ? serverPaths(dir).libs : resolve(options.libs)
  const port = options.port === 0 ? await freePort() : options.port ?? 9092
  if (await listens(port)) throw portTaken(port)
  await resolveJars(libs, step, options.signal)

  // A broker that did not end by `stopKafka` (kill -9, a power cut) left its data: they are taken up again.
  const paths = serverPaths(dir)
  mkdirSync(dir, { recursive: true })
  const more = options.properties ?? {}
  writeFileSync(paths.properties, serverProperties({ dataDir: paths.data, port, controllerPort: await freePort(), more }))
  if (!existsSync(join(paths.data, 'meta.properties'))) formatStorage(libs, paths.properties)

  step(`starting Apache Kafka on 127.0.0.1:${port}`)
  const pid = launch(dir, libs, options.heap ?? '512m')
  writeFileSync(paths.state, `${JSON.stringify({ pid, port })}\n`)
  try {
    await untilReady(dir, pid, port, options, clock)
  } catch (error) {
    await stopKafka(dir, { keep: true })
    throw error
  }
  return describe(dir, pid, port, false)
}

function describe(dir: string, pid: number, port: number, alreadyRunning: boolean): RunningKafka {
  return { pid, port, brokers: `127.0.0.1:${port}`, dir, log: serverPaths(dir).log, alreadyRunning }
}

function java(libs: string, main: string, args: readonly string[], jvm: readonly string[] = []): string[] {
  return [...jvm, `-Dlog4j2.configurationFile=${join(assets, 'log4j2.xml')}`, '-cp', join(libs, '*'), main, ...args]
}

function formatStorage(libs: string, properties: string): void {
  const clusterId = randomBytes(16).toString('base64url').replace(/^-/, 'A')
  const args = ['format', '-t', clusterId, '-c', properties]
  const answer = spawnSync('java', java(libs, 'kafka.tools.StorageTool', args), { encoding: 'utf8' })
  if (answer.status !== 0) throw startFailed('its storage could not be formatted', `${answer.stdout}${answer.stderr}`)
}

function launch(dir: string, libs: string, heap: string): number {
  const paths = serverPaths(dir)
  rmSync(paths.log, { force: true })
  const log = openSync(paths.log, 'a')
  try {
    const jvm = [`-Xmx${heap}`, '-XX:+UseG1GC', '-XX:TieredStopAtLevel=1']
    const child = spawn('java', java(libs, 'kafka.Kafka', [paths.properties], jvm), { detached: true, stdio: ['ignore', log, log], cwd: dir })
    child.on('error', () => {})
    child.unref()
    if (child.pid === undefined) throw startFailed('java could not be run', '')
    return child.pid
  } finally {
    closeSync(log)
  }
}

async function untilReady(dir: string, pid: number, port: number, options: StartKafkaOptions, clock: Clock): Promise<void> {
  const deadline = clock.monotonic() + (options.timeoutMs ?? 120_000)
  const { log } = serverPaths(dir)
  for (;;) {
    if (options.signal?.aborted) throw new KafkaStartInterrupted('the start of Kafka was interrupted', { hint: 'No broker was left running.' })
    if (!isAlive(dir, { pid, port })) {
      const said = tail(log)
      throw /Address already in use/.test(said) ? portTaken(port) : startFailed('it died while it was starting', said)
    }
    if (tail(log).includes('Kafka Server started') && await listens(port)) return
    if (clock.monotonic() > deadline) throw startFailed('it was not ready in time', tail(log))
    await clock.sleep(100, options.signal)
  }
}

function startFailed(what: string, log: string): Error {
  const lines = log.trim().split('\n')
  const telling = lines.filter(line => / (ERROR|FATAL) |Exception|Error:/.test(line)).slice(0, 6)
  const shown = (telling.length > 0 ? telling : lines.slice(-12)).map(line => line.slice(0, 300)).join('\n  ')
  return new KafkaStartFailed(`Apache Kafka did not start: ${what}`, { hint: `Its log says:\n  ${shown}` })
}

function portTaken(port: number): Error {
  return new PortTaken(`port ${port} on 127.0.0.1 is taken by another program`, {
    hint: `Give another port (--port ${port === 9092 ? 19092 : port + 1}), or use what listens there: TIDEMARK_KAFKA=127.0.0.1:${port}.`,
    details: { port },
  })
}
