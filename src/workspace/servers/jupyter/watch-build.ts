import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Clock } from '../../../core/clock'

/** How the last build of this repository's sources went; what a kernel reads to say that a change has arrived. */
export interface BuildStatus {
  readonly ok: boolean
  /** Wall time of the build's end, as an ISO 8601 instant. */
  readonly at: string
  readonly errors: readonly string[]
}

/** Whether the package is a checkout that can be built, rather than an installed one. */
export const canWatch = (packageRoot: string): boolean =>
  existsSync(join(packageRoot, 'src', 'tsconfig.json')) && existsSync(compilerOf(packageRoot)) && existsSync(join(packageRoot, '.config'))

const compilerOf = (packageRoot: string): string => join(packageRoot, 'node_modules', 'typescript', 'bin', 'tsc')

/** Builds the sources again whenever one of them changes, in a process of its own, and writes how it went to `statusFile`. */
export function watchBuild(packageRoot: string, statusFile: string, clock: Clock): { stop(): void } {
  mkdirSync(dirname(statusFile), { recursive: true })
  const compiler = spawn(process.execPath, [
    compilerOf(packageRoot), '-b', join(packageRoot, 'src', 'tsconfig.json'), '--watch', '--preserveWatchOutput', '--pretty', 'false',
  ], { cwd: packageRoot, stdio: ['ignore', 'pipe', 'ignore'] })
  const stop = (): void => { compiler.kill('SIGKILL') }
  process.once('exit', stop)

  let errors: string[] = []
  let rest = ''
  compiler.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (/: error TS\d+: /.test(line)) errors.push(line.trim())
      // The compiler's own closing line of a build, with how many errors it found.
      const found = /Found (\d+) errors?\. Watching for file changes\./.exec(line)
      if (found === null) continue
      publish(statusFile, { ok: found[1] === '0', at: new Date(clock.now()).toISOString(), errors })
      errors = []
    }
  })
  compiler.once('error', () => {})
  return {
    stop: () => {
      process.removeListener('exit', stop)
      stop()
    },
  }
}

function publish(path: string, status: BuildStatus): void {
  const temporary = `${path}.${process.pid}.tmp`
  writeFileSync(temporary, `${JSON.stringify(status)}\n`)
  renameSync(temporary, path)
}
