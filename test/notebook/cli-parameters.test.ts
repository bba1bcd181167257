import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseNotebook, runStampOf } from '../../src/notebook'
import { unaskedParameters } from '../../src/cli/run-parameters'
import { fixture, root } from './run-fixture'

jest.setTimeout(200_000)
const bin = join(root, 'src', 'cli', 'tidemark.cjs')
let dir: string
beforeEach(() => { dir = mkdtempSync(join(tmpdir(), 'tidemark-')) })
afterEach(() => { rmSync(dir, { recursive: true, force: true }) })

function tidemark(env: NodeJS.ProcessEnv, ...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd: root, encoding: 'utf8', env: { ...process.env, ...env } })
  return { code: status, out: stdout, err: stderr }
}

test('parameters come from a file, the line and the environment; the report says with which it ran', () => {
  writeFileSync(join(dir, 'given.json'), '{ "day": "2021-10-28", "top": 7, "toppic": "x" }')
  const { code, err } = tidemark({ TIDEMARK_PARAM_TOPIC: 'other_log' }, 'run', fixture('child'), '--out', dir, '--params', join(dir, 'given.json'), '-p', 'day=2021-10-30', '--param', 'size=day')
  expect({ code, err }).toEqual({ code: 0, err: "\nNo notebook asked for the parameter 'toppic'. Did you mean 'topic'?\n" })
  const executed = parseNotebook(readFileSync(join(dir, 'child.ipynb'), 'utf8'), 'executed')
  expect(runStampOf(executed)?.parameters).toEqual({ day: '2021-10-30', top: 7, topic: 'other_log', size: 'day' })
  const page = readFileSync(join(dir, 'child.html'), 'utf8')
  expect(page).toContain('<li>day = 2021-10-30</li>')
  expect(page).toContain('<li>topic = other_log</li>')
  expect(page).not.toContain('tidemark-widget')
})

test('what is no parameter is refused before anything runs', () => {
  expect(tidemark({}, 'run', fixture('child'), '--out', dir, '-p', 'day')).toMatchObject({ code: 2, err: expect.stringContaining('It takes a name and a value') as string })
  expect(tidemark({}, 'run', fixture('child'), '--out', dir, '--params', 'nowhere.json')).toMatchObject({ code: 2, err: expect.stringContaining('[INVALID_PARAMETER]') as string })
  writeFileSync(join(dir, 'list.json'), '[1]')
  expect(tidemark({}, 'run', fixture('child'), '--out', dir, '--params', join(dir, 'list.json'))).toMatchObject({ code: 2, err: expect.stringContaining('holds no object') as string })
  expect(tidemark({}, 'run', fixture('child'), '--out', dir, '-p', 'top=many')).toMatchObject({ code: 2, err: expect.stringContaining("the parameter 'top' is a number") as string })
})

test('a parameter that nobody asked for is answered with the nearest', () => {
  expect(unaskedParameters({ day: '1', topc: '2' }, new Set(['day', 'topic']))).toEqual(["No notebook asked for the parameter 'topc'. Did you mean 'topic'?"])
  expect(unaskedParameters({ zzzzzzz: '1' }, new Set(['day']))).toEqual(["No notebook asked for the parameter 'zzzzzzz'. Asked for: day."])
  expect(unaskedParameters({ a: '1' }, new Set())).toEqual(["No notebook asked for the parameter 'a'. No notebook that ran asks for any."])
})
