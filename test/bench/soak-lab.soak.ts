import { spawnSync } from 'node:child_process'
import { loadavg } from 'node:os'
import { processTree } from '../../src/workspace/servers/jupyter/process-tree'
import { brokerForTests } from '../live/kafka-server'
import { feedTopic, fedCells } from '../live/lab/feed'
import type { LabPage } from '../live/lab/lab-page'
import { withLab } from '../live/lab/with-lab'
import { chromium, describeLive, java, jupyterLab, maven } from '../live/parts'

const minutes = Number(process.env.SOAK_MINUTES ?? 6)
const everyMs = 5000

/** What the cells hold, garbage apart: resident memory follows it late. */
const collected = `const { setFlagsFromString } = require('v8')
setFlagsFromString('--expose_gc')
require('vm').runInNewContext('gc')()
console.log(JSON.stringify(process.memoryUsage()))`

/** Megabytes, and nodes of the page. */
type Sample = Readonly<Record<string, number>>

describeLive('the lab over minutes', [jupyterLab, chromium, java, maven], () => {
  test('the memory of page, kernel and server while a live chart is redrawn', async () => {
    const broker = await brokerForTests()
    const feed = await feedTopic(broker.brokers, 'fed', 40)
    try {
      await withLab(async lab => {
        const page = await lab.open('fed.ipynb')
        await page.run(1)
        const samples: Sample[] = []
        const began = Date.now()
        while (Date.now() - began < minutes * 60_000) {
          samples.push({ minute: (Date.now() - began) / 60_000, ...await memoryOf(page), ...memoryBelow(lab.server.pid) })
          process.stderr.write(`${JSON.stringify(samples.at(-1), (_, value: unknown) => (typeof value === 'number' ? Math.round(value * 10) / 10 : value))}\n`)
          if (samples.length % 12 === 1) {
            await page.run(4)
            process.stderr.write(`behind a collection: ${await page.shown(4)}`)
          }
          await page.page.waitForTimeout(everyMs)
        }
        process.stdout.write(`${report(samples)}\nrecords: ${feed.sent()}, load: ${loadavg().map(one => one.toFixed(1)).join(' ')}\n`)
        expect(await page.shown(1)).toContain('Query fed running')
        expect(lab.consoleErrors).toEqual([])
        await page.run(3)
        await page.close({ save: true })
      }, { notebooks: { 'fed.ipynb': [...fedCells('fed'), collected] }, env: { TIDEMARK_KAFKA: broker.brokers } })
    } finally {
      await feed.stop()
      await broker.stop()
    }
  }, minutes * 60_000 + 300_000)
})

/** The page's own heap and nodes, after a collection. */
async function memoryOf(page: LabPage): Promise<Sample> {
  const devtools = await page.page.context().newCDPSession(page.page)
  try {
    await devtools.send('HeapProfiler.collectGarbage')
    await devtools.send('Performance.enable')
    const { metrics } = await devtools.send('Performance.getMetrics')
    const of = (name: string): number => metrics.find(one => one.name === name)?.value ?? 0
    return { 'page heap': of('JSHeapUsedSize') / 1e6, 'page nodes': of('Nodes'), 'page listeners': of('JSEventListeners') }
  } finally {
    await devtools.detach()
  }
}

/** Resident memory of the server and of the kernel's two processes. */
function memoryBelow(server: number): Sample {
  const pids = processTree(server).map(one => one.pid)
  const { stdout } = spawnSync('ps', ['-ww', '-o', 'pid=,rss=,args=', '-p', pids.join()], { encoding: 'utf8' })
  const lines = stdout.trim().split('\n').map(line => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [])
  const sum = (belongs: (pid: number, args: string) => boolean): number =>
    lines.filter(([, pid, , args]) => belongs(Number(pid), args)).reduce((total, [, , rss]) => total + Number(rss) / 1000, 0)
  return {
    server: sum(pid => pid === server),
    kernel: sum((_, args) => args.includes('kernel start')),
    cells: sum((_, args) => args.includes('cell-process')),
  }
}

/** Start, end, and the slope over the second half: what warms up is over by then. */
function report(samples: readonly Sample[]): string {
  const late = samples.slice(Math.floor(samples.length / 2))
  const rows = Object.keys(samples[0]).filter(name => name !== 'minute').map(name => {
    const [first, last] = [samples[0][name], samples[samples.length - 1][name]]
    return `| ${name} | ${first.toFixed(1)} | ${last.toFixed(1)} | ${slope(late.map(one => [one.minute, one[name]])).toFixed(2)} |`
  })
  return ['| | start | end | a minute, second half |', '|---|---|---|---|', ...rows].join('\n')
}

/** By least squares. */
function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (of: readonly number[]): number => of.reduce((sum, one) => sum + one, 0) / of.length
  const [mx, my] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))]
  const spread = points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0)
  return spread === 0 ? 0 : points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) / spread
}
