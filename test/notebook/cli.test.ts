import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createProgress } from '../../src/cli/progress'
import { isCode, parseNotebook, projectRoot, runStampOf } from '../../src/notebook'
import { fixture, isAlive, printed, root } from './run-fixture'

const bin = join(root, 'src', 'cli', 'tidemark.cjs')
let dir: string
beforeEach(() => { dir = mkdtempSync(join(tmpdir(), 'tidemark-')) })
afterEach(() => { rmSync(dir, { recursive: true, force: true }) })

function tidemark(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd: root, encoding: 'utf8' })
  return { code: status, out: stdout, err: stderr }
}
const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

/** Starts a run of an endless fixture and waits until its cell runs. */
async function startEndless(name: string): Promise<{ runner: ReturnType<typeof spawn>; ended: Promise<number | null>; cells: number; out: string }> {
  const pidFile = join(dir, 'pid')
  const out = join(dir, 'out')
  const runner = spawn(process.execPath, [bin, 'run', fixture(name), '--out', out], {
    cwd: root, stdio: 'ignore', env: { ...process.env, TIDEMARK_TEST_PID_FILE: pidFile },
  })
  const ended = new Promise<number | null>(resolve => runner.once('exit', resolve))
  while (!existsSync(pidFile) || readFileSync(pidFile, 'utf8') === '') {
    if (runner.exitCode !== null) throw new Error('the run ended before its cell ran')
    await sleep(50)
  }
  return { runner, ended, cells: Number(readFileSync(pidFile, 'utf8')), out }
}

test('help and version are for people', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  expect(tidemark('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' })
  expect(tidemark('--help')).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/run .*notebooks[^]*report/) as string })
  expect(tidemark('rnu')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Did you mean run?') as string })
  expect(tidemark('run', '--cell-timeout', 'soon')).toMatchObject({ code: 2, err: expect.stringContaining('a number of seconds above 0') as string })
})

test('a run writes executed notebooks, reports and an index, and names the cell that failed', () => {
  const { code, out, err } = tidemark('run', fixture('fine'), fixture('run-time-error'), '--out', dir)
  expect(code).toBe(1)
  expect(out).toMatch(/^ok {6}fine {12}11 of 11 cells {2}\d+\.\d s$/m)
  expect(out).toMatch(/^FAILED {2}run-time-error {2}1 of 3 cells/m)
  expect(out).toContain(join(dir, 'index.html'))
  expect(err).toContain('run-time-error.ipynb: cell 2 failed\n  RangeError: no user\n    at check, cell 1, line 7\n')
  expect(readdirSync(dir).sort()).toEqual(['fine.html', 'fine.ipynb', 'index.html', 'run-time-error.html', 'run-time-error.ipynb'])
  const executed = parseNotebook(readFileSync(join(dir, 'run-time-error.ipynb'), 'utf8'), 'executed')
  expect(runStampOf(executed)).toMatchObject({ failedCell: 2, versions: { node: process.version } })
  expect(readFileSync(join(dir, 'run-time-error.html'), 'utf8')).toContain('The run ended at <a href="#r-cell-2">')
  const index = readFileSync(join(dir, 'index.html'), 'utf8')
  expect(index).toContain('A notebook that is fine')
  expect(index).toContain('failed at cell 2')

  const page = join(dir, 'pages', 'fine.html')
  expect(tidemark('report', join(dir, 'fine.ipynb'), '--no-input', '--out', page)).toEqual({ code: 0, out: `${page}\n`, err: '' })
  expect(readFileSync(page, 'utf8')).not.toContain('<pre class="r-code">')
})

test.each([
  [['not-json'], 'NOTEBOOK_UNREADABLE', 'not-json.ipynb'],
  [['fine', 'nbformat-3'], 'NOTEBOOK_INVALID', 'nbformat 3'],
  [['python'], 'NOTEBOOK_LANGUAGE', "'python'"],
  [['fien'], 'NOTEBOOK_MISSING', "Did you mean 'fine'?"],
])('%s: what cannot be run is said in a sentence, and nothing is written', (names, errorCode, sentence) => {
  const out = join(dir, 'out')
  const { code, err } = tidemark('run', ...names.map(fixture), '--out', out)
  expect(code).toBe(2)
  expect(err).toMatch(new RegExp(`^\\[${errorCode}\\] `))
  expect(err).toContain(sentence)
  expect(err).not.toMatch(/^\s+at /m)
  expect(existsSync(out) ? readdirSync(out) : []).toEqual([])
})

test('a folder that cannot be written is found out before the run', () => {
  writeFileSync(join(dir, 'file'), '')
  const { code, err } = tidemark('run', fixture('fine'), '--out', join(dir, 'file', 'reports'))
  expect(code).toBe(2)
  expect(err).toMatch(/^\[REPORT_UNWRITABLE\] .* part of that path is a file\n {2}Choose another place with --out/)
})

test('a notebook is never overwritten by its executed copy', () => {
  const { code, err } = tidemark('run', fixture('fine'), '--out', join(root, 'test', 'notebook', 'fixtures'))
  expect([code, err]).toEqual([2, expect.stringMatching(/^\[REPORT_UNWRITABLE\] the executed copy would take the place of/)])
})

