import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { get } from 'node:http'
import { join, relative, resolve, sep } from 'node:path'
import { systemClock, type Clock } from '../../../core/clock'
import { InternalError } from '../../../core/errors'
import { PortTaken } from '../errors'
import { tail } from '../kafka/server-state'
import { canListen, freePort } from '../ports'
import { LabStartFailed, LabStartInterrupted } from './errors'
import { labEnv, labPaths, writeLabSettings } from './lab-settings'
import { killAll, processTree } from './process-tree'
import { pythonIn } from './python'
import { canWatch, watchBuild } from './watch-build'

export interface StartLabOptions {
  /** The prepared Python environment. */
  readonly venv: string
  /** Where the lab keeps its settings, log and state. */
  readonly dir: string
  /** The package whose kernel and reports it uses. */
  readonly packageRoot: string
  /** The folder the lab shows; no file above it is reached. */
  readonly root: string
  /** What it opens: a folder or a notebook inside `root`. Default: `root` itself. */
  readonly open?: string
  /** Default: 8888, or the next one that is free; 0 takes any free one. */
  readonly port?: number
  /** The address it listens on. Default 127.0.0.1: nobody else reaches it. */
  readonly ip?: string
  /** What a browser must know to get in. Default: a new random one. */
  readonly token?: string
  /** Whether to open a browser. Default false. */
  readonly browser?: boolean
  /** Whether to build this repository's sources when they change; in an installed package there is nothing to build. Default true. */
  readonly watch?: boolean
  /** More of JupyterLab's own options (`--LabApp.expose_app_in_browser=True`). */
  readonly args?: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  /** How long the server may take to be ready. Default 90,000 ms. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
  readonly clock?: Clock
}

export interface RunningLab {
  readonly pid: number
  readonly port: number
  readonly token: string
  /** What a browser opens, token included. */
  readonly url: string
  /** The server's log. */
  readonly log: string
  /** Resolves when the server has ended, also by itself (its File menu has Shut Down). */
  readonly ended: Promise<void>
  /** Ends the server, its kernels, what they started, and the build's watcher; returns when nothing is left. */
  stop(): Promise<void>
}

const firstPort = 8888
const portsTried = 50
/** Jupyter gives each kernel 5 s to end by itself. */
const graceMs = 15_000

/**
 * Starts JupyterLab as a process of its own that ends with this one, and waits until it serves.
 *
 * @throws PORT_TAKEN, LAB_START_FAILED (with the end of the log), LAB_START_INTERRUPTED; then nothing is left running.
 */
export async function startLab(options: StartLabOptions): Promise<RunningLab> {
  const clock = options.clock ?? systemClock
  const ip = options.ip ?? '127.0.0.1'
  const port = await choosePort(options.port, ip)
  const token = options.token ?? randomBytes(24).toString('hex')
  const paths = labPaths(options.dir)
  const path = pathInLab(options.root, options.open ?? options.root)
  writeLabSettings(paths)

  const watched = options.watch !== false && canWatch(options.packageRoot)
  const env = labEnv({ env: options.env ?? process.env, paths, packageRoot: options.packageRoot, venv: options.venv, token, watched })
  const server = launch(pythonIn(options.venv), [
    '-m', 'jupyterlab', `--ServerApp.ip=${ip}`, `--ServerApp.port=${port}`, `--ServerApp.root_dir=${options.root}`,
    `--LabApp.default_url=/lab${path}`, `--ServerApp.open_browser=${options.browser === true ? 'True' : 'False'}`,
    // The controls of widgets; a Jupyter of one's own shows them as text.
    `--LabApp.extra_labextensions_path=${join(options.packageRoot, 'src', 'workspace', 'widgets', 'lab-extension')}`,
    ...(process.getuid?.() === 0 ? ['--ServerApp.allow_root=True'] : []),
    ...(options.args ?? []),
  ], options.root, env, paths.log)
  let watcher: { stop(): void } | undefined = undefined
  const ended = new Promise<void>(done => {
    server.once('exit', () => done())
    server.once('error', () => done())
  })
  void ended.then(() => watcher?.stop())
  const stop = async (): Promise<void> => {
    watcher?.stop()
    if (server.pid !== undefined) await end(server, server.pid, ended, clock)
  }
  try {
    await untilReady(server, localAddress(ip), port, token, paths.log, options, clock)
  } catch (error) {
    await stop()
    throw error
  }
  // Only now: compiling takes the whole machine, and the sources were built before the start.
  watcher = watched ? watchBuild(options.packageRoot, paths.buildStatus, clock) : undefined
  return { pid: server.pid ?? 0, port, token, url: `http://${urlHost(ip)}:${port}/lab${path}?token=${encodeURIComponent(token)}`, log: paths.log, ended, stop }
}

