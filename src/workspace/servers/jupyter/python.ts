import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { PythonMissing } from './errors'
import { oldestPython } from './pins'

/** The interpreter of a virtual environment. */
export const pythonIn = (venv: string): string =>
  process.platform === 'win32' ? join(venv, 'Scripts', 'python.exe') : join(venv, 'bin', 'python')

/**
 * The machine's Python, new enough for JupyterLab.
 *
 * @throws PYTHON_MISSING
 */
export function requirePython(env: NodeJS.ProcessEnv): string {
  const least = oldestPython.join('.')
  const hint = `Install Python ${least} or newer (Debian, Ubuntu: apt-get install python3 python3-venv; macOS: brew install python), `
    + 'or do without the lab: `tidemark run` runs notebooks and needs no Python.'
  const versions: string[] = []
  for (const name of process.platform === 'win32' ? ['py', 'python'] : ['python3', 'python']) {
    const said = spawnSync(name, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], { encoding: 'utf8', env }).stdout?.trim() ?? ''
    const [major, minor] = said.split('.').map(Number)
    if (!/^\d+\.\d+$/.test(said)) continue
    if (major > oldestPython[0] || (major === oldestPython[0] && minor >= oldestPython[1])) return name
    versions.push(said)
  }
  throw new PythonMissing(versions.length === 0
    ? "the lab needs Python, and there is no working 'python3' on the PATH"
    : `the lab needs Python ${least} or newer, and 'python3' on the PATH is ${versions[0]}`, { hint })
}

/** Whether an environment's interpreter and its pip work. */
export function hasPip(venv: string, env: NodeJS.ProcessEnv): boolean {
  return spawnSync(pythonIn(venv), ['-m', 'pip', '--version'], { stdio: 'ignore', env }).status === 0
}
