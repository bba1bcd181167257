import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { isCode, kernelSpecFiles, parseNotebook, printNotebook, type CodeCell } from '../../src/notebook'
import { printed } from '../notebook/run-fixture'
import { describeLive, type Part } from './parts'

const root = resolve(__dirname, '../..')
const python: Part = {
  name: 'Python 3 with venv', install: 'apt-get install python3 python3-venv',
  found: () => spawnSync('python3', ['-c', 'import venv, ensurepip']).status === 0,
}
const venv = join(root, '.tidemark', 'papermill')

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8', env: { ...process.env, ...env } })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`)
  return `${stdout}${stderr}`
}

describeLive('papermill', [python], () => {
  let dir: string
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'tidemark-papermill-'))
    if (!existsSync(join(venv, 'bin/papermill'))) {
      run('python3', ['-m', 'venv', venv])
      run(join(venv, 'bin/pip'), ['install', '--quiet', 'papermill==2.7.0'])
    }
    run(join(venv, 'bin/pip'), ['install', '--quiet', '--no-deps', '--force-reinstall', join(root, 'src/notebook/jupyter/python')])
    const spec = join(dir, 'kernels', 'tidemark')
    mkdirSync(spec, { recursive: true })
    for (const [name, text] of Object.entries(kernelSpecFiles([process.execPath, join(root, 'src/cli/tidemark.cjs')]))) writeFileSync(join(spec, name), text)
  }, 600_000)
  afterAll(() => rmSync(dir, { recursive: true, force: true }))

  const cell = (source: string, ...tags: string[]): CodeCell => ({ cell_type: 'code', id: `c${source.length}`, metadata: { tags }, source, execution_count: null, outputs: [] })

  test('its -p reaches variables and widgets, as typed literals', () => {
    const input = join(dir, 'in.ipynb')
    const output = join(dir, 'out.ipynb')
    writeFileSync(input, printNotebook({
      metadata: { kernelspec: { name: 'tidemark', language: 'typescript', display_name: 'TypeScript (Tidemark)' } }, nbformat: 4, nbformat_minor: 5,
      cells: [
        cell("const day: string = 'default' // the last one\nlet top = 1", 'parameters'),
        cell("import { widgets } from 'tidemark'\nconst shown = widgets.text('day', 'x')\nconst next: number = top + 1\nconsole.log(day, next, shown)"),
      ],
    }))
    const env = { JUPYTER_PATH: dir }
    expect(run(join(venv, 'bin/papermill'), ['--help-notebook', input], env)).toContain("day: string (default 'default')")
    const said = run(join(venv, 'bin/papermill'), [input, output, '-p', 'day', "it's \"so\"", '-p', 'top', '5'], env)
    expect(said).not.toContain('unknown parameter')
    const code = parseNotebook(readFileSync(output, 'utf8'), 'out.ipynb').cells.filter(isCode)
    expect(code[1].metadata.tags).toEqual(['injected-parameters'])
    expect(code[1].source).toContain('let day = "it\'s \\"so\\""\nlet top = 5')
    expect(printed(code[2])).toBe('it\'s "so" 6 it\'s "so"\n')
  }, 300_000)
})