async function choosePort(wanted: number | undefined, ip: string): Promise<number> {
  if (wanted === 0) return freePort()
  if (wanted !== undefined) {
    if (await canListen(wanted, ip)) return wanted
    throw new PortTaken(`something else listens on port ${wanted}`, { hint: 'Perhaps another lab. Choose another with --port, or leave it out: the lab takes one that is free.' })
  }
  for (let port = firstPort; port < firstPort + portsTried; port++) if (await canListen(port, ip)) return port
  throw new PortTaken(`no port from ${firstPort} to ${firstPort + portsTried - 1} can be listened on at ${ip}`, { hint: 'Is that an address of this machine? Choose a port with --port.' })
}

/** Where something lies, as the lab's address has it: `/tree/notebooks/03-window.ipynb`. */
function pathInLab(root: string, open: string): string {
  const inside = relative(resolve(root), resolve(open))
  if (inside.startsWith('..')) throw new InternalError(`'${open}' lies outside '${root}'`)
  return inside === '' ? '' : `/tree/${inside.split(sep).map(encodeURIComponent).join('/')}`
}

function launch(python: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv, logFile: string): ChildProcess {
  mkdirSync(resolve(logFile, '..'), { recursive: true })
  const log = openSync(logFile, 'w', 0o600)
  try {
    // A group of its own: Ctrl-C reaches this process alone, which ends the server in order. The pipe to the server's
    // standard input closes when this process dies, however it does, and the server ends by that.
    return spawn(python, args, { cwd, env, stdio: ['pipe', log, log], detached: true })
  } finally {
    closeSync(log)
  }
}

async function untilReady(server: ChildProcess, host: string, port: number, token: string, log: string, options: StartLabOptions, clock: Clock): Promise<void> {
  const deadline = clock.monotonic() + (options.timeoutMs ?? 90_000)
  let failed: Error | undefined
  server.once('error', error => { failed = error })
  while (!await serves(host, port, token)) {
    if (options.signal?.aborted === true) throw new LabStartInterrupted('starting the lab was interrupted', { hint: 'Nothing was left running.' })
    const dead = failed !== undefined || server.exitCode !== null || server.signalCode !== null
    if (dead || clock.monotonic() > deadline) {
      throw new LabStartFailed(dead ? 'JupyterLab ended while it was starting' : 'JupyterLab was not ready in time', {
        hint: `Its log: ${log}\n  ${failed?.message ?? tail(log, 8000).trim().split('\n').slice(-6).join('\n  ')}`,
      })
    }
    await clock.sleep(100, options.signal)
  }
}

function serves(host: string, port: number, token: string): Promise<boolean> {
  return new Promise(answer => {
    const asked = get({ host, port, path: '/api/status', headers: { Authorization: `token ${token}` }, timeout: 5000 }, response => {
      response.resume()
      answer(response.statusCode === 200)
    })
    asked.once('error', () => answer(false))
    asked.once('timeout', () => asked.destroy(new Error('no answer')))
  })
}

async function end(server: ChildProcess, pid: number, ended: Promise<void>, clock: Clock): Promise<void> {
  const started = processTree(pid)
  const timer = new AbortController()
  if (server.exitCode === null && server.signalCode === null) {
    server.kill('SIGTERM')
    await Promise.race([ended, clock.sleep(graceMs, timer.signal)])
    timer.abort()
  }
  // Kernels live in groups of their own; none of them stays, nor a server that did not listen.
  killAll([...started, ...processTree(pid)])
  await ended
}

const localAddress = (ip: string): string => (['0.0.0.0', '', '*'].includes(ip) ? '127.0.0.1' : ip === '::' ? '::1' : ip)
const urlHost = (ip: string): string => (localAddress(ip).includes(':') ? `[${localAddress(ip)}]` : localAddress(ip))
