import { chromium, describeLive, jupyterLab } from '../parts'
import { labTimeout, withLab } from './with-lab'
import type { LabPage } from './lab-page'

/** A stream that a timer feeds, its chart, and cells that go on while it is drawn. */
const streaming = [
  `import { bar, col, count, display, memoryStream, spark, window } from 'tidemark'
const events = memoryStream('user STRING, ts TIMESTAMP')
let minute = 0
const feeding = setInterval(() => events.addData([{ user: 'u' + minute % 3, ts: new Date(Date.UTC(2026, 0, 5, 0, minute++)) }]), 40)
const query = await display(spark.readStream.memory(events).withWatermark('ts', '10 minutes').groupBy(window('ts', '1 hour'), 'user').agg({ n: count() }), bar({ x: 'window.start', y: 'n', color: 'user' }), { name: 'fed' })`,
  `const busy = Date.now() + 500
while (Date.now() < busy);
console.log('another cell')`,
  `clearInterval(feeding)
await query.stop()
await display(query.why())`,
]

describeLive('live output in a real JupyterLab', [jupyterLab, chromium], () => {
  test('a chart changes in place without a blank or a jump, and the last frame stays', () => withLab(async lab => {
    const page = await lab.open('streaming.ipynb')
    await page.run(1)
    await page.until('the first frames are drawn', async () => (await page.shown(1)).includes('Query fed'))
    const watched = await watch(page, 5, async () => page.run(2))
    expect(watched.changes).toBeGreaterThanOrEqual(5)
    expect(watched.blank).toBe(0)
    expect(watched.shrinks).toBe(0)
    await page.screenshot('live-running', 1)
    await page.run(3)
    await page.until('the last frame is a chart', async () => await page.charts(1) === 1)
    expect(await page.shown(1)).toMatch(/Query fed stopped/)
    expect((await page.shown(2)).trim()).toBe('another cell')
    await page.screenshot('live-stopped', 1)
    await page.screenshot('live-why', 3)
    expect(await page.errors()).toEqual([])
    await page.close({ save: true })
    const [chart] = page.saved().cells.flatMap(cell => ('outputs' in cell ? cell.outputs : []))
    expect(chart).toMatchObject({ data: { 'application/vnd.vegalite.v5+json': expect.anything() as unknown, 'image/svg+xml': expect.anything() as unknown } })
    expect(lab.consoleErrors).toEqual([])
    expect(lab.foreignRequests).toEqual([])
  }, { notebooks: { 'streaming.ipynb': streaming } }), labTimeout)
})

interface Watched { readonly frames: number; readonly changes: number; readonly blank: number; readonly shrinks: number }

/** Looks at the first cell's outputs in every frame that the browser paints, until they have changed so often. */
async function watch(page: LabPage, times: number, meanwhile: () => Promise<unknown>): Promise<Watched> {
  const watching = page.page.evaluate(async wanted => {
    const node = document.querySelectorAll('.jp-OutputArea')[0]
    let [frames, changes, blank, shrinks, height, before] = [0, 0, 0, 0, 0, '']
    const until = performance.now() + 60_000
    while (changes < wanted && performance.now() < until) {
      await new Promise(painted => requestAnimationFrame(painted))
      frames++
      const marks = node.querySelectorAll('svg path, canvas').length
      if (marks === 0) blank++
      const now = node.textContent + String(marks)
      if (now !== before) changes++
      before = now
      const { height: tall } = node.getBoundingClientRect()
      if (tall < height) shrinks++
      height = tall
    }
    return { frames, changes, blank, shrinks }
  }, times)
  await meanwhile()
  return watching
}

// What runs in the page is compiled without the browser's own types.
interface Node { readonly textContent: string; querySelectorAll(selector: string): ArrayLike<Node>; getBoundingClientRect(): { readonly height: number } }
declare const document: { querySelectorAll(selector: string): ArrayLike<Node> }
declare function requestAnimationFrame(painted: (at: number) => void): void
