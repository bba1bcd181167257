import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { delimiter, resolve } from 'node:path'
import { systemClock, type Clock } from '../../../core/clock'
import { PortTaken } from '../errors'
import { requireJava } from '../java-tools'
import { freePort, listens } from '../ports'
import { signal } from '../processes'
import { executorsIn, startMaster, startWorker, workersOf } from './cluster'
import { SparkNotACluster, SparkStartFailed } from './errors'
import { launch } from './launch'
import { resolveConnectors } from './resolve-connectors'
import { resolvePySpark, sparkVersion } from './resolve-pyspark'
import { interrupted, telling } from './run-tool'
import { isAlive, markOf, readState, sparkPaths, type SparkProcess, type SparkState } from './server-state'
import { stopSpark } from './stop-spark'

export interface StartSparkOptions {
  /** Where the server keeps its tables, log, jars and pid file; `stopSpark` of the same folder removes it. Default `.tidemark/spark`. */
  readonly dir?: string
  /** The Python environment that PySpark is in, or goes into. Default `.venv`. */
  readonly venv?: string
  /** Where it listens, on 127.0.0.1 only. Default 15002; 0 takes a free one. */
  readonly port?: number
  /**
   * Worker processes of a standalone cluster, with one core each. Default 0: all in the server's own process. Where a
   * cluster runs already, workers join or leave until there are so many; without it there are as many as before.
   */
  readonly workers?: number
  /** Where the jars of the Kafka connector are kept. Default `libs` in `dir`. */
  readonly libs?: string
  /** Which Spark, by PyPI's version. Default 4.1.1; the Kafka connector is of that one. */
  readonly version?: string
  /** Leave the Kafka connector, and with it Maven, out. Default false. */
  readonly withoutKafka?: boolean
  /** More settings, by Spark's names. */
  readonly conf?: Readonly<Record<string, string>>
  /** How long the server may take to be ready. Default 180,000 ms. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
  readonly clock?: Clock
  /** Told of each step, in words for a person. */
  readonly onStep?: (step: string) => void
}

export interface RunningSpark {
  readonly pid: number
  readonly port: number
  /** For `SparkSession.builder.remote(…)` and `SPARK_REMOTE`. */
  readonly address: string
  readonly dir: string
  readonly log: string
  readonly workers: number
  /** It ran before this call. */
  readonly alreadyRunning: boolean
}

/**
 * Starts a real Apache Spark as a Spark Connect server, in a process of its own that outlives this one, and waits until it
 * serves: a cluster when its workers do. A second call finds the first one's server. Ends with `stopSpark(dir)`.
 *
 * Needs Java 17 and, the first time, Python and Maven. Throws JAVA_MISSING, PYTHON_MISSING, PYSPARK_UNRESOLVED,
 * MAVEN_MISSING, SPARK_JARS_UNRESOLVED, PORT_TAKEN, SPARK_START_FAILED (with the end of its log) or
 * SPARK_START_INTERRUPTED; then nothing is left running. SPARK_NOT_A_CLUSTER where `workers` are to join a server without
 * any.
 *
 * @example
 * const spark = await startSpark({ dir: '.tidemark/spark' })
 * console.log(spark.address)   // sc://127.0.0.1:15002
 */
