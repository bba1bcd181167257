import { col, count, memoryStream, spark, window } from '../../src'
import { batchOfRows, rowsOf } from '../../src/batch/rows'
import { parseDdl } from '../../src/core/ddl'
import { shownAs } from '../../src/display/group-keys'
import { makeView, type View } from '../../src/display/view'
import type { OutputMode } from '../../src/connectors/contract'

const schema = parseDdl('user STRING, n INT')
const rows = (...of: [string | null, number][]) => of.map(([user, n]) => ({ user, n }))

function viewOf(mode: OutputMode, keys: readonly string[] | null, capacity = 100): { view: View; write: (batchId: number, of: object[]) => Promise<unknown> } {
  const view = makeView({ schema, mode, keys, capacity })
  return { view, write: (batchId, of) => view.sink.write({ batchId, schema, mode, batches: [batchOfRows(schema, of)] }) }
}

test('update replaces the rows of the groups it touches, each in its first place', async () => {
  const { view, write } = viewOf('update', ['user'])
  expect(await write(0, rows(['ada', 1], ['bob', 1], [null, 5]))).toEqual({ numOutputRows: 3 })
  await write(1, rows(['bob', 2], ['null', 7]))
  await write(2, [])
  expect(rowsOf(view.rows())).toEqual(rows(['ada', 1], ['bob', 2], [null, 5], ['null', 7]))
})

test('complete replaces everything, append adds', async () => {
  const complete = viewOf('complete', ['user'])
  await complete.write(0, rows(['ada', 1], ['bob', 1]))
  await complete.write(1, rows(['bob', 3]))
  expect(rowsOf(complete.view.rows())).toEqual(rows(['bob', 3]))
  const append = viewOf('append', null)
  await append.write(0, rows(['ada', 1]))
  await append.write(1, rows(['ada', 1]))
  expect(rowsOf(append.view.rows())).toEqual(rows(['ada', 1], ['ada', 1]))
})

test('a batch that comes again does not count again', async () => {
  const { view, write } = viewOf('append', null)
  await write(0, rows(['ada', 1]))
  expect(await write(0, rows(['ada', 1]))).toEqual({ numOutputRows: 1 })
  expect(view.rows().numRows).toBe(1)
})

test('beyond its capacity the oldest leave first, and are counted', async () => {
  const { view, write } = viewOf('append', null, 3)
  await write(0, rows(['a', 1], ['b', 2]))
  await write(1, rows(['c', 3], ['d', 4], ['e', 5]))
  expect(rowsOf(view.rows())).toEqual(rows(['c', 3], ['d', 4], ['e', 5]))
  expect(view.gone()).toBe(2)
})

test('keys of every type tell groups apart', async () => {
  const wide = parseDdl('w STRUCT<start: TIMESTAMP, end: TIMESTAMP>, b BIGINT, d DOUBLE, x BINARY, n INT')
  const view = makeView({ schema: wide, mode: 'update', keys: ['w', 'b', 'd', 'x'], capacity: 10 })
  const row = (start: bigint, b: bigint, d: number, x: number, n: number): object => ({ w: { start: new Date(Number(start)), end: new Date(Number(start) + 1) }, b, d, x: Uint8Array.of(x), n })
  const write = (batchId: number, of: object[]) => view.sink.write({ batchId, schema: wide, mode: 'update', batches: [batchOfRows(wide, of)] })
  await write(0, [row(1n, 1n, 0, 1, 1), row(2n, 1n, 0, 1, 2), row(1n, 2n ** 60n, 0, 1, 3), row(1n, 2n ** 60n + 1n, 0, 1, 4), row(1n, 1n, NaN, 1, 5), row(1n, 1n, 0, 2, 6)])
  await write(1, [row(1n, 1n, -0, 1, 11), row(1n, 1n, NaN, 1, 15)])
  expect(rowsOf(view.rows()).map(one => one.n)).toEqual([11, 2, 3, 4, 15, 6])
})

describe('how a stream is shown', () => {
  const events = memoryStream('user STRING, n INT, at TIMESTAMP')
  const stream = spark.readStream.memory(events)
  const hourly = stream.withWatermark('at', '10 minutes').groupBy(window('at', '1 hour'), 'user').agg({ c: count() })

  test.each([
    ['rows', stream, { mode: 'append', keys: null }],
    ['groups by name', stream.groupBy('user').agg({ c: count() }), { mode: 'complete', keys: ['user'] }],
    ['groups by name, sorted', stream.groupBy('user').agg({ c: count() }).orderBy('c'), { mode: 'complete', keys: ['user'] }],
    ['windows', hourly, { mode: 'update', keys: ['window', 'user'] }],
    ['windows without a watermark', stream.groupBy(window('at', '1 hour')).agg({ c: count() }), { mode: 'update', keys: ['window'] }],
    ['windows, projected', hourly.select('window.start', col('user').as('who'), 'c'), { mode: 'update', keys: ['start', 'who'] }],
    ['windows that lost their key', hourly.select('window.start', 'c'), { mode: 'complete', keys: null }],
    ['windows that may stop matching', hourly.where(col('c').gt(3)), { mode: 'complete', keys: null }],
  ])('%s', (_, frame, shown) => {
    expect(shownAs(frame.plan)).toEqual(shown)
  })

  test('as asked', () => {
    expect(shownAs(hourly.plan, 'append')).toEqual({ mode: 'append', keys: ['window', 'user'] })
  })
})
