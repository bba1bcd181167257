import { col, count, fromJson, memoryStream, spark, window } from '../../src'
import { systemClock, type Clock } from '../../src/core/clock'
import { Instant } from '../../src/core/instant'
import { bar, display, vegaLite } from '../../src/display'
import { recordCell } from './recording-cell'

const VEGA_LITE = 'application/vnd.vegalite.v5+json'
const at = (minute: number): Instant => Instant.ofMillis(Date.UTC(2026, 0, 5) + minute * 60_000)

afterEach(() => spark.stop())

/** The real clock, and how many sleeps it has open. */
function countingClock(): Clock & { readonly sleeping: number } {
  let sleeping = 0
  return {
    ...systemClock,
    get sleeping() { return sleeping },
    sleep: async (ms, signal) => {
      sleeping++
      await systemClock.sleep(ms, signal)
      sleeping--
    },
  }
}

test('after stop() the last frame is there, and neither frame nor timer comes', async () => {
  const cell = recordCell(false)
  const clock = countingClock()
  const events = memoryStream('user STRING')
  events.addData([{ user: 'ada' }])
  const query = await display(spark.readStream.memory(events).groupBy('user').agg({ n: count() }), bar({ x: 'user', y: 'n' }), { clock, framesPerSecond: 1 })
  for (let i = 0; i < 5; i++) {
    events.addData([{ user: 'ada' }])
    await query.processAllAvailable()
  }
  expect(clock.sleeping).toBe(1)
  const before = Date.now()
  await query.stop()
  expect(Date.now() - before).toBeLessThan(900)
  expect(clock.sleeping).toBe(0)
  expect(cell.texts(0).at(-1)).toMatch(/ada +6/)
  expect(cell.texts(1).at(-1)).toMatch(/^Query stopped · batch 5 ·/)
  const frames = cell.outputs.map(output => output.length)
  events.addData([{ user: 'bob' }])
  await new Promise(resolve => setTimeout(resolve, 60))
  expect(cell.outputs.map(output => output.length)).toEqual(frames)
})

test('frames that will be redrawn are one piece of HTML, the one that stays is a Vega-Lite chart', async () => {
  const cell = recordCell(false)
  const events = memoryStream('user STRING')
  const add = async (user: string): Promise<void> => {
    events.addData([{ user }])
    await query.processAllAvailable()
    await until(() => String(cell.last(0)['text/html']).includes(`<title>${user}, n: 1</title>`))
  }
  const query = await display(spark.readStream.memory(events).groupBy('user').agg({ n: count() }), bar({ x: 'user', y: 'n' }), { framesPerSecond: 50 })
  for (const user of ['a', 'b', 'c', 'd', 'e', 'f']) await add(user)
  await query.stop()
  const frames = cell.outputs[0].slice(1)
  const [running, last] = [frames.slice(0, -1), frames[frames.length - 1]]
  expect(running.length).toBeGreaterThanOrEqual(6)
  for (const frame of running) {
    expect(frame).not.toHaveProperty([VEGA_LITE])
    expect(frame['text/html']).toMatch(/^<div class="tidemark-chart tex2jax_ignore mathjax_ignore" style="min-height:\d+(\.\d+)?px"><svg /)
  }
  expect(running.at(-1)?.['text/html']).toContain('<title>f, n: 1</title>')
  const heights = running.map(frame => Number(/min-height:([\d.]+)px/.exec(String(frame['text/html']))?.[1]))
  expect(heights).toEqual([...heights].sort((a, b) => a - b))
  expect(Object.keys(last)).toEqual([VEGA_LITE, 'image/svg+xml', 'application/vnd.tidemark.table+html', 'text/plain'])
})

test('a frame of many groups is thinned to about a megabyte, and says so', async () => {
  const cell = recordCell(true)
  const events = memoryStream('user STRING, ts TIMESTAMP')
  events.addData(Array.from({ length: 20_000 }, (_, i) => ({ user: `a user with a name of some length ${i % 40}`, ts: at(Math.floor(i / 40)) })))
  const frame = spark.readStream.memory(events).withWatermark('ts', '1 day').groupBy(window('ts', '1 minute'), 'user').agg({ n: count() })
  await display(frame, vegaLite({ mark: 'point', encoding: { x: { field: 'user', type: 'nominal' }, y: { field: 'n', type: 'quantitative' } } }))
  const last = cell.last(0)
  expect(JSON.stringify(last[VEGA_LITE]).length).toBeLessThan(1_000_000)
  expect(last['text/plain']).toMatch(/The newest \d,\d{3} of 20,000 rows are drawn, as more would make a frame too large\./)
}, 60_000)

