import { chromium, describeLive, jupyterLab } from '../parts'
import { labTimeout, withLab } from './with-lab'
import type { LabPage } from './lab-page'
import { watchFrames } from './watch-frames'

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
    const watched = await watchFrames(page, 5, async () => page.run(2))
    expect(watched.changes).toBeGreaterThanOrEqual(5)
    expect(watched.blank).toBe(0)
    expect(watched.shrinks).toBe(0)
    await page.screenshot('live-running', 1)
    await page.run(3)
    await page.until('the last frame is a chart', async () => await page.charts(1) === 1)
    await page.shows(1, /Query fed stopped/)
    expect((await page.shown(2)).trim()).toBe('another cell')
    await page.screenshot('live-stopped', 1)
    await page.screenshot('live-why', 3)
    await readersControls(page)
    expect(await page.errors()).toEqual([])
    await page.close({ save: true })
    const [chart] = page.saved().cells.flatMap(cell => ('outputs' in cell ? cell.outputs : []))
    expect(chart).toMatchObject({ data: { 'application/vnd.vegalite.v5+json': expect.anything() as unknown, 'image/svg+xml': expect.anything() as unknown } })
    expect(lab.consoleErrors).toEqual([])
    expect(lab.foreignRequests).toEqual([])
  }, { notebooks: { 'streaming.ipynb': streaming } }), labTimeout)
})

/** What a reader does to a chart that stands still: points at a mark, picks from the legend, zooms, and takes it back. */
async function readersControls(page: LabPage): Promise<void> {
  const { mouse, keyboard } = page.page
  const looks = async (): Promise<Buffer> => {
    await mouse.move(1, 1)
    await page.page.waitForTimeout(300)
    return page.chart(1)
  }
  const { x, y, width, height } = await page.chartBox(1)
  const before = await looks()
  const tip = async (): Promise<string> => (await page.page.locator('#vg-tooltip-element.visible').allInnerTexts()).join()
  let right = 0.1
  await page.until('a mark says what it is', async () => {
    await mouse.move(x + width * right, y + height * 0.75)
    right = right > 0.8 ? 0.1 : right + 0.02
    return /2026-01-05 \d\d:00.*u\d/s.test(await tip())
  })
  await page.screenshot('tooltip', 1)

  // The legend stands on the right; somewhere down there is an entry.
  let picked = before
  for (let down = 0.1; picked.equals(before) && down < 0.9; down += 0.04) {
    await mouse.click(x + width - 30, y + height * down)
    picked = await looks()
  }
  expect(picked.equals(before)).toBe(false)
  await page.screenshot('legend-picked', 1)
  await mouse.dblclick(x + width - 30, y + height * 0.95)

  const whole = await looks()
  await mouse.move(x + width * 0.4, y + height * 0.5)
  // With the wheel alone the notebook scrolls.
  await keyboard.down('Alt')
  await mouse.wheel(0, -300)
  await keyboard.up('Alt')
  await page.until('the chart is zoomed', async () => !(await looks()).equals(whole))
  await page.screenshot('zoomed', 1)
  await mouse.dblclick(x + width * 0.4, y + height * 0.5)
  await page.until('the chart is as it was', async () => (await looks()).equals(whole))
}
