import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAlive } from '../run-fixture'
import { printed, resultOf, startClient, type Executed } from './client'

const gone = async (pid: number): Promise<boolean> => {
  for (let i = 0; i < 100 && isAlive(pid); i++) await new Promise(resolve => setTimeout(resolve, 50))
  return !isAlive(pid)
}
/** Starts a child that would outlive its parent, and gives both their ids. */
const family = "import { spawn } from 'child_process'\nconst child = spawn('sleep', ['1000']);\n`${process.pid} ${child.pid}`"
const pidsOf = ({ outputs }: Executed): number[] => {
  const pids = (resultOf(outputs) ?? '').split(' ').map(Number)
  // Process 0 would be this one and its whole group.
  if (pids.length !== 2 || !pids.every(pid => pid > 1)) throw new Error(`no process ids: ${JSON.stringify(outputs)}`)
  return pids
}

test('a shutdown for a restart is answered, and leaves no process behind', async () => {
  const kernel = await startClient()
  const pids = pidsOf(await kernel.execute(family))
  expect(pids.every(isAlive)).toBe(true)
  expect(await kernel.request('control', 'shutdown_request', { restart: true })).toEqual({ status: 'ok', restart: true })
  expect(await kernel.exited).toBe(0)
  expect(await Promise.all(pids.map(gone))).toEqual([true, true])
  await kernel.close()
})

test('cells that die are told of, and the next cell has a fresh process; killed, the kernel takes its cells with it', async () => {
  const kernel = await startClient()
  try {
    const [pid] = pidsOf(await kernel.execute(family))
    const id = kernel.begin("console.log('going'); await new Promise(() => {})")
    await kernel.until(one => one.parent === id && one.type === 'stream')
    process.kill(pid, 'SIGKILL')
    const died = await kernel.finished(id)
    expect(died.reply).toMatchObject({ status: 'error', ename: 'CELL_PROCESS_DIED', evalue: expect.stringContaining('SIGKILL') as string })
    expect(died.outputs.map(one => one.type)).toEqual(['stream', 'error'])
    const next = await kernel.execute(family)
    expect(printed(next.outputs, 'stderr')).toContain('the variables are gone')
    const exit = await kernel.execute("setTimeout(() => console.log('still here'), 50)\nprocess.exit(3)")
    expect(exit.reply).toMatchObject({ status: 'error', ename: 'ProcessExit' })
    const pids = pidsOf(next)
    kernel.signal('SIGKILL')
    expect(await Promise.all(pids.map(gone))).toEqual([true, true])
  } finally {
    await kernel.close()
  }
})

test('a rebuilt package is seen by the cells that import it again, and a failed build is told once', async () => {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'tidemark-reload-')))
  const dist = join(dir, 'package', 'dist')
  let hours = 1
  const build = (type: string, value: string): void => {
    const time = new Date(Date.UTC(2030, 0, 1, hours++))
    for (const [name, text] of [['index.js', "exports.answer = require('./answer').answer\n"], ['index.d.ts', "export { answer } from './answer'\n"], ['answer.js', `exports.answer = ${value}\n`], ['answer.d.ts', `export declare const answer: ${type}\n`]]) {
      writeFileSync(join(dist, name), text)
      if (hours === 2 || name.startsWith('answer')) utimesSync(join(dist, name), time, time)
    }
  }
  mkdirSync(dist, { recursive: true })
  mkdirSync(join(dir, 'node_modules'))
  writeFileSync(join(dir, 'package.json'), '{}')
  writeFileSync(join(dir, 'package', 'package.json'), JSON.stringify({ name: 'tidemark', main: 'dist/index.js', types: 'dist/index.d.ts' }))
  symlinkSync('../package', join(dir, 'node_modules', 'tidemark'))
  cpSync(join(dir, 'package', 'package.json'), join(dir, 'package', 'copy.json'))
  const status = join(dir, 'status.json')
  build('number', '1')
  for (const name of ['index.js', 'index.d.ts']) utimesSync(join(dist, name), new Date(0), new Date(0))
  const kernel = await startClient({ cwd: dir, env: { TIDEMARK_WATCH: '1', TIDEMARK_BUILD_STATUS: status } })
  const cell = "import { answer } from 'tidemark'\nconst given: number = answer\ngiven"
  try {
    expect(resultOf((await kernel.execute(cell)).outputs)).toBe('1')
    expect(printed((await kernel.execute(cell)).outputs)).toBe('')
    build('number', '2')
    for (const name of ['index.js', 'index.d.ts']) utimesSync(join(dist, name), new Date(0), new Date(0))
    const rebuilt = await kernel.execute(cell)
    expect(printed(rebuilt.outputs)).toBe('tidemark was rebuilt: 1 file; cells that import it again use it\n')
    expect(resultOf(rebuilt.outputs)).toBe('2')
    build('string', "'three'")
    expect((await kernel.execute(cell)).reply).toMatchObject({ ename: 'TypeScriptError', evalue: "Type 'string' is not assignable to type 'number'." })
    writeFileSync(status, JSON.stringify({ ok: false, at: 5, errors: ['src/a.ts(1,2): error TS1005', 'b', 'c', 'd'] }))
    expect(printed((await kernel.execute('0')).outputs, 'stderr')).toBe('tidemark was rebuilt from sources with errors:\n  src/a.ts(1,2): error TS1005\n  b\n  c\n  … and 1 more\n')
    expect(printed((await kernel.execute('0')).outputs, 'stderr')).toBe('')
  } finally {
    await kernel.close()
    rmSync(dir, { recursive: true })
  }
})
