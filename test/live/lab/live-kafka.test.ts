import { brokerForTests } from '../kafka-server'
import { chromium, describeLive, java, jupyterLab, maven } from '../parts'
import { feedTopic, fedCells } from './feed'
import { watchFrames } from './watch-frames'
import { labTimeout, withLab } from './with-lab'

describeLive('a live topic in a real JupyterLab', [jupyterLab, chromium, java, maven], () => {
  let broker: Awaited<ReturnType<typeof brokerForTests>>
  beforeAll(async () => { broker = await brokerForTests() }, labTimeout)
  afterAll(async () => { await broker?.stop() })

  test('its chart is redrawn without a blank or a jump while records come, and counts them all', async () => {
    const feed = await feedTopic(broker.brokers, 'fed', 40)
    try {
      await withLab(async lab => {
        const page = await lab.open('fed.ipynb')
        await page.run(1)
        await page.until('the first frames are drawn', async () => (await page.shown(1)).includes('Query fed running'))
        const watched = await watchFrames(page, 15, () => page.run(2))
        expect(watched).toMatchObject({ blank: 0, shrinks: 0 })
        expect(watched.changes).toBe(15)
        await page.screenshot('live-kafka', 1)
        await feed.stop()
        await page.add('await query.processAllAvailable()')
        await page.run(3)
        await page.until('the last frame is a chart', async () => await page.charts(1) === 1)
        await page.shows(1, `${feed.sent().toLocaleString('en-US')} in all`)
        expect(await page.errors()).toEqual([])
        await page.close({ save: true })
        expect(lab.consoleErrors).toEqual([])
        expect(lab.foreignRequests).toEqual([])
      }, { notebooks: { 'fed.ipynb': fedCells('fed') }, env: { TIDEMARK_KAFKA: broker.brokers } })
    } finally {
      await feed.stop()
    }
  }, labTimeout)
})
