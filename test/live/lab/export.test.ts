import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isCode, parseNotebook, reportHtml, type CodeCell } from '../../../src/notebook'
import { outputText, runTutorial, tutorials } from '../../notebooks/run-tutorial'
import { chromium, describeLive, jupyterLab } from '../parts'
import { labTimeout, root, withLab } from './with-lab'

const bin = join(root, '.venv', 'bin')
let dir: string
beforeEach(() => { dir = mkdtempSync(join(tmpdir(), 'tidemark-export-')) })
afterEach(() => { rmSync(dir, { recursive: true, force: true }) })

/** As a person at a terminal: nothing of the lab's environment, but the kernel's folder. */
function python(args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(join(bin, 'python'), args, {
    cwd: root, encoding: 'utf8', maxBuffer: 1 << 28,
    env: { ...process.env, JUPYTER_PATH: join(root, '.jupyter'), JUPYTER_CONFIG_DIR: join(dir, 'config'), JUPYTER_DATA_DIR: join(dir, 'data'), JUPYTER_RUNTIME_DIR: join(dir, 'runtime'), IPYTHONDIR: join(dir, 'ipython'), TIDEMARK_KAFKA: '' },
  })
  if (status !== 0) throw new Error(stderr.slice(-4000))
  return stdout
}

/** Without what an expression at a cell's end gave, and with the forms of an output in the order in which nbformat writes them: by name. */
const withoutResults = (cells: readonly CodeCell[]): CodeCell[] => cells.map(cell => ({
  ...cell,
  outputs: cell.outputs.filter(output => output.output_type !== 'execute_result')
    .map(output => ('data' in output ? { ...output, data: Object.fromEntries(Object.entries(output.data).sort(([a], [b]) => (a < b ? -1 : 1))) } : output)),
}))

const executed = (file: string): CodeCell[] => parseNotebook(readFileSync(file, 'utf8'), file).cells.filter(isCode)

describeLive("Jupyter's own tools run the tutorials with our kernel", [jupyterLab], () => {
  test.each(tutorials)('nbclient and nbconvert --execute on %s show what `tidemark run` shows', async name => {
    const script = 'import sys, nbformat, nbclient\n'
      + 'nb = nbformat.read(sys.argv[1], as_version=4)\n'
      + 'nbclient.NotebookClient(nb, timeout=300, resources={"metadata": {"path": sys.argv[2]}}).execute()\n'
      + 'nbformat.validate(nb)\nnbformat.write(nb, sys.argv[3])\n'
    const to = join(dir, `${name}.ipynb`)
    python(['-c', script, join(root, 'notebooks', `${name}.ipynb`), join(root, 'notebooks'), to])
    const run = await runTutorial(name)
    expect(run.failure).toBeUndefined()
    expect(outputText(withoutResults(executed(to)))).toBe(outputText(withoutResults(run.cells)))

    python(['-m', 'nbconvert', '--execute', '--to', 'tidemark_html', '--output-dir', dir, join(root, 'notebooks', `${name}.ipynb`)])
    const page = readFileSync(join(dir, `${name}.html`), 'utf8')
    expect(page).toContain('<p class="r-kicker">Tidemark report</p>')
    for (const part of ['<figure class="r-chart">', '<table', '<details']) expect([part, page.split(part).length]).toEqual([part, run.html.split(part).length])
    expect(page).not.toMatch(/<script|https?:\/\/[^"]*(cdn|cloudflare|jsdelivr)/)
  }, labTimeout)

  test('nbconvert leaves notebooks of other languages to itself', () => {
    const other = { cells: [{ cell_type: 'code', id: 'a', execution_count: 1, metadata: {}, outputs: [], source: 'print(1)' }], metadata: { kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' } }, nbformat: 4, nbformat_minor: 5 }
    writeFileSync(join(dir, 'other.ipynb'), JSON.stringify(other))
    python(['-m', 'nbconvert', '--to', 'html', join(dir, 'other.ipynb')])
    expect(readFileSync(join(dir, 'other.html'), 'utf8')).toMatch(/jp-Notebook/)
    expect(readFileSync(join(dir, 'other.html'), 'utf8')).not.toContain('r-kicker')
  }, labTimeout)

  test('nbconvert --to html is the same page, in its own serialisation', () => {
    const file = join(dir, 'small.ipynb')
    cpSync(join(root, 'test/notebook/fixtures/executed.ipynb'), file)
    python(['-m', 'nbconvert', '--to', 'html', file])
    const page = readFileSync(join(dir, 'small.html'), 'utf8')
    const words = (markup: string): string => markup.replace(/<style>[^]*?<\/style>/, '').replace(/<[^>]*>/g, ' ').replace(/&\w+;|&#\d+;|["'<>]|\s+/g, ' ').replace(/ +/g, ' ').trim()
    const ours = reportHtml(parseNotebook(readFileSync(file, 'utf8'), file), { name: 'small.ipynb' })
    expect(words(page)).toBe(words(ours))
    expect((page.match(/<svg/g) ?? []).length).toBe((ours.match(/<svg/g) ?? []).length)
  }, labTimeout)
})

describeLive("the lab's File menu exports reports", [jupyterLab, chromium], () => {
  test('HTML and PDF are what `tidemark report` gives of the saved notebook', () => withLab(async lab => {
    const page = await lab.open('small.ipynb')
    await page.runAll()
    expect(await page.errors()).toEqual([])
    const html = (await page.exportAs('html')).toString('utf8')
    expect(html).toBe(reportHtml(page.saved(), { name: 'small.ipynb' }))
    expect(html).toContain('<figure class="r-chart">')
    const pdf = await page.exportAs('pdf')
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pdf.length).toBeGreaterThan(10_000)

    const answer = await fetch(`http://127.0.0.1:${lab.server.port}/api/nbconvert`, { headers: { Authorization: `token ${lab.server.token}` } })
    const offered = Object.keys(await answer.json() as object)
    expect(offered).toEqual(expect.arrayContaining(['html', 'pdf', 'script', 'markdown']))
    expect(offered.filter(name => /latex|webpdf|qt|tidemark/.test(name))).toEqual([])
    expect(readdirSync(join(lab.dir, 'notebooks')).filter(name => name.startsWith('small'))).toEqual(['small.ipynb'])
    await page.close()
    expect(lab.foreignRequests).toEqual([])
  }, {
    notebooks: {
      'small.ipynb': ["import { spark, display, bar } from 'tidemark'\nawait display(spark.createDataFrame([{ user: 'ann', n: 2 }, { user: 'bob', n: 5 }], 'user STRING, n INT'), bar({ x: 'user', y: 'n' }))"],
    },
  }), labTimeout)
})
