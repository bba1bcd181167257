import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { chromium as playwright } from 'playwright-core'
import { findChromium, parseNotebook, reportHtml } from '../../src/notebook'
import { chromium, describeLive } from './parts'

const root = resolve(__dirname, '../..')
const fixture = join(root, 'test/notebook/fixtures/executed.ipynb')
let dir: string
beforeEach(() => { dir = mkdtempSync(join(tmpdir(), 'tidemark-pdf-test-')) })
afterEach(() => { rmSync(dir, { recursive: true, force: true }) })

function tidemark(args: readonly string[], env: NodeJS.ProcessEnv = {}, input = ''): { code: number | null; out: Buffer; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'src/cli/tidemark.cjs'), ...args], {
    cwd: root, input, maxBuffer: 1 << 28, env: { ...process.env, TMPDIR: dir, ...env },
  })
  return { code: status, out: stdout, err: stderr.toString('utf8') }
}

const pagesOf = (pdf: Buffer): number => (pdf.toString('latin1').match(/\/Type \/Page\b/g) ?? []).length

test('without a browser a PDF is refused with the way out, and nothing is written', () => {
  const out = join(dir, 'out')
  const missing = tidemark(['report', fixture, '--pdf', '--out', out], { PATH: join(dir, 'nothing'), CHROMIUM: '' })
  expect(missing).toMatchObject({ code: 2, err: expect.stringMatching(/\[CHROMIUM_MISSING\][^]*apt-get install chromium[^]*CHROMIUM/) as string })
  const wrong = tidemark(['report', fixture, '--pdf', '--out', out], { CHROMIUM: join(dir, 'no-such-browser') })
  expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining('[CHROMIUM_MISSING] CHROMIUM names') as string })
  const silent = tidemark(['report', fixture, '--pdf', '--out', out], { CHROMIUM: '/bin/true' })
  expect(silent).toMatchObject({ code: 2, err: expect.stringContaining('[PDF_FAILED]') as string })
  expect(existsSync(out)).toBe(false)
  expect(tidemark(['run', fixture, '--pdf', '--out', out], { CHROMIUM: join(dir, 'no-such-browser') })).toMatchObject({ code: 2, err: expect.stringContaining('[CHROMIUM_MISSING]') as string })
  expect(readdirSync(dir)).toEqual(['out'].filter(name => existsSync(join(dir, name))))
})

test('a notebook through pipes: standard input to standard output', () => {
  const text = readFileSync(fixture, 'utf8')
  const { code, out, err } = tidemark(['report', '-', '--name', 'executed.ipynb'], {}, text)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out.toString('utf8')).toBe(reportHtml(parseNotebook(text, 'executed'), { name: 'executed.ipynb' }))
  expect(tidemark(['report', '-'], {}, 'no notebook')).toMatchObject({ code: 2, err: expect.stringContaining("'standard input' is not JSON") as string })
})

describeLive('reports as PDF', [chromium], () => {
  test('a report is printed, beside the page or where it is asked for, and leaves no profile behind', () => {
    const { code, err, out } = tidemark(['report', fixture, '--pdf', '--out', join(dir, 'out')])
    expect({ code, out: out.toString() }).toEqual({ code: 0, out: `${join(dir, 'out', 'executed.pdf')}\n` })
    expect(err).toBe('')
    const pdf = readFileSync(join(dir, 'out', 'executed.pdf'))
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pdf.subarray(-6).toString()).toContain('%%EOF')
    expect(pagesOf(pdf)).toBeGreaterThanOrEqual(1)
    expect(readdirSync(dir)).toEqual(['out'])
  }, 120_000)

  test('a run writes PDFs beside its reports', () => {
    const { code } = tidemark(['run', join(root, 'test/notebook/fixtures/fine.ipynb'), '--pdf', '--out', join(dir, 'out')])
    expect(code).toBe(0)
    expect(readdirSync(join(dir, 'out')).sort()).toEqual(['fine.html', 'fine.ipynb', 'fine.pdf', 'index.html'])
    expect(readdirSync(dir)).toEqual(['out'])
  }, 180_000)

  test('on paper nothing is cut: wide tables wrap, folds are open or gone', async () => {
    const words = Array.from({ length: 14 }, (_, i) => `column_number_${i}`)
    const table = `<table class="tidemark-table"><thead><tr>${words.map(word => `<th>${word}</th>`).join('')}</tr></thead><tbody><tr>${
      words.map(word => `<td style="white-space:nowrap">${word} ${word}</td>`).join('')}</tr></tbody></table>`
    const texts = `<table class="tidemark-table"><tbody><tr>${['a', 'b', 'c'].map(of => `<td style="white-space:pre-wrap;overflow-wrap:anywhere">${of.repeat(300)}</td>`).join('')}</tr></tbody></table>`
    const html = reportHtml(parseNotebook(JSON.stringify({
      nbformat: 4, nbformat_minor: 5, metadata: {},
      cells: [table, texts, '<details><summary>more</summary><p>inside</p></details>'].map((markup, at) => ({
        cell_type: 'code', id: `c${at}`, execution_count: at + 1, metadata: {}, source: '1', outputs: [{ output_type: 'display_data', metadata: {}, data: { 'text/html': markup } }],
      })),
    }), 'wide'), { name: 'wide' })
    const browser = await playwright.launch({ executablePath: findChromium(process.env), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
    try {
      // A4 less its margins, at 96 dots an inch.
      const page = await browser.newPage({ viewport: { width: 680, height: 960 } })
      await page.emulateMedia({ media: 'print' })
      await page.setContent(html)
      const seen = await page.evaluate(`({
        width: document.documentElement.scrollWidth,
        cut: [...document.querySelectorAll('table')].filter(table => table.getBoundingClientRect().right > 681).length,
        fold: document.querySelector('details p').getBoundingClientRect().height > 0,
      })`)
      expect(seen).toEqual({ width: 680, cut: 0, fold: true })
    } finally {
      await browser.close()
    }
  }, 60_000)
})
