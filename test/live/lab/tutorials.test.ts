import { isCode } from '../../../src/notebook'
import { chromium, describeLive, jupyterLab } from '../parts'
import { labTimeout, withLab } from './with-lab'

describeLive('the tutorials in a real JupyterLab in a real browser', [jupyterLab, chromium], () => {
  test('01-collect runs from top to bottom', () => withLab(async lab => {
    const page = await lab.open('01-collect.ipynb')
    await page.runAll()
    expect(await page.errors()).toEqual([])
    await page.screenshot('01-collect')
    await page.close({ save: true })
    expect(lab.consoleErrors).toEqual([])
    expect(lab.foreignRequests).toEqual([])
  }), labTimeout)

  test('03-window draws its charts, and a saved notebook opens with their last frames', () => withLab(async lab => {
    const page = await lab.open('03-window.ipynb')
    await page.runAll()
    expect(await page.errors()).toEqual([])
    const cells = page.saved().cells.filter(isCode)
    const charted = cells.findIndex(cell => cell.source.includes("bar({ x: 'window.start'")) + 1
    expect(charted).toBeGreaterThan(0)
    await page.until('the last frame is a chart', async () => await page.charts(charted) === 1)
    const drawn = await page.chart(charted)
    await page.screenshot('03-window', charted)
    await page.close({ save: true })

    const again = await lab.open('03-window.ipynb')
    await again.until('the chart is drawn', async () => await again.charts(charted) === 1)
    expect((await again.chart(charted)).equals(drawn)).toBe(true)
    await again.dark()
    await again.screenshot('03-window-dark', charted)
    await again.close()
    expect(lab.consoleErrors).toEqual([])
    expect(lab.foreignRequests).toEqual([])
  }), labTimeout)
})