export async function startSpark(options: StartSparkOptions = {}): Promise<RunningSpark> {
  const dir = resolve(options.dir ?? '.tidemark/spark')
  const clock = options.clock ?? systemClock
  const step = options.onStep ?? (() => {})
  const running = readState(dir)
  if (running !== null && isAlive(dir, running.processes[0].pid)) {
    await untilReady(dir, running, options, clock)
    return describe(dir, options.workers === undefined ? running : await withWorkers(dir, running, options.workers, options, clock), true)
  }

  requireJava('Spark')
  const port = options.port === 0 ? await freePort() : options.port ?? 15_002
  if (await listens(port)) throw portTaken(port)
  const version = options.version ?? sparkVersion
  const home = await resolvePySpark(resolve(options.venv ?? '.venv'), step, options.signal, version)
  const paths = sparkPaths(dir)
  const jars = options.withoutKafka === true ? [] : await resolveConnectors(resolve(options.libs ?? paths.libs), home, step, options.signal)

  mkdirSync(dir, { recursive: true })
  rmSync(paths.log, { force: true })
  let state: SparkState = { port, home, master: null, processes: [] }
  const save = (more: Partial<SparkState>): void => {
    state = { ...state, ...more }
    writeState(dir, state)
  }
  try {
    const workers = options.workers ?? 0
    if (workers > 0) {
      step(`starting a cluster of ${workers} worker processes`)
      const masterPort = await freePort()
      const master = `spark://127.0.0.1:${masterPort}`
      save({ master, processes: [startMaster({ dir, home }, masterPort, await freePort())] })
      await untilListens(dir, masterPort, options, clock)
      for (let i = 0; i < workers; i++) save({ processes: [...state.processes, startWorker({ dir, home, master }, i + 1)] })
    }
    step(`starting Apache Spark ${version} on 127.0.0.1:${port}`)
    const submitted = submitArguments({
      dir, port, master: state.master ?? `local[${Math.max(2, cpus().length)}]`, jars, conf: options.conf ?? {}, partitions: Math.max(2, workers === 0 ? cpus().length : workers),
    })
    // The server stands first; what is started is written down at once, so that a stop finds it.
    save({ processes: [{ name: 'server', pid: launch(dir, home, 'spark-submit', submitted) }, ...state.processes] })
    await untilReady(dir, state, options, clock)
    await untilExecutors(dir, workers, options, clock)
  } catch (error) {
    await stopSpark(dir, { keep: true })
    throw error
  }
  return describe(dir, state, false)
}

/** Lets workers join a running cluster, or the last of them leave it, until there are so many. */
async function withWorkers(dir: string, state: SparkState, wanted: number, options: StartSparkOptions, clock: Clock): Promise<SparkState> {
  const { home, master } = state
  const living = workersOf(dir, state)
  const others = state.processes.filter(({ name }) => !name.startsWith('worker'))
  if (wanted === living.length) return { ...state, processes: [...others, ...living] }
  if (master === null || wanted === 0) {
    throw new SparkNotACluster(master === null ? 'the Spark that runs has no workers: all is in its own process' : 'a cluster has one worker at least', {
      hint: 'Stop it first: tidemark down spark, then tidemark up spark with the --workers you want.',
    })
  }
  for (const { pid } of living.slice(wanted)) signal(pid, 'SIGTERM')
  const before = executorsIn(readFileSync(sparkPaths(dir).log, 'utf8'))
  const joining: SparkProcess[] = []
  const next = 1 + Math.max(0, ...state.processes.map(({ name }) => Number(/^worker (\d+)$/.exec(name)?.[1] ?? 0)))
  for (let i = living.length; i < wanted; i++) joining.push(startWorker({ dir, home, master }, next + joining.length))
  const scaled = { ...state, processes: [...others, ...living.slice(0, wanted), ...joining] }
  writeState(dir, scaled)
  await untilExecutors(dir, before + joining.length, options, clock)
  return scaled
}

function writeState(dir: string, state: SparkState): void {
  writeFileSync(sparkPaths(dir).state, `${JSON.stringify(state)}\n`)
}

interface Submitted {
  readonly dir: string
  readonly port: number
  readonly master: string
  readonly jars: readonly string[]
  readonly conf: Readonly<Record<string, string>>
  readonly partitions: number
}

