import { memoryStream } from '../../src/connectors/memory'
import type { SinkBatch } from '../../src/connectors/contract'
import { foreachBatchSink } from '../../src/connectors/foreach-batch/foreach-batch-sink'
import { scan, type QuerySpec, type StreamingQuery } from '../../src/plan'
import { fakeClock, settle, type FakeClock } from './fake-clock'
import { engineWith, events, querySpec, schema } from './rig'

interface Running { readonly clock: FakeClock; readonly query: StreamingQuery; readonly ran: string[]; readonly add: () => void; hold: { ms: number } }

async function running(trigger: QuerySpec['trigger']): Promise<Running> {
  const clock = fakeClock()
  const stream = memoryStream(schema)
  const ran: string[] = []
  const hold = { ms: 0 }
  const sink = foreachBatchSink(async ({ batchId }: SinkBatch) => {
    ran.push(`${batchId} ${new Date(clock.now()).toISOString().slice(14, 23)}`)
    if (hold.ms > 0) await clock.sleep(hold.ms)
  })
  const query = await engineWith({ clock }).start(querySpec(scan(stream.source, { maxAddsPerTrigger: 1 }, null, true), sink, { trigger }))
  await settle()
  return { clock, query, ran, hold, add: () => { stream.addRows(events('a@10:00')) } }
}

const every = (intervalMs: number): QuerySpec['trigger'] => ({ kind: 'processing-time', intervalMs })

it('fires on multiples of the interval, one batch a time', async () => {
  const { clock, query, ran, add } = await running(every(10_000))
  await clock.advance(3_000)
  add()
  add()
  await clock.advance(6_999)
  expect(ran).toEqual([])
  await clock.advance(1)
  expect(ran).toEqual(['0 00:10.000'])
  await clock.advance(10_000)
  expect(ran).toEqual(['0 00:10.000', '1 00:20.000'])
  await query.stop()
})

it('starts at once after a batch that took too long, and misses the ticks it missed', async () => {
  const { clock, query, ran, hold, add } = await running(every(10_000))
  for (let i = 0; i < 4; i++) add()
  hold.ms = 25_000
  await clock.advance(10_000)
  expect(ran).toEqual(['0 00:10.000'])
  await clock.advance(24_999)
  expect(ran.length).toBe(1)
  hold.ms = 0
  await clock.advance(1)
  expect(ran).toEqual(['0 00:10.000', '1 00:35.000'])
  await clock.advance(5_000)
  expect(ran).toEqual(['0 00:10.000', '1 00:35.000', '2 00:40.000'])
  await query.stop()
})

it('without an interval takes rows within a tenth of a second of their coming', async () => {
  const { clock, query, ran, add } = await running(every(0))
  await clock.advance(5_000)
  add()
  await clock.advance(100)
  expect(ran.length).toBe(1)
  add()
  add()
  await clock.advance(100)
  expect(ran.length).toBe(3)
  await query.stop()
})

it('available-now takes what is there at the start, within the source\'s limits, and ends', async () => {
  const clock = fakeClock()
  const stream = memoryStream(schema)
  for (let i = 0; i < 3; i++) stream.addRows(events('a@10:00'))
  const sizes: number[] = []
  const sink = foreachBatchSink(({ batches }) => {
    sizes.push(batches.reduce((sum, one) => sum + one.numRows, 0))
    stream.addRows(events('b@11:00'))
  })
  const query = await engineWith({ clock }).start(querySpec(scan(stream.source, { maxAddsPerTrigger: 2 }, null, true), sink))
  expect(await query.awaitTermination()).toBe(true)
  expect(sizes).toEqual([2, 1])
  expect(query.isActive).toBe(false)
  expect(query.status).toEqual({ message: 'Stopped', isDataAvailable: false, isTriggerActive: false })
})

it('says what it is doing', async () => {
  const { clock, query, hold, add } = await running(every(0))
  expect(query.status).toEqual({ message: 'Waiting for data to arrive', isDataAvailable: false, isTriggerActive: false })
  hold.ms = 1_000
  add()
  await clock.advance(100)
  expect(query.status).toEqual({ message: 'Processing new data', isDataAvailable: true, isTriggerActive: true })
  await clock.advance(1_000)
  await query.stop()
  expect(query.status.message).toBe('Stopped')
})

it('stops at once, between batches and before any, leaving no timer', async () => {
  const { clock, query, ran } = await running(every(3_600_000))
  expect(clock.sleeping).toBe(1)
  await query.stop()
  expect(clock.sleeping).toBe(0)
  expect(query.isActive).toBe(false)
  expect(await query.awaitTermination()).toBe(true)
  expect(query.exception()).toBeNull()
  expect(ran).toEqual([])
})

it('lets a sink in the middle of writing finish, but not for ever', async () => {
  const { clock, query, hold, add } = await running(every(0))
  hold.ms = 3_000
  add()
  await clock.advance(100)
  const stopped = query.stop()
  await clock.advance(3_000)
  await stopped
  expect(query.recentProgress.filter(one => one.numInputRows > 0).map(one => one.batchId)).toEqual([0])

  const other = await running(every(0))
  other.hold.ms = 60_000
  other.add()
  await other.clock.advance(100)
  const gone = other.query.stop()
  await other.clock.advance(10_000)
  await gone
  expect(other.query.recentProgress.filter(one => one.numInputRows > 0)).toEqual([])
  expect(other.query.exception()).toBeNull()
})

it('awaitTermination gives up after its time', async () => {
  const { clock, query } = await running(every(0))
  const waited = query.awaitTermination(2_000)
  await clock.advance(2_000)
  expect(await waited).toBe(false)
  await query.stop()
  expect(clock.sleeping).toBe(0)
})

it('processAllAvailable resolves when what is there has been processed, without waiting for the next look', async () => {
  const { clock, query, ran, add } = await running(every(0))
  await clock.advance(1_000)
  add()
  add()
  await query.processAllAvailable()
  expect(ran.length).toBe(2)
  await query.processAllAvailable()
  expect(ran.length).toBe(2)
  await query.stop()
  await query.processAllAvailable()
})