test('a running panel has figures that move, no folds, and a bounded size; a finished one has the ledger under a fold', async () => {
  const cell = recordCell(false)
  const events = memoryStream('value STRING')
  const hostile = '<script>globalThis.pwned = 1</script>\u001b[31m\u202e'
  events.addData([{ value: '{"user":"ada"}' }, { value: hostile }])
  const parsed = spark.readStream.memory(events).select(fromJson(col('value'), 'user STRING').as('e')).select('e.user').groupBy('user').agg({ n: count() })
  const query = await display(parsed, bar({ x: 'user', y: 'n' }), { framesPerSecond: 50 })
  for (let i = 0; i < 120; i++) events.addData([{ value: `{"user":"u${i}"}` }, { value: `${hostile} ${i}` }])
  for (let i = 0; i < 3; i++) {
    events.addData([{ value: hostile.repeat(1000) }])
    await query.processAllAvailable()
  }
  await until(() => cell.texts(1).at(-1)?.includes('malformed 124') ?? false)
  const running = String(cell.last(1)['text/html'])
  const names = [...running.matchAll(/tidemark-tile-name"[^>]*>([^<]*)</g)].map(([, name]) => name.replace(/\d+/, 'N'))
  expect(names).toEqual(['Input, rows/s', 'Done, rows/s', 'Lag, records', 'Batch N', 'State, rows', 'Late', 'Malformed'])
  expect(running).toMatch(/aria-label="Batch duration over \d+ batches: between /)
  expect(running).not.toContain('<details')
  expect(running).toMatch(/malformed · memory\[0\] @ 244 · /)
  await query.stop()
  const ended = String(cell.last(1)['text/html'])
  expect(ended).toMatch(/<summary>124 malformed rows in the ledger<\/summary>/)
  expect(ended).toContain('await display(query.ledger)')
  for (const markup of [running, ended]) {
    expect(markup.length).toBeLessThan(30_000)
    expect(markup).not.toMatch(/<script|\u001b|\u202e/)
    expect(markup).toContain('&lt;script&gt;')
  }
})

test('spark.streams is redrawn in place while queries run, and keeps how they ended', async () => {
  const events = memoryStream('value STRING')
  const start = (name: string) => spark.readStream.memory(events).select(fromJson(col('value'), 'user STRING').as('e')).writeStream.queryName(name).option('badRecords', 'keep').start()
  const first = await start('first')
  const cell = recordCell(false)
  await display(spark.streams, { framesPerSecond: 50 })
  expect(cell.outputs).toHaveLength(1)
  const second = await start('second')
  events.addData([{ value: '{"user":"ada"}' }])
  await first.processAllAvailable()
  await second.processAllAvailable()
  await new Promise(resolve => setTimeout(resolve, 60))
  expect(cell.texts(0).at(-1)).toMatch(/first · ● running · batch 0 .*\nsecond · ● running · batch 0/)
  await first.stop()
  await second.stop()
  expect(cell.texts(0).at(-1)).toMatch(/first · ■ stopped · batch 0 .*\nsecond · ■ stopped · batch 0/)
  const frames = cell.outputs[0].length
  const third = await start('third')
  await third.processAllAvailable()
  await third.stop()
  expect(cell.outputs[0].length).toBe(frames)
})

test('why() is shown as sentences, windows, watermarks and partitions', async () => {
  const cell = recordCell(true)
  const events = memoryStream('user STRING, ts TIMESTAMP')
  events.addData([{ user: '<b>', ts: at(1) }, { user: 'b', ts: at(61) }])
  const query = await spark.readStream.memory(events).withWatermark('ts', '10 minutes').groupBy(window('ts', '1 hour'), 'user').agg({ n: count() })
    .writeStream.outputMode('append').format('memory').queryName('hourly').trigger({ availableNow: true }).start()
  await query.awaitTermination()
  await display(query.why())
  expect(cell.texts(0)[0]).toBe(String(query.why()))
  const markup = String(cell.last(0)['text/html'])
  expect(markup).toContain('<td style="text-align:left;white-space:nowrap">2026-01-05 01:00–02:00</td>')
  expect(markup).toContain('1 hour 9 minutes before')
  expect(markup).toContain('memory[0]')
  // When records came differs from run to run.
  expect(markup).not.toContain('Last records came')
})

async function until(met: () => boolean): Promise<void> {
  for (let i = 0; i < 800 && !met(); i++) await new Promise(resolve => setTimeout(resolve, 25))
  expect(met()).toBe(true)
}
