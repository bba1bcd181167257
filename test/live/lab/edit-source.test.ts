import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, describeLive, jupyterLab } from '../parts'
import { labTimeout, notebookOf, root, withLab } from './with-lab'

let copy: string

/** The repository as far as it is built and run; what is installed is linked, but for the package itself. */
beforeEach(() => {
  copy = realpathSync(mkdtempSync(join(tmpdir(), 'tidemark-copy-')))
  for (const name of ['src', 'dist', '.config', '.jupyter', 'package.json']) cpSync(join(root, name), join(copy, name), { recursive: true, preserveTimestamps: true })
  const modules = join(root, 'node_modules')
  mkdirSync(join(copy, 'node_modules'))
  for (const name of readdirSync(modules)) if (name !== 'tidemark') symlinkSync(join(modules, name), join(copy, 'node_modules', name))
  symlinkSync('..', join(copy, 'node_modules', 'tidemark'))
  mkdirSync(join(copy, 'notebooks'))
  writeFileSync(join(copy, 'notebooks', 'edited.ipynb'), notebookOf(["import { edited } from 'tidemark'\nconsole.log(edited(1))"]))
})
afterEach(() => { rmSync(copy, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) })

describeLive('a source edited while the lab runs', [jupyterLab, chromium], () => {
  test('is built, its build is told, and the next run of a cell uses it', () => withLab(async lab => {
    const page = await lab.open('edited.ipynb')
    await page.run(1)
    expect(await page.errors()).toEqual([expect.stringContaining("no exported member 'edited'")])
    const index = join(copy, 'src', 'index.ts')
    const original = readFileSync(index, 'utf8')
    const status = join(copy, '.tidemark', 'jupyter', 'build.json')
    const builtAt = (): unknown => (existsSync(status) ? (JSON.parse(readFileSync(status, 'utf8')) as { at: unknown }).at : undefined)
    // What was built before the lab started is built again first.
    await page.until('the watcher runs', async () => builtAt() !== undefined, 300_000)
    // The compiler begins to watch when it has said how its first build went: what is saved in between is saved again.
    const edit = async (more: string, wanted: RegExp): Promise<string> => {
      let said = ''
      let before = builtAt()
      let saved = 0
      await page.until(`the page says ${String(wanted)}`, async () => {
        if (builtAt() === before) {
          if (Date.now() - saved > 20_000) {
            writeFileSync(index, original + more)
            saved = Date.now()
          }
          return false
        }
        before = builtAt()
        await page.run(1)
        said += await page.shown(1)
        return wanted.test(said)
      }, 200_000)
      return said
    }
    const first = await edit('export const edited = (n: number): string => `first ${n}`\n', /first 1/)
    expect(first).toMatch(/tidemark was rebuilt: \d+ files?; cells that import it again use it/)
    await page.screenshot('edited-source', 1)
    await edit('export const edited = (n: number): string => n\n', /src\/index\.ts\(\d+,\d+\): error TS2322/)
    await page.screenshot('edited-source-wrong', 1)
    await edit('export const edited = (n: number): string => `second ${n}`\n', /second 1/)
    await page.close()
  }, { project: copy, packageRoot: copy }), 2 * labTimeout)
})
