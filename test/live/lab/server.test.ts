import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describeLive, jupyterLab } from '../parts'
import { labTimeout, notebookOf, root } from './with-lab'

let dir: string
let home: string
let child: ChildProcess | undefined

/** A project of its own, whose lab is the installed one, and a home folder to see that nothing is written there. */
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tidemark-lab-'))
  home = mkdtempSync(join(tmpdir(), 'tidemark-home-'))
  mkdirSync(join(dir, 'notebooks'))
  writeFileSync(join(dir, 'package.json'), '{ "name": "project", "private": true }\n')
  writeFileSync(join(dir, 'notebooks', 'one.ipynb'), notebookOf(['1 + 1']))
  symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'))
  symlinkSync(join(root, '.venv'), join(dir, '.venv'))
})
afterEach(() => {
  child?.kill('SIGKILL')
  child = undefined
  for (const one of [dir, home]) rmSync(one, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
})

interface Started { readonly url: string; readonly lab: ChildProcess; readonly ended: Promise<number | null>; readonly said: () => string }

async function start(...args: string[]): Promise<Started> {
  const lab = spawn(process.execPath, [join(root, 'src/cli/tidemark.cjs'), 'lab', '--no-browser', ...args], {
    cwd: dir, env: { ...process.env, HOME: home, JUPYTER_TOKEN: 'of-the-person', DISPLAY: '' }, stdio: ['ignore', 'pipe', 'pipe'],
  })
  child = lab
  let said = ''
  for (const stream of [lab.stdout, lab.stderr]) stream.on('data', (data: Buffer) => { said += data.toString('utf8') })
  const ended = new Promise<number | null>(done => lab.once('exit', done))
  while (!/JupyterLab: (\S+)/.test(said) || !said.includes('Ctrl-C ends it')) {
    if (lab.exitCode !== null) throw new Error(said)
    await sleep(100)
  }
  return { url: /JupyterLab: (\S+)/.exec(said)?.[1] ?? '', lab, ended, said: () => said }
}

const sleep = (ms: number): Promise<void> => new Promise(done => setTimeout(done, ms))

/** Processes that have to do with the project's folder: the server by its arguments, kernels by where they run. */
function running(): string[] {
  return spawnSync('ps', ['-A', '-ww', '-o', 'pid=,args='], { encoding: 'utf8' }).stdout.split('\n').filter(line => line.includes(dir))
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 300 && !await holds(); i++) await sleep(100)
  expect(await holds()).toBe(true)
}

/** A kernel by the server's own interface, as the page starts it. */
async function startKernel(url: string): Promise<void> {
  const { origin, searchParams } = new URL(url)
  const headers = { Authorization: `token ${searchParams.get('token')}` }
  const answer = await fetch(`${origin}/api/sessions`, {
    method: 'POST', headers,
    body: JSON.stringify({ path: 'notebooks/one.ipynb', name: 'one.ipynb', type: 'notebook', kernel: { name: 'tidemark' } }),
  })
  expect(answer.status).toBe(201)
  await until(async () => (await (await fetch(`${origin}/api/kernels`, { headers })).json() as unknown[]).length === 1)
}

/** The kernel's processes: their connection file lies in the lab's own runtime folder. */
const kernels = (): string[] => running().filter(line => line.includes('kernel'))

describeLive('tidemark lab', [jupyterLab], () => {
  test('serves notebooks/ to those who know the token, and one Ctrl-C ends it, its kernel too', async () => {
    const { url, lab, ended, said } = await start('--port', '0')
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/lab\/tree\/notebooks\?token=[0-9a-f]{48}$/)
    const { origin, searchParams } = new URL(url)
    expect((await fetch(`${origin}/api/contents`)).status).toBe(403)
    expect((await fetch(`${origin}/api/contents?token=of-the-person`)).status).toBe(403)
    expect((await fetch(`${origin}/api/contents?token=${searchParams.get('token')}`)).status).toBe(200)
    // The token is in no process list.
    expect(running().join('\n')).not.toContain(searchParams.get('token'))
    await startKernel(url)
    expect(kernels().length).toBeGreaterThan(0)

    lab.kill('SIGINT')
    expect(await ended).toBe(0)
    expect(said()).toContain('ending the kernels')
    expect(running()).toEqual([])
    expect(readdirSync(home)).toEqual([])
    expect(readdirSync(dir).sort()).toEqual(['.tidemark', '.venv', 'node_modules', 'notebooks', 'package.json'])
  }, labTimeout)

  test('ends with its starter, however that dies', async () => {
    const { url, lab, ended } = await start('--port', '0', '--token', 'a-token-of-mine', 'one')
    expect(url).toMatch(/\/lab\/tree\/notebooks\/one\.ipynb\?token=a-token-of-mine$/)
    await startKernel(url)
    lab.kill('SIGKILL')
    await ended
    await until(() => running().length === 0)
  }, labTimeout)

  test('a port in use is said; without --port the next free one is taken', async () => {
    const taken: Server = createServer()
    await new Promise<void>(done => taken.listen(0, '127.0.0.1', done))
    try {
      const { port } = taken.address() as { port: number }
      const { status, stderr } = spawnSync(process.execPath, [join(root, 'src/cli/tidemark.cjs'), 'lab', '--no-browser', '--port', String(port)], { cwd: dir, encoding: 'utf8' })
      expect(status).toBe(2)
      expect(stderr).toMatch(new RegExp(`\\[PORT_TAKEN\\] something else listens on port ${port}\n  .*--port`))
      const first = await start()
      const second = await start()
      expect(new URL(second.url).port).not.toBe(new URL(first.url).port)
      for (const one of [first, second]) one.lab.kill('SIGINT')
      expect(await Promise.all([first.ended, second.ended])).toEqual([0, 0])
    } finally {
      taken.close()
    }
    expect(running()).toEqual([])
  }, labTimeout)

  test('its settings and its log are its own, readable by nobody else', async () => {
    const { lab, ended } = await start('--port', '0')
    expect(statSync(join(dir, '.tidemark/jupyter/lab.log')).mode & 0o077).toBe(0)
    expect(existsSync(join(dir, '.tidemark/jupyter/config/jupyter_server_config.json'))).toBe(true)
    lab.kill('SIGTERM')
    await ended
  }, labTimeout)
})
