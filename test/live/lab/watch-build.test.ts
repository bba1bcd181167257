import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { systemClock } from '../../../src/core/clock'
import { canWatch, watchBuild, type BuildStatus } from '../../../src/workspace/servers/jupyter/watch-build'

const root = resolve(__dirname, '../../..')

test('the watcher writes how each build went: what is wrong, and that it is mended', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'tidemark-watch-'))
  const source = join(dir, 'src', 'one.ts')
  mkdirSync(join(dir, 'src'))
  mkdirSync(join(dir, '.config'))
  symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'))
  cpSync(join(root, 'src/tsconfig.json'), join(dir, 'src/tsconfig.json'))
  writeFileSync(source, 'export const one: number = 1\n')
  expect(canWatch(dir)).toBe(true)
  const file = join(dir, '.tidemark', 'build.json')
  const status = (): BuildStatus | undefined => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as BuildStatus : undefined)
  const after = async (at: string | undefined): Promise<BuildStatus> => {
    for (let i = 0; i < 600; i++) {
      const now = status()
      if (now !== undefined && now.at !== at) return now
      await new Promise(done => setTimeout(done, 100))
    }
    throw new Error('the watcher said nothing')
  }
  const watcher = watchBuild(dir, file, systemClock)
  try {
    const first = await after(undefined)
    expect(first).toMatchObject({ ok: true, errors: [] })
    writeFileSync(source, "export const one: number = 'one'\n")
    const second = await after(first.at)
    expect(second).toMatchObject({ ok: false, errors: [expect.stringMatching(/^src\/one\.ts\(1,14\): error TS2322: /)] })
    writeFileSync(source, 'export const one: number = 2\n')
    expect(await after(second.at)).toMatchObject({ ok: true, errors: [] })
    expect(readFileSync(join(dir, 'dist/one.js'), 'utf8')).toContain('exports.one = 2')
  } finally {
    watcher.stop()
    rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }
}, 120_000)
