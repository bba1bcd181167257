import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PythonMissing } from '../jupyter/errors'
import { PySparkUnresolved } from './errors'
import { runTool, telling } from './run-tool'

/** The Spark that the stream cases are judged by, and that a connector of the same version exists for. */
export const sparkVersion = '4.1.1'

const EXTRAS = 'import pyspark; print(pyspark.__version__, pyspark.__path__[0])'

/** Where PySpark lies in the environment, with the server's jars inside it; null where it is not, or not in this version. */
export function sparkHome(venv: string, wanted = sparkVersion): string | null {
  const python = pythonOf(venv)
  if (!existsSync(python)) return null
  const [version, ...path] = (spawnSync(python, ['-c', EXTRAS], { encoding: 'utf8' }).stdout ?? '').trim().split(' ')
  return version === wanted ? path.join(' ') : null
}

/**
 * Spark as PyPI publishes it, in the project's Python environment, installed where it is missing (460 MB, once). Only its
 * jars are used: nothing of it runs in Python.
 *
 * @throws PYTHON_MISSING, PYSPARK_UNRESOLVED, SPARK_START_INTERRUPTED
 */
export async function resolvePySpark(venv: string, step: (words: string) => void, signal?: AbortSignal, wanted = sparkVersion): Promise<string> {
  const found = sparkHome(venv, wanted)
  if (found !== null) return found
  if (!existsSync(pythonOf(venv))) {
    if (spawnSync('python3', ['--version'], { stdio: 'ignore' }).status !== 0) {
      throw new PythonMissing("Spark comes through PyPI, and there is no working 'python3' on the PATH", {
        hint: 'Install Python 3.10 or newer (Debian, Ubuntu: apt-get install python3 python3-venv; macOS: brew install python).',
      })
    }
    step('making a Python environment in .venv')
    const made = await runTool('python3', ['-m', 'venv', venv], signal)
    if (made.status !== 0) {
      throw new PySparkUnresolved(`Python could not make an environment in '${venv}'`, {
        hint: /ensurepip|python3?-venv/.test(made.said) ? "This Python comes without 'venv' (Debian, Ubuntu: apt-get install python3-venv)." : `Python said:\n  ${telling(made.said)}`,
      })
    }
  }
  step(`installing PySpark ${wanted} in .venv (460 MB, this once)`)
  const installed = await runTool(pythonOf(venv), ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', `pyspark==${wanted}`], signal)
  const home = installed.status === 0 ? sparkHome(venv, wanted) : null
  if (home === null) {
    throw new PySparkUnresolved(`pip could not install PySpark ${wanted}`, { hint: `Is the package index, or the mirror in your pip.conf, reachable? pip said:\n  ${telling(installed.said)}` })
  }
  return home
}

function pythonOf(venv: string): string {
  return join(venv, 'bin', 'python')
}
