import { spawnSync } from 'node:child_process'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { printed, root, startClient, type Client } from '../notebook/kernel/client'

const runs = Number(process.env.BENCH_RUNS ?? 5)
const minutes = Number(process.env.BENCH_MINUTES ?? 0)

const kernels = {
  tidemark: undefined,
  tslab: (file: string) => [join(root, 'node_modules/tslab/bin/tslab'), 'kernel', '--config-path', file],
}
type Name = keyof typeof kernels

const median = (of: readonly number[]): number => [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)]
const told = (of: readonly number[], digits: number): string => `${median(of).toFixed(digits)} (${of.map(one => one.toFixed(digits)).join(', ')})`

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

test('start to first result, and a trivial cell, in turns', async () => {
  const first: Record<Name, number[]> = { tidemark: [], tslab: [] }
  const trivial: Record<Name, number[]> = { tidemark: [], tslab: [] }
  for (let run = 0; run < runs; run++) {
    for (const name of ['tslab', 'tidemark'] as const) {
      let kernel: Client | undefined
      first[name].push(await timed(async () => {
        kernel = await startClient({ command: kernels[name], cwd: root })
        await kernel.execute('1 + 1')
      }) / 1000)
      const times: number[] = []
      for (let i = 0; i < 11; i++) times.push(await timed(async () => kernel?.execute('1 + 1')))
      trivial[name].push(median(times))
      await kernel?.close()
    }
  }
  if (runs === 0) return
  process.stdout.write(`${['| | first result, s | trivial cell, ms |', '|---|---|---|',
    ...(['tidemark', 'tslab'] as const).map(name => `| ${name} | ${told(first[name], 2)} | ${told(trivial[name], 0)} |`)].join('\n')}
load: ${loadavg().map(one => one.toFixed(1)).join(' ')}\n`)
}, 3_600_000)

/** What is held, garbage apart. */
const collected = `const { setFlagsFromString } = require('v8')
setFlagsFromString('--expose_gc')
require('vm').runInNewContext('gc')()
console.log(process.memoryUsage().heapUsed / 1e6)`

test('memory while a live chart is redrawn', async () => {
  if (minutes === 0) return
  const kernel = await startClient()
  try {
    await kernel.execute(`import { bar, col, count, display, spark, timestampMillis, window } from 'tidemark'
const ticks = spark.readStream.format('rate').option('rowsPerSecond', '200').load()
  .select(timestampMillis(col('value').times(300)).as('at'), col('value').mod(8).as('user'))
const query = await display(
  ticks.withWatermark('at', '1 minute').groupBy(window('at', '10 minutes'), 'user').agg({ n: count() }),
  bar({ x: 'window.start', y: 'n', color: 'user', title: 'Ticks, live' }), { name: 'ticks' })`)
    const began = Date.now()
    process.stdout.write('| minute | cells, heap after a collection | cells, resident before it | front, resident |\n|---|---|---|---|\n')
    for (let minute = 0; minute <= minutes; minute++) {
      await new Promise(resolve => setTimeout(resolve, Math.max(0, began + minute * 60_000 + 10_000 - Date.now())))
      const { stdout } = spawnSync('ps', ['-o', 'rss=', '--sort', 'pid', '-p', String(kernel.pid), '--ppid', String(kernel.pid)], { encoding: 'utf8' })
      const [front, cells] = stdout.trim().split('\n').map(line => (Number(line) / 1000).toFixed(0))
      const heap = Number(printed((await kernel.execute(collected)).outputs)).toFixed(1)
      kernel.got.length = 0
      process.stdout.write(`| ${minute} | ${heap} | ${cells} | ${front} |\n`)
    }
  } finally {
    await kernel.close()
  }
}, 3_600_000)
