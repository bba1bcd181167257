import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isPrepared, preparePython } from '../../../src/workspace/servers/jupyter'
import { describeLive, python } from '../parts'

const ownPackage = join(__dirname, '../../../src/notebook/jupyter/python')
let dir: string
beforeEach(() => { dir = mkdtempSync(join(tmpdir(), 'tidemark-venv-')) })
afterEach(() => { rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }) })

/** A PATH on which `python3` is a script of the test's own. */
function pathWith(script: string): string {
  mkdirSync(join(dir, 'bin'), { recursive: true })
  writeFileSync(join(dir, 'bin', 'python3'), `#!/bin/sh\n${script}\n`)
  chmodSync(join(dir, 'bin', 'python3'), 0o755)
  return join(dir, 'bin')
}

const prepare = (env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<void> => preparePython({ venv: join(dir, '.venv'), ownPackage, env, signal })

test('without Python, or with an old one, the lab says what to install', async () => {
  mkdirSync(join(dir, 'empty'))
  await expect(prepare({ PATH: join(dir, 'empty') })).rejects.toMatchObject({ code: 'PYTHON_MISSING', hint: expect.stringContaining('python3-venv') as string })
  await expect(prepare({ PATH: pathWith('echo 3.8') })).rejects.toMatchObject({ code: 'PYTHON_MISSING', message: expect.stringContaining('is 3.8') as string })
})

test('a Python without venv is told apart', async () => {
  const path = pathWith('case "$1" in -c) echo 3.11;; *) echo "ensurepip is not available" >&2; exit 1;; esac')
  await expect(prepare({ PATH: path })).rejects.toMatchObject({ code: 'PYTHON_VENV_FAILED', hint: expect.stringContaining('apt-get install python3-venv') as string })
})

describeLive("the lab's Python environment", [python], () => {
  test('an index that cannot be reached is said, with the ways out; the next start goes on', async () => {
    const env = { ...process.env, PIP_INDEX_URL: 'http://127.0.0.1:9/simple', PIP_EXTRA_INDEX_URL: '', PIP_RETRIES: '0', PIP_CONFIG_FILE: '/dev/null', PIP_NO_CACHE_DIR: '1' }
    await expect(prepare(env)).rejects.toMatchObject({
      code: 'PYTHON_PACKAGES_UNRESOLVED', retryable: true, hint: expect.stringMatching(/HTTPS_PROXY.*PIP_INDEX_URL.*PIP_FIND_LINKS/) as string,
    })
    expect(isPrepared(join(dir, '.venv'), ownPackage)).toBe(false)
    expect(existsSync(join(dir, '.venv.lock'))).toBe(false)
    // Our own package needs no index, no build tool and no network.
    const own = spawnSync(join(dir, '.venv/bin/python'), ['-m', 'pip', 'install', '--no-index', '--no-deps', ownPackage], { encoding: 'utf8', env: { ...env, PYTHONDONTWRITEBYTECODE: '1' } })
    expect(own.stdout).toContain('Successfully installed tidemark-jupyter')
    expect(existsSync(join(ownPackage, '__pycache__'))).toBe(false)
  }, 180_000)

  test('Ctrl-C ends pip', async () => {
    const stop = new AbortController()
    const preparing = prepare({ ...process.env }, stop.signal)
    setTimeout(() => stop.abort(), 1500)
    await expect(preparing).rejects.toMatchObject({ code: 'LAB_START_INTERRUPTED' })
    expect(spawnSync('ps', ['-A', '-ww', '-o', 'args='], { encoding: 'utf8' }).stdout).not.toContain(dir)
    expect(existsSync(join(dir, '.venv.lock'))).toBe(false)
  }, 60_000)
})
