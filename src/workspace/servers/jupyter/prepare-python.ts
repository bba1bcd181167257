import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { systemClock, type Clock } from '../../../core/clock'
import { LabStartInterrupted, PythonPackagesUnresolved, PythonVenvFailed } from './errors'
import { pins } from './pins'
import { hasPip, pythonIn, requirePython } from './python'
import { withLock } from './with-lock'

export interface PreparePythonOptions {
  /** The virtual environment; made where it is missing, added to where it is there. */
  readonly venv: string
  /** Our own Python package, installed from its folder without a registry. */
  readonly ownPackage: string
  readonly env?: NodeJS.ProcessEnv
  readonly signal?: AbortSignal
  readonly clock?: Clock
  /** Told of each step, in words for a person. */
  readonly onStep?: (step: string) => void
  /** Told what a step is at, often. */
  readonly onDetail?: (detail: string) => void
}

const stampOf = (venv: string): string => join(venv, 'tidemark-lab.json')

/** Whether an environment holds what this version's lab needs. */
export function isPrepared(venv: string, ownPackage: string): boolean {
  try {
    return existsSync(pythonIn(venv)) && readFileSync(stampOf(venv), 'utf8') === stampFor(ownPackage)
  } catch {
    return false
  }
}

/**
 * Makes the lab's Python environment, once: a later call, of any process, finds it there. Another version of the pins or
 * of our own package is installed over it.
 *
 * @throws PYTHON_MISSING, PYTHON_VENV_FAILED, PYTHON_PACKAGES_UNRESOLVED, LAB_START_INTERRUPTED
 */
export async function preparePython(options: PreparePythonOptions): Promise<void> {
  const { venv, ownPackage, signal } = options
  if (isPrepared(venv, ownPackage)) return
  mkdirSync(dirname(venv), { recursive: true })
  await withLock(`${venv}.lock`, { clock: options.clock ?? systemClock, signal }, async () => {
    if (isPrepared(venv, ownPackage)) return
    const env = pythonEnv(options.env ?? process.env)
    const step = options.onStep ?? (() => {})
    const run = (command: string, args: readonly string[]): Promise<Ran> =>
      runProgram(command, args, env, signal, options.onDetail ?? (() => {}))

    if (!existsSync(pythonIn(venv)) || !hasPip(venv, env)) {
      step(`making a Python environment in ${relative(process.cwd(), venv) || venv}`)
      const made = await run(requirePython(env), ['-m', 'venv', venv])
      if (made.status !== 0 || !hasPip(venv, env)) throw venvFailed(venv, made.said)
    }
    step(`installing ${Object.entries(pins).map(([name, version]) => `${name} ${version}`).join(', ')} (some 240 MB, this once)`)
    const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--retries', '2']
    const installed = await run(pythonIn(venv), [...pip, ...Object.entries(pins).map(([name, version]) => `${name}==${version}`)])
    if (installed.status !== 0) throw unresolved(installed.said)
    const own = await run(pythonIn(venv), [...pip, '--no-index', '--no-deps', '--force-reinstall', ownPackage])
    if (own.status !== 0) throw unresolved(own.said)
    writeWhole(stampOf(venv), stampFor(ownPackage))
  })
}

/** What is installed, by versions and content. */
function stampFor(ownPackage: string): string {
  const hash = createHash('sha256')
  for (const file of filesIn(ownPackage)) hash.update(relative(ownPackage, file)).update('\0').update(readFileSync(file)).update('\0')
  return `${JSON.stringify({ pins, own: hash.digest('hex') })}\n`
}

function filesIn(dir: string): string[] {
  return readdirSync(dir).sort().filter(name => name !== '__pycache__').flatMap(name => {
    const path = join(dir, name)
    return statSync(path).isDirectory() ? filesIn(path) : [path]
  })
}

/** pip compiles nothing into our own folder, and a user's `pip.conf` and mirror settings hold. */
function pythonEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { PYTHONHOME: _, VIRTUAL_ENV: __, ...rest } = env
  return { ...rest, PYTHONDONTWRITEBYTECODE: '1', PYTHONUNBUFFERED: '1', NO_COLOR: '1' }
}

interface Ran { readonly status: number | null; readonly said: string }

function runProgram(command: string, args: readonly string[], env: NodeJS.ProcessEnv, signal: AbortSignal | undefined, detail: (words: string) => void): Promise<Ran> {
  return new Promise((done, fail) => {
    const interrupted = (): Error => new LabStartInterrupted('installing the lab was interrupted', { hint: 'Start it again when you like: it goes on from there.' })
    if (signal?.aborted === true) return fail(interrupted())
    // A group of its own: pip's children (the build of our package) end with it.
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' })
    const kill = (): void => {
      try {
        process.kill(process.platform === 'win32' ? child.pid ?? 0 : -(child.pid ?? 0), 'SIGKILL')
      } catch {
        // It has ended already.
      }
    }
    signal?.addEventListener('abort', kill)
    process.once('exit', kill)
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-20_000)
        const line = text.trimEnd().split('\n').at(-1)?.trim() ?? ''
        if (line !== '') detail(line)
      })
    }
    const forget = (): void => {
      signal?.removeEventListener('abort', kill)
      process.removeListener('exit', kill)
    }
    child.once('error', error => {
      forget()
      done({ status: null, said: error.message })
    })
    child.once('close', status => {
      forget()
      if (signal?.aborted === true) fail(interrupted())
      else done({ status, said })
    })
  })
}

function venvFailed(venv: string, said: string): Error {
  return new PythonVenvFailed(`Python could not make an environment in '${venv}'`, {
    hint: /ensurepip|python3?-venv/.test(said)
      ? "This Python comes without 'venv' (Debian, Ubuntu: apt-get install python3-venv). Then start the lab again."
      : `Is the disk full, or the folder not yours to write? Python said:\n  ${lastLines(said)}`,
  })
}

const unreachable = /No matching distribution|Could not find a version|NewConnectionError|NameResolutionError|ConnectionError|Temporary failure|timed out|Max retries|SSLError|ProxyError/

function unresolved(said: string): Error {
  return unreachable.test(said)
    ? new PythonPackagesUnresolved('pip could not fetch JupyterLab: it cannot reach its package index, or the index does not have it', {
      hint: 'Is there a network? Behind a proxy set HTTPS_PROXY, for a mirror PIP_INDEX_URL; with the wheels in a folder, '
        + `PIP_NO_INDEX=1 PIP_FIND_LINKS=<folder>. pip said:\n  ${lastLines(said)}`,
    })
    : new PythonPackagesUnresolved('pip could not install JupyterLab', { hint: `pip said:\n  ${lastLines(said)}` })
}

function lastLines(said: string): string {
  const lines = said.split('\n').map(line => line.trim()).filter(line => line !== '' && !line.startsWith('Collecting'))
  const errors = lines.filter(line => /^(ERROR|error)/.test(line))
  return (errors.length > 0 ? errors : lines).slice(-3).map(line => line.slice(0, 300)).join('\n  ')
}

function writeWhole(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`
  try {
    writeFileSync(temporary, text)
    renameSync(temporary, path)
  } finally {
    rmSync(temporary, { force: true })
  }
}
