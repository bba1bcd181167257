import { chromium, describeLive, jupyterLab } from '../parts'
import { labTimeout, sharedLab } from './with-lab'

/** The code cells that hold a chart in the end. */
const notebooks: readonly (readonly [string, readonly number[]])[] = [
  ['01-collect', []], ['02-clean', []], ['03-window', [2, 7, 9]], ['04-visualise', [2, 3, 5, 7, 8]], ['05-report', [3, 4, 5]],
]

describeLive('the tutorials in a real JupyterLab in a real browser', [jupyterLab, chromium], () => {
  const lab = sharedLab()

  afterEach(() => {
    expect(lab().consoleErrors).toEqual([])
    expect(lab().foreignRequests).toEqual([])
  })

  test.each(notebooks)('%s runs from top to bottom, and its charts are drawn', async (name, charts) => {
    const page = await lab().open(`${name}.ipynb`)
    await page.light()
    await page.runAll()
    expect(await page.errors()).toEqual([])
    // A query of a tape ends by itself, one of a topic goes on; either way the last frame is Vega's.
    await page.add("import { spark } from 'tidemark'\nfor (const query of spark.streams.active) await query.stop()")
    await page.until('the charts are drawn', async () => (await page.charted()).every(chart => chart.drawn))
    expect((await page.charted()).map(chart => chart.cell)).toEqual(charts)
    if (process.env.LAB_PICTURES === '1') {
      await page.pictures(name)
      await page.dark()
      await page.pictures(`${name}-dark`)
    }
    if (name === '04-visualise') await page.shows(4, /first 5 of \d+ rows|5 rows/)
    await page.close({ save: true })
    expect(page.saved().cells.filter(cell => 'outputs' in cell && cell.outputs.length > 0).length).toBeGreaterThan(charts.length)
  }, labTimeout)

  test('a saved notebook opens with its last frames, in the dark too', async () => {
    const page = await lab().open('03-window.ipynb')
    await page.light()
    await page.until('the charts are drawn', async () => (await page.charted()).every(chart => chart.drawn))
    expect((await page.charted()).map(chart => chart.cell)).toEqual([2, 7, 9])
    await page.shows(2, 'Query complete')
    const bright = await page.chart(2)
    await page.dark()
    // The page behind it is dark, the marks are the same: no white box. A theme takes a moment to be painted.
    await page.until('the chart is dark', async () => !(await page.chart(2)).equals(bright))
    expect(await page.charts(2)).toBe(1)
    await page.screenshot('03-window-reopened-dark', 2)
    await page.light()
    await page.until('the chart is as it was', async () => (await page.chart(2)).equals(bright))
    await page.close()
  }, labTimeout)

  test('every kind of chart of the gallery is drawn', async () => {
    const page = await lab().open('gallery.ipynb')
    await page.light()
    await page.runAll()
    expect(await page.errors()).toEqual([])
    await page.until('the charts are drawn', async () => (await page.charted()).every(chart => chart.drawn))
    expect((await page.charted()).length).toBeGreaterThanOrEqual(9)
    if (process.env.LAB_PICTURES === '1') await page.pictures('gallery')
    await page.close()
  }, labTimeout)
})