test('Ctrl-C ends the cells, leaves nothing under a final name, and exits with 130', async () => {
  const { runner, ended, cells, out } = await startEndless('endless-wait')
  expect(isAlive(cells)).toBe(true)
  runner.kill('SIGINT')
  expect(await ended).toBe(130)
  expect(isAlive(cells)).toBe(false)
  expect(readdirSync(out)).toEqual([])
})

test('cells do not outlive a runner that was killed, even where they never pause', async () => {
  const { runner, ended, cells } = await startEndless('endless-print')
  runner.kill('SIGKILL')
  await ended
  for (let waited = 0; isAlive(cells) && waited < 10_000; waited += 100) await sleep(100)
  expect(isAlive(cells)).toBe(false)
})

test("cells run in the nearest project that has tidemark, and import it by its name from the notebook's project", () => {
  const project = join(dir, 'project')
  const notebook = join(project, 'deep', 'er', 'one.ipynb')
  mkdirSync(join(project, 'node_modules'), { recursive: true })
  mkdirSync(join(project, 'deep', 'er'), { recursive: true })
  writeFileSync(join(project, 'deep', 'package.json'), '{ "name": "no-dependencies" }')
  expect(projectRoot(notebook, dir)).toBe(join(project, 'deep', 'er'))
  writeFileSync(join(project, 'package.json'), '{ "name": "mine" }')
  symlinkSync(root, join(project, 'node_modules', 'tidemark'))
  expect(projectRoot(notebook, dir)).toBe(join(project, 'deep'))
  rmSync(join(project, 'deep', 'package.json'))
  expect(projectRoot(notebook, dir)).toBe(project)
  expect(projectRoot(join(dir, 'elsewhere', 'x.ipynb'), project)).toBe(project)
  expect(projectRoot(fixture('fine'), dir)).toBe(root)

  writeFileSync(notebook, JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells: [
    { cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source: "import { durationMs } from 'tidemark/dist/core/nope'" },
  ] }))
  const { code, err } = tidemark('run', notebook, '--out', join(dir, 'out'))
  expect(code).toBe(1)
  expect(err).toContain("cell 1, line 1: Cannot find module 'tidemark/dist/core/nope'")
  writeFileSync(notebook, readFileSync(notebook, 'utf8').replace(/import .*nope'/, "import { defineError } from 'tidemark/dist/core/errors'\\nconsole.log(process.cwd(), typeof defineError)"))
  expect(tidemark('run', notebook, '--out', join(dir, 'out'), '--no-report')).toMatchObject({ code: 0, err: '' })
  const executed = parseNotebook(readFileSync(join(dir, 'out', 'one.ipynb'), 'utf8'), 'one')
  expect(printed(executed.cells.filter(isCode)[0]).trim()).toBe(`${project} function`)
})

test('a bar per notebook where a person watches, redrawn in place', () => {
  let text = ''
  const progress = createProgress({ write: written => { text += String(written) }, isTTY: true, columns: 80 }, ['a', 'long-name'])
  progress.step('a', 1, 2)
  progress.end('a', { ok: true, cells: 2, of: 2, ms: 1234 })
  progress.end('long-name', { ok: false, cells: 1, of: 4, ms: 61_000 })
   
  const lastFrame = text.split('\u001b[2A').at(-1)?.replace(/\u001b\[\d*[mK]/g, '')
  expect(lastFrame).toBe('✓ a          ━━━━━━━━━━━━━━━━━━━━━━━━  2/2  1.2 s\n✗ long-name  ━━━━━━──────────────────  1/4  1 min 1 s\n')
})

test('a notebook that needs servers is left out of all, with the way to run it, and runs where it is named', () => {
  const notebooks = join(dir, 'notebooks')
  mkdirSync(notebooks)
  const cell = { cell_type: 'code', execution_count: null, id: 'a', metadata: {}, outputs: [], source: ["console.log('ran')"] }
  const write = (name: string, metadata: object): void => writeFileSync(join(notebooks, `${name}.ipynb`), JSON.stringify({ cells: [cell], metadata, nbformat: 4, nbformat_minor: 5 }))
  write('plain', {})
  write('large', { tidemark: { needs: ['kafka', 'spark'] } })
  const run = (...args: string[]): { status: number | null; stdout: string } => spawnSync(process.execPath, [bin, 'run', ...args], { cwd: dir, encoding: 'utf8' })
  const all = run('--all')
  expect(all.status).toBe(0)
  expect(all.stdout).toContain('large is left out, since it needs kafka and spark running: npx tidemark up kafka && npx tidemark seed && npx tidemark up spark --workers 2 && npx tidemark run large\n')
  expect(readdirSync(join(dir, 'reports')).sort()).toEqual(['index.html', 'plain.html', 'plain.ipynb'])
  expect(run('large').stdout).not.toContain('left out')
  expect(readdirSync(join(dir, 'reports'))).toContain('large.html')
}, 60_000)
