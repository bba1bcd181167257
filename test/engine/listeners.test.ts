import { memoryStream } from '../../src/connectors/memory'
import { foreachBatchSink } from '../../src/connectors/foreach-batch/foreach-batch-sink'
import { defineError, isTidemarkError } from '../../src/core'
import { scan, type StreamingQueryListener } from '../../src/plan'
import { fakeClock, settle } from './fake-clock'
import { engineWith, events, querySpec, recorder, schema, windowedCounts } from './rig'

function hearing(): { readonly listener: StreamingQueryListener; readonly heard: string[] } {
  const heard: string[] = []
  return {
    heard,
    listener: {
      onQueryStarted: ({ name }) => { heard.push(`started ${name}`) },
      onQueryProgress: ({ progress }) => { heard.push(`progress ${progress.batchId}`) },
      onQueryIdle: () => { heard.push('idle') },
      onQueryTerminated: ({ exception, errorClassOnException }) => { heard.push(`terminated ${errorClassOnException} ${exception === null ? '' : exception.split(':')[0].replace(/[0-9a-f-]{36}/g, '…')}`.trim()) },
    },
  }
}

it('hears of a start before start() returns, of all else in order', async () => {
  const engine = engineWith()
  const { listener, heard } = hearing()
  engine.streams.addListener(listener)
  const stream = memoryStream(schema)
  stream.addRows(events('a@10:00'))
  stream.addRows(events('a@12:00'))
  const starting = engine.start(querySpec(windowedCounts(stream), recorder().sink, { name: 'q' }))
  const query = await starting.then(one => {
    expect(heard).toEqual(['started q'])
    return one
  })
  await query.awaitTermination()
  await settle()
  expect(heard).toEqual(['started q', 'progress 0', 'progress 1', 'progress 2', 'terminated null'])
  engine.streams.removeListener(listener)
})

it('hears of idleness every ten seconds, and recentProgress shows it', async () => {
  const clock = fakeClock()
  const engine = engineWith({ clock })
  const { listener, heard } = hearing()
  engine.streams.addListener(listener)
  const stream = memoryStream(schema)
  stream.addRows(events('a@10:00'))
  const query = await engine.start(querySpec(scan(stream.source, {}, null, true), recorder().sink, { trigger: { kind: 'processing-time', intervalMs: 0 } }))
  await clock.advance(9_900)
  expect(heard).toEqual(['started null', 'progress 0'])
  await clock.advance(200)
  await clock.advance(10_000)
  expect(heard).toEqual(['started null', 'progress 0', 'idle', 'idle'])
  expect(query.recentProgress.map(one => [one.batchId, Object.keys(one.durationMs)])).toEqual([
    [0, ['addBatch', 'commitOffsets', 'getBatch', 'latestOffset', 'queryPlanning', 'triggerExecution', 'walCommit']],
    [1, ['latestOffset', 'triggerExecution']],
    [1, ['latestOffset', 'triggerExecution']],
  ])
  await query.stop()
})

it('tells why a query failed', async () => {
  const engine = engineWith()
  const { listener, heard } = hearing()
  engine.streams.addListener(listener)
  const stream = memoryStream(schema)
  stream.addRows(events('a@10:00'))
  const query = await engine.start(querySpec(scan(stream.source, {}, null, true), foreachBatchSink(() => { throw new TypeError('no such table') })))
  const error: unknown = await query.awaitTermination().catch((one: unknown) => one)
  expect(isTidemarkError(error) && error.sentence).toMatch(
    /^\[STREAM_FAILED\] Query \[id = [0-9a-f-]{36}, runId = [0-9a-f-]{36}\] terminated with exception: \[FOREACH_BATCH_USER_FUNCTION_ERROR\] the foreachBatch function failed on batch 0: no such table/,
  )
  expect(query.exception()).toBe(error)
  expect(query.status.message).toBe('Terminated with exception: the foreachBatch function failed on batch 0: no such table')
  await settle()
  expect(heard).toEqual(['started null', 'terminated FOREACH_BATCH_USER_FUNCTION_ERROR [STREAM_FAILED] Query [id = …, runId = …] terminated with exception'])
  await expect(query.processAllAvailable()).rejects.toBe(error)
  expect(engine.streams.active).toEqual([])
  await expect(engine.streams.awaitAnyTermination()).rejects.toBe(error)
  engine.streams.resetTerminated()
})

it('a listener that throws changes nothing', async () => {
  const warnings: string[] = []
  const engine = engineWith({ warn: message => { warnings.push(message) } })
  engine.streams.addListener({ onQueryProgress: () => { throw new Error('oh') } })
  const { listener, heard } = hearing()
  engine.streams.addListener(listener)
  const stream = memoryStream(schema)
  stream.addRows(events('a@10:00'))
  const query = await engine.start(querySpec(scan(stream.source, {}, null, true), recorder().sink))
  query.onProgress(() => { throw new Error('ah') })
  await query.awaitTermination()
  await settle()
  expect(heard).toEqual(['started null', 'progress 0', 'terminated null'])
  expect(warnings).toEqual(["a progress listener threw: ah", "a query listener's onQueryProgress threw: oh"])
})

const Flaky = defineError({ code: 'FLAKY', fault: 'external', retryable: true })

it('tries again where that can help, without doing anything twice, and says so', async () => {
  const clock = fakeClock()
  const stream = memoryStream(schema)
  for (const add of ['a@10:00 b@10:10', 'a@10:20', 'c@12:00']) stream.addRows(events(add))
  let failures = 0
  const source = {
    ...stream.source,
    open: async (...of: Parameters<typeof stream.source.open>) => {
      const opened = await stream.source.open(...of)
      return {
        ...opened,
        async *read(...range: Parameters<typeof opened.read>) {
          for await (const batch of opened.read(...range)) {
            yield batch
            if (failures++ % 3 < 2) throw new Flaky('the broker went away')
          }
        },
      }
    },
  }
  const { sink, emitted } = recorder()
  const plan = windowedCounts({ ...stream, source })
  const query = await engineWith({ clock }).start(querySpec(plan, sink, { mode: 'update' }))
  await settle()
  expect(query.status.message).toBe('Trying again (1) after: the broker went away')
  await clock.advance(60_000)
  await query.awaitTermination()
  expect(emitted.map(one => one.rows)).toEqual([['[10:00,11:00) a 1', '[10:00,11:00) b 1'], ['[10:00,11:00) a 2'], ['[12:00,13:00) c 1'], []])
})

it('gives up after a bounded number of tries', async () => {
  const clock = fakeClock()
  const stream = memoryStream(schema)
  stream.addRows(events('a@10:00'))
  let tries = 0
  const sink = { ...foreachBatchSink(() => {}), write: async () => { tries++; throw new Flaky('the disk is away') } }
  const query = await engineWith({ clock }).start(querySpec(scan(stream.source, {}, null, true), sink))
  query.awaitTermination().catch(() => {})
  await clock.advance(120_000)
  expect(tries).toBe(8)
  expect(query.exception()?.message).toMatch(/\[FLAKY\] the disk is away$/)
  expect(clock.sleeping).toBe(0)
})
