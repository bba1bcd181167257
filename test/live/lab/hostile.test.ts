import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { chromium, describeLive, jupyterLab } from '../parts'
import { labTimeout, withLab } from './with-lab'

/** What would set `window.__pwned`, ask a dialog, leave the page, or turn a line around. */
const hostile: readonly string[] = [
  '<script>window.__pwned = 1</script>',
  '<img src=x onerror="window.__pwned = 2">',
  '"><svg onload="window.__pwned = 3">',
  '<iframe srcdoc="<script>parent.__pwned = 4</script>"></iframe>',
  '<a href="javascript:window.__pwned = 5">click</a>',
  'javascript:window.__pwned=6',
  '</title></text></svg><script>window.__pwned = 7</script>',
  '<details open ontoggle="window.__pwned = 8">',
  '<link rel=stylesheet href="http://evil.example/x.css"><img src="http://evil.example/x.png">',
  'datum.constructor.constructor("window.__pwned = 9")()',
  "'+(window.__pwned=10)+'",
  '{"signal": "window.__pwned = 11"}',
  '[text](javascript:window.__pwned=12) ![x](http://evil.example/y.png)',
  '$\\href{javascript:window.__pwned=13}{x}$ $$x^2$$',
  '\u001b[31mred\u001b[0m \u001b]8;;http://evil.example\u0007link\u001b]8;;\u0007',
  '\u202egnp.exe\u202c \u2066x\u2069',
  '__proto__', 'constructor', 'alert(1)//', '&lt;script&gt;alert(1)&lt;/script&gt;',
  '<'.repeat(100_000),
]
const [script, image] = hostile

const cells = [
  `import { bar, col, count, display, spark } from 'tidemark'
const topic = process.env.HOSTILE_TOPIC!
const rows = spark.read.schema('user STRING, n INT').json(topic)
await display(rows, { limit: 100 })`,
  `const query = await display(
  spark.readStream.schema('user STRING, n INT').json(topic).where(col('user').isNotNull()).groupBy('user').agg({ n: count() }),
  bar({ x: 'user', y: 'n', color: 'user', limit: 100, title: ${JSON.stringify(script)} }),
  { name: ${JSON.stringify(image)} },
)
await query.processAllAvailable()`,
  'await query.stop()\nawait display(query.ledger, { limit: 100 })',
  'await display(query.why())\nawait display(query)',
  'const values = (await rows.collect()).map(row => row.user)\nfor (const value of values) console.log(value)\nvalues',
  'throw new Error(values.join(\' \'))',
]

let topic: string
beforeAll(() => {
  topic = mkdtempSync(join(tmpdir(), 'tidemark-hostile-'))
  // Each is a value, and each is a record that is no JSON.
  writeFileSync(join(topic, '0.json'), hostile.flatMap((user, n) => [JSON.stringify({ user, n }), `{"user": ${user.replace(/[\r\n]/g, '')}`]).join('\n'))
})
afterAll(() => { rmSync(topic, { recursive: true, force: true }) })

describeLive('a hostile topic in a real JupyterLab', [jupyterLab, chromium], () => {
  test('is text in tables, charts, tooltips, folds, panels, errors and the report: nothing runs, nothing is asked for', () => withLab(async lab => {
    const page = await lab.open('hostile.ipynb')
    const asked: string[] = []
    page.page.context().on('request', request => asked.push(request.url()))
    const dialogs: string[] = []
    page.page.on('dialog', dialog => {
      dialogs.push(dialog.message())
      void dialog.dismiss()
    })
    const unharmed = async (): Promise<void> => {
      expect(await pwned(page.page)).toBeNull()
      expect(await acting(page.page)).toEqual([])
      expect(dialogs).toEqual([])
    }
    await page.run(1)
    for (const payload of hostile.slice(0, 14)) await page.shows(1, payload)
    await page.shows(1, '(100,000 characters)')
    await page.shows(1, '␛[31mred')
    await page.run(2)
    await page.until('the chart is drawn', async () => (await page.shown(2)).includes(image))
    // A reader has the ledger of a running query before his eyes: a fold would close with every frame.
    await page.shows(2, /running[^]*21 malformed rows; all of it: await display\(query\.ledger\)\s+malformed · .*@ 41 · /)
    expect(await page.page.locator('.tidemark-progress').count()).toBe(1)
    expect(await page.page.locator('.tidemark-progress details').count()).toBe(0)
    await unharmed()
    await page.screenshot('hostile-running', 2)
    for (let cell = 3; cell <= 6; cell++) await page.run(cell)
    await page.until('the last frame is a chart', async () => await page.charts(2) === 1)
    await page.shows(3, `{"user": ${script}`)
    await page.openFolds()
    await unharmed()

    await page.screenshot('hostile-chart', 2)
    // Bars lie: the pointer goes down over them all.
    const box = await page.chartBox(2)
    const tips = new Set<string>()
    await page.until('the marks say what they are', async () => {
      for (let down = 0.1; down < 0.95; down += 0.02) {
        await page.page.mouse.move(box.x + box.width * 0.45, box.y + box.height * down)
        await page.page.waitForTimeout(30)
        for (const tip of await page.page.locator('#vg-tooltip-element.visible').allTextContents()) tips.add(tip)
      }
      return tips.size > 10
    }, 60_000)
    expect([...tips].join('\n')).toContain('window.__pwned')
    await unharmed()
    await page.pictures('hostile')
    await page.save()
    const report = (await page.exportAs('html')).toString('utf8')
    expect(report).toContain('&lt;script&gt;window.__pwned')
    expect(readFileSync(page.path, 'utf8')).toContain('__pwned')

    const shown = await page.page.context().newPage()
    await shown.setContent(report)
    expect(await shown.evaluate(() => document.body.innerText)).toContain(script)
    expect(await pwned(shown)).toBeNull()
    expect(await acting(shown, 'body')).toEqual([])
    await shown.close()

    // A saved notebook is opened anew: what its outputs hold is shown without a kernel's word.
    await page.close()
    const again = await lab.open('hostile.ipynb')
    await again.until('the chart is drawn', async () => await again.charts(2) === 1)
    expect(await pwned(again.page)).toBeNull()
    expect(await acting(again.page)).toEqual([])
    await again.close()
    expect(lab.foreignRequests).toEqual([])
    expect(asked.filter(url => /\/(x|y)(\.png|\.css)?$/.test(url))).toEqual([])
    expect(lab.consoleErrors).toEqual([])
  }, { notebooks: { 'hostile.ipynb': cells }, env: { HOSTILE_TOPIC: topic } }), labTimeout)
})

const pwned = (page: Page): Promise<unknown> => page.evaluate(() => (window as { readonly __pwned?: unknown }).__pwned ?? null)

/** What stands in outputs and could act. */
const acting = (page: Page, within = '.jp-OutputArea'): Promise<string[]> => page.evaluate(of => {
  const found: string[] = []
  for (const node of document.querySelectorAll(`${of} :is(script, iframe, object, embed, form:not(.vega-bindings), link, base, meta, [onerror], [onload], [onclick], [ontoggle], [srcdoc], a[href^="javascript" i], img[src^="http"], img[src="x"])`)) {
    found.push(node.outerHTML.slice(0, 200))
  }
  return found
}, within)

// What runs in the page is compiled without the browser's own types.
interface Element { readonly textContent: string | null; readonly outerHTML: string }
declare const window: object
declare const document: { readonly body: { readonly innerText: string }; querySelector(selector: string): Element | null; querySelectorAll(selector: string): Iterable<Element> }
