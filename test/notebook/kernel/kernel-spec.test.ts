import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kernelSpecFiles } from '../../../src/notebook/kernel/kernel-spec'
import { root } from './client'

const tidemark = (args: string[], env: NodeJS.ProcessEnv): string =>
  execFileSync(process.execPath, [join(root, 'src/cli/tidemark.cjs'), 'kernel', ...args], { env: { ...process.env, ...env }, encoding: 'utf8' })

test('the committed kernel is what the program would write, with no path of any machine in it', () => {
  const dir = join(root, '.jupyter/kernels/tidemark')
  const files = kernelSpecFiles(['node', '{resource_dir}/../../../src/cli/tidemark.cjs'])
  expect(Object.fromEntries(readdirSync(dir).map(name => [name, readFileSync(join(dir, name), 'utf8')]))).toEqual(files)
})

test('the tutorials ask for it by its name', () => {
  for (const name of readdirSync(join(root, 'notebooks')).filter(file => file.endsWith('.ipynb'))) {
    const { metadata } = JSON.parse(readFileSync(join(root, 'notebooks', name), 'utf8')) as { metadata: Record<string, unknown> }
    expect([name, metadata.kernelspec]).toEqual([name, { display_name: 'TypeScript (Tidemark)', language: 'typescript', name: 'tidemark' }])
  }
})

test('install writes it where Jupyter looks, uninstall takes it out again', () => {
  const dir = mkdtempSync(join(tmpdir(), 'tidemark-data-'))
  try {
    const place = join(dir, 'kernels', 'mine')
    expect(tidemark(['install', '--name', 'mine', '--display-name', 'Mine'], { JUPYTER_DATA_DIR: dir })).toContain(place)
    const spec = JSON.parse(readFileSync(join(place, 'kernel.json'), 'utf8')) as { argv: string[]; display_name: string; interrupt_mode: string }
    expect(spec).toMatchObject({ display_name: 'Mine', interrupt_mode: 'message', argv: [process.execPath, join(root, 'src/cli/tidemark.cjs'), 'kernel', 'start', '{connection_file}'] })
    expect(existsSync(join(place, 'logo-svg.svg'))).toBe(true)
    tidemark(['uninstall', '--name', 'mine'], { JUPYTER_DATA_DIR: dir })
    expect(existsSync(place)).toBe(false)
    expect(tidemark(['install', '--sys-prefix'], { VIRTUAL_ENV: dir })).toContain(join(dir, 'share/jupyter/kernels/tidemark'))
  } finally {
    rmSync(dir, { recursive: true })
  }
})

test('a connection file that is none is told in a sentence', () => {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'src/cli/tidemark.cjs'), 'kernel', 'start', '/nowhere.json'], { encoding: 'utf8' })
  expect(status).toBe(2)
  expect(stderr).toContain("[CONNECTION_UNREADABLE] '/nowhere.json' is no connection file")
})