function submitArguments({ dir, port, master, jars, conf, partitions }: Submitted): string[] {
  const paths = sparkPaths(dir)
  const settings = {
    'spark.connect.grpc.binding.address': '127.0.0.1',
    'spark.connect.grpc.binding.port': String(port),
    'spark.driver.host': '127.0.0.1',
    'spark.driver.bindAddress': '127.0.0.1',
    'spark.ui.enabled': 'false',
    'spark.sql.warehouse.dir': paths.warehouse,
    'spark.local.dir': paths.scratch,
    // Two hundred, Spark's own, is for clusters: each is a task a batch.
    'spark.sql.shuffle.partitions': String(partitions),
    // A worker asks for the jars where they lie, on the same machine: nothing is sent, nothing fetched.
    ...(jars.length === 0 ? {} : { 'spark.driver.extraClassPath': jars.join(delimiter), 'spark.executor.extraClassPath': jars.join(delimiter) }),
    // Executors of a worker that was killed outright are found by it too.
    'spark.executor.extraJavaOptions': `"${markOf(dir)}" -XX:+UseSerialGC`,
    ...conf,
  }
  return [
    '--class', 'org.apache.spark.sql.connect.service.SparkConnectServer', '--master', master, '--driver-memory', '1g',
    '--driver-java-options', `"${markOf(dir)}" "-Dderby.system.home=${paths.scratch}"`,
    ...Object.entries(settings).flatMap(([name, value]) => ['--conf', `${name}=${value}`]),
    'spark-internal',
  ]
}

function describe(dir: string, { port, processes }: SparkState, alreadyRunning: boolean): RunningSpark {
  return {
    pid: processes[0].pid, port, address: `sc://127.0.0.1:${port}`, dir, log: sparkPaths(dir).log, alreadyRunning,
    workers: processes.filter(one => one.name.startsWith('worker')).length,
  }
}

async function untilReady(dir: string, { port, processes }: SparkState, options: StartSparkOptions, clock: Clock): Promise<void> {
  const deadline = clock.monotonic() + (options.timeoutMs ?? 180_000)
  const { log } = sparkPaths(dir)
  // The script takes a moment to become the server that carries its folder.
  const patience = clock.monotonic() + 20_000
  for (;;) {
    if (options.signal?.aborted) throw interrupted()
    const said = existsSync(log) ? readFileSync(log, 'utf8') : ''
    if (said.includes('Spark Connect server started') && await listens(port)) return
    if (!exists(processes[0].pid) || (clock.monotonic() > patience && !isAlive(dir, processes[0].pid))) {
      throw /Address already in use/.test(said) ? portTaken(port) : startFailed('it died while it was starting', said)
    }
    if (clock.monotonic() > deadline) throw startFailed('it was not ready in time', said)
    await clock.sleep(150, options.signal)
  }
}

/** A query before the first executor has joined would wait for it, and nobody would know why. */
async function untilExecutors(dir: string, wanted: number, options: StartSparkOptions, clock: Clock): Promise<void> {
  const deadline = clock.monotonic() + (options.timeoutMs ?? 180_000)
  for (;;) {
    if (options.signal?.aborted) throw interrupted()
    const said = readFileSync(sparkPaths(dir).log, 'utf8')
    if (executorsIn(said) >= wanted) return
    if (clock.monotonic() > deadline) throw startFailed(`${executorsIn(said)} of ${wanted} workers had joined in time`, said)
    await clock.sleep(150, options.signal)
  }
}

async function untilListens(dir: string, port: number, options: StartSparkOptions, clock: Clock): Promise<void> {
  const deadline = clock.monotonic() + (options.timeoutMs ?? 180_000)
  while (!await listens(port)) {
    if (options.signal?.aborted) throw interrupted()
    if (clock.monotonic() > deadline) throw startFailed('its master was not ready in time', readFileSync(sparkPaths(dir).log, 'utf8'))
    await clock.sleep(100, options.signal)
  }
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function startFailed(what: string, log: string): Error {
  return new SparkStartFailed(`Apache Spark did not start: ${what}`, { hint: `Its log says:\n  ${telling(log)}` })
}

function portTaken(port: number): Error {
  return new PortTaken(`port ${port} on 127.0.0.1 is taken by another program`, {
    hint: `Give another port (--port ${port + 1}), or use what listens there: SPARK_REMOTE=sc://127.0.0.1:${port}.`, details: { port },
  })
}
