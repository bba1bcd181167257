import type { OutputMode } from '../../src/connectors/contract'
import { memorySink, memoryStream, type MemoryStream } from '../../src/connectors/memory'
import { rowsOf } from '../../src/batch'
import { parseDdl, type Files } from '../../src/core'
import { toExpression } from '../../src/expr/column'
import { columnRef } from '../../src/expr/expression'
import { count, sum, window } from '../../src/expr/functions'
import { aggregate, filter, project, scan, withWatermark, type Node } from '../../src/plan'
import { col } from '../../src/expr/column'
import { adds, appended } from './golden'
import { disk, type Disk } from './disk'
import { engineWith, events, querySpec, recorder, schema, tableCatalog, windowedCounts, type Emitted } from './rig'

const DIR = 'checkpoints/q'

function streamOf(some: readonly string[]): MemoryStream {
  const stream = memoryStream(schema)
  for (const add of some) stream.addRows(events(add))
  return stream
}

/** Plays the golden trace's first adds on a disk, and gives what each batch emitted. */
async function playOn(files: Files, some: readonly string[], more: { mode?: OutputMode; plan?: (stream: MemoryStream) => Node; noData?: boolean; checkpoint?: string } = {}): Promise<Emitted[]> {
  const { mode = 'append', plan = windowedCounts, noData = true, checkpoint = DIR } = more
  const { sink, emitted } = recorder()
  const conf = { 'spark.sql.streaming.noDataMicroBatches.enabled': String(noData) }
  const query = await engineWith({ files, conf }).start(querySpec(plan(streamOf(some)), sink, { mode, checkpoint }))
  await query.awaitTermination()
  return emitted
}

const half = (): Promise<Disk> => (async () => {
  const files = disk()
  await playOn(files, adds.slice(0, 3), { noData: false })
  return files
})()

it('has Spark\'s folders, and a header on every file', async () => {
  const files = disk()
  await playOn(files, adds.slice(0, 2), { noData: false })
  expect(files.paths).toEqual(['commits/0', 'commits/1', 'inputs/0', 'inputs/1', 'metadata', 'offsets/0', 'offsets/1', 'sources/0/0', 'state/0/0/1.snapshot', 'state/0/0/2.snapshot'].map(path => `${DIR}/${path}`))
  for (const path of files.paths) expect(Buffer.from(files.read(path)).toString('latin1', 0, 4)).toBe('TIDE')
})

it('goes on where it was: same id, another run, no batch twice', async () => {
  const files = disk()
  const engine = engineWith({ files, conf: { 'spark.sql.streaming.noDataMicroBatches.enabled': 'false' } })
  const stream = streamOf(adds.slice(0, 2))
  const { sink, emitted } = recorder()
  const spec = querySpec(windowedCounts(stream), sink, { checkpoint: DIR, name: 'q', trigger: { kind: 'processing-time', intervalMs: 0 } })
  const first = await engine.start(spec)
  await expect(engine.start({ ...spec, checkpoint: null })).rejects.toMatchObject({ code: 'STREAMING_QUERY_NAME_TAKEN' })
  await expect(engine.start({ ...spec, name: 'other' })).rejects.toMatchObject({ code: 'CONCURRENT_QUERY' })
  await first.processAllAvailable()
  await first.stop()
  for (const add of adds.slice(2)) stream.addRows(events(add))
  const second = await engine.start(spec)
  await second.processAllAvailable()
  await second.stop()
  expect([second.id, second.runId === first.runId]).toEqual([first.id, false])
  expect(emitted).toEqual(appended.slice(0, 6).map((rows, batchId) => ({ batchId, rows })))
})

it('ends as one run would have, wherever a batch was cut off', async () => {
  for (const mode of ['append', 'update', 'complete'] as const) {
    const straight = await playOn(disk(), adds, { mode })
    for (const phase of ['P0', 'P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7']) {
      for (let at = 0; at < straight.length; at++) {
        const files = disk()
        const { sink, emitted } = recorder()
        const spec = querySpec(windowedCounts(streamOf(adds)), sink, { mode, checkpoint: DIR })
        const died = await engineWith({ files, onPhase: (now, batchId) => { if (now === phase && batchId === at) throw new Error('cut') } }).start(spec)
        await expect(died.awaitTermination()).rejects.toThrow('cut')
        const resumed = await engineWith({ files }).start(spec)
        await resumed.awaitTermination()
        // A batch that was written but not committed comes again, and must be the same.
        const byId = new Map<number, string[]>()
        for (const { batchId, rows } of emitted) {
          if (byId.has(batchId)) expect(rows).toEqual(byId.get(batchId))
          byId.set(batchId, rows)
        }
        expect([...byId].map(([batchId, rows]) => ({ batchId, rows }))).toEqual(straight)
      }
    }
  }
})

it('finds or survives every changed byte', async () => {
  const made = await half()
  const expected = appended.slice(3)
  // Files of batches long committed are not read again; all others are refused at every byte.
  const needed = ['metadata', 'offsets/2', 'commits/2', 'sources/0/0', 'state/0/0/3.snapshot'].map(name => `${DIR}/${name}`)
  let refused = 0
  for (const path of made.paths) {
    const bytes = made.read(path)
    for (let at = 0; at < bytes.length; at += needed.includes(path) ? 1 : 29) {
      const files = made.copy()
      const changed = Uint8Array.from(bytes)
      changed[at] ^= 1 << (at % 8)
      files.write(path, changed)
      refused += await refusedOrRight(files, path, expected)
    }
  }
  expect(refused).toBe(needed.reduce((sum, path) => sum + made.read(path).length, 0))
})

it('finds or survives every truncation', async () => {
  const made = await half()
  for (const path of made.paths) {
    const bytes = made.read(path)
    for (let length = 0; length < bytes.length; length += 7) {
      const files = made.copy()
      files.write(path, bytes.slice(0, length))
      await refusedOrRight(files, path, appended.slice(3))
    }
  }
})

async function refusedOrRight(files: Files, path: string, expected: string[][]): Promise<0 | 1> {
  try {
    expect((await playOn(files, adds)).map(one => one.rows)).toEqual(expected)
    return 0
  } catch (error) {
    expect(error).toMatchObject({ code: 'CHECKPOINT_CORRUPT', fault: 'external', message: expect.stringContaining(path) as string })
    return 1
  }
}

it('names the missing file', async () => {
  const made = await half()
  const without = async (name: string): Promise<unknown> => {
    const files = made.copy()
    files.remove(`${DIR}/${name}`)
    return playOn(files, adds).then(() => 'went on', (error: { code: string; message: string }) => `${error.code} ${error.message}`)
  }
  expect(await without('metadata')).toBe(`CHECKPOINT_INCOMPLETE the checkpoint lacks ${DIR}/metadata, and ${DIR}/offsets is not empty`)
  for (const name of ['offsets/0', 'offsets/1', 'offsets/2', 'commits/0', 'commits/1', 'sources/0/0', 'state/0/0/3.snapshot']) {
    expect(await without(name)).toMatch(`CHECKPOINT_INCOMPLETE the checkpoint lacks ${DIR}/${name}, and `)
  }
  // Without its last commit a batch runs again.
  expect(await without('commits/2')).toBe('went on')
})

it('removes what a killed writer left', async () => {
  const files = await half()
  files.write(`${DIR}/offsets/3.77.123.tmp`, Buffer.from('half a fi'))
  expect((await playOn(files, adds)).map(one => one.rows)).toEqual(appended.slice(3))
  expect(files.paths.filter(path => path.endsWith('.tmp'))).toEqual([])
})

it('refuses rows that are not those it read before', async () => {
  const files = await half()
  files.remove(`${DIR}/commits/2`)
  await expect(playOn(files, [...adds.slice(0, 2), 'a@10:30'])).rejects.toMatchObject({ code: 'STREAM_FAILED', cause: { code: 'REPLAY_MISMATCH', message: expect.stringMatching(/^batch 2 ran again and read 1 rows .* the first time it read 2 /) as string } })
  await expect(playOn(files, adds.slice(0, 2))).rejects.toMatchObject({ cause: { code: 'DATA_LOSS' } })
})

describe('the checkpoint of another query', () => {
  const refusal = async (plan: (stream: MemoryStream) => Node, mode: OutputMode = 'append'): Promise<string> => {
    const files = await half()
    return playOn(files, adds, { plan, mode }).then(() => 'went on', (error: { code: string; message: string }) => `${error.code} ${error.message}`)
  }
  const byWindow = (stream: MemoryStream): Node =>
    aggregate(withWatermark(scan(stream.source, {}, null, true), 'ts', '10 minutes'), [toExpression(window('ts', '1 hour'))], [toExpression(count().as('count'))])

  it('is refused with what differs', async () => {
    expect(await refusal(stream => windowedCounts(stream, { duration: '30 minutes' }))).toBe(
      `CHECKPOINT_OTHER_QUERY the checkpoint ${DIR} belongs to another query:\n- window 'window' of ts: 1 hour, slide 1 hour, start 0 seconds\n+ window 'window' of ts: 30 minutes, slide 30 minutes, start 0 seconds`)
    expect(await refusal(stream => windowedCounts(stream, { delay: '5 minutes' }))).toMatch('- watermark ts, delay 600000 ms\n+ watermark ts, delay 300000 ms')
    expect(await refusal(windowedCounts, 'update')).toMatch('- output mode append\n+ output mode update')
    const keys = 'group by window STRUCT<start: TIMESTAMP, end: TIMESTAMP>'
    expect(await refusal(byWindow)).toMatch(`- ${keys}, user STRING\n+ ${keys}`)
    // What nobody asks for any more is not computed, as in Spark.
    expect(await refusal(stream => project(windowedCounts(stream), [columnRef('user')]))).toMatch('- aggregate count() as count BIGINT')
  })

  it('is taken where only a filter or a selection changed', async () => {
    expect(await refusal(stream => project(windowedCounts(stream), [columnRef('count')]))).toBe('went on')
    expect(await refusal(stream => filter(windowedCounts(stream), toExpression(col('count').gt(1))))).toBe('went on')
  })
})

it('two queries on one checkpoint: the slower one loses', async () => {
  const files = disk()
  const stream = streamOf(adds.slice(0, 1))
  let rival: Promise<unknown> | undefined
  const engine = engineWith({
    files,
    onPhase: (phase, batchId) => {
      if (phase === 'P2' && batchId === 0) rival ??= engineWith({ files }).start(querySpec(windowedCounts(stream), recorder().sink, { checkpoint: DIR })).then(query => query.awaitTermination())
    },
  })
  const query = await engine.start(querySpec(windowedCounts(stream), recorder().sink, { checkpoint: DIR }))
  const outcomes = [...await Promise.allSettled([query.awaitTermination()]), ...await Promise.allSettled([rival])]
  const failed = outcomes.flatMap(one => (one.status === 'rejected' ? [one.reason as unknown] : []))
  expect(failed).toMatchObject([{ code: 'STREAM_FAILED', cause: { code: 'CONCURRENT_QUERY', message: expect.stringContaining(`${DIR}/commits/0`) as string } }])
})

it('stops cleanly on a full disk, at any write, and goes on when there is room', async () => {
  for (let room = 0; ; room++) {
    const files = disk()
    let left = room
    const full = (write: (path: string, bytes: Uint8Array) => void) => (path: string, bytes: Uint8Array): void => {
      if (left-- <= 0) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' })
      write(path, bytes)
    }
    const { sink, emitted } = recorder()
    const spec = querySpec(windowedCounts(streamOf(adds)), sink, { checkpoint: DIR })
    const query = await engineWith({ files: { ...files, publish: full((path, bytes) => files.publish(path, bytes)), replace: full((path, bytes) => files.replace(path, bytes)) } }).start(spec).catch((error: unknown) => error)
    const error: unknown = query instanceof Error ? query : await (query as { awaitTermination(): Promise<unknown> }).awaitTermination().catch((one: unknown) => one)
    if (error === true) {
      expect(room).toBeGreaterThan(20)
      break
    }
    const cause = (error as { code: string; cause: unknown }).code === 'STREAM_FAILED' ? (error as { cause: unknown }).cause : error
    expect(cause).toMatchObject({ code: 'CHECKPOINT_WRITE_FAILED', message: expect.stringContaining('no space left') as string })
    const again = await engineWith({ files }).start(spec)
    await again.awaitTermination()
    const rows = new Map(emitted.map(one => [one.batchId, one.rows]))
    expect([...rows.values()]).toEqual(appended)
  }
})

it('keeps state of every type, through a restart', async () => {
  const wide = parseDdl('s STRING, b BOOLEAN, i INT, l BIGINT, d DOUBLE, t TIMESTAMP, day DATE, raw BINARY, a ARRAY<STRING>, e STRUCT<x: INT, y: STRING>, n INT')
  const one = { s: 'ä', b: true, i: -1, l: 2n ** 60n, d: 0.1, t: new Date(0), day: null, raw: Uint8Array.of(1, 2), a: ['x', null], e: { x: 1, y: null }, n: 1 }
  const rows = [one, { ...one, d: NaN }, { ...one, d: -0 }, { ...one, d: 0, a: [] }, { ...one, s: null }, { ...one, e: null }, { ...one, raw: Uint8Array.of(1) }, {}]
  const files = disk()
  const stream = memoryStream(wide)
  const keys = wide.fields.slice(0, -1).map(f => columnRef(f.name))
  const plan = aggregate(scan(stream.source, { maxAddsPerTrigger: 1 }, null, true), keys, [toExpression(sum('n').as('n'))])
  const { sink, emitted } = recorder(row => JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : Object.is(value, NaN) ? 'NaN' : value)))
  for (let run = 0; run < 3; run++) {
    stream.addRows(rows)
    const query = await engineWith({ files }).start(querySpec(plan, sink, { mode: 'update', checkpoint: DIR }))
    await query.awaitTermination()
  }
  expect(emitted.map(of => of.rows.length)).toEqual([8, 8, 8])
  const ns = emitted.map(of => of.rows.map(row => (JSON.parse(row) as { n: string | null }).n))
  expect(ns).toEqual([1, 2, 3].map(n => of(n)))
  expect(emitted[2].rows.map(row => row.replace(/"n":"3"/, '"n":"1"'))).toEqual(emitted[0].rows)

  function of(n: number): (string | null)[] {
    return emitted[0].rows.map(row => (row.includes('"n":null') ? null : String(n)))
  }
})

it('fills a table by the query\'s name; complete replaces, update adds', async () => {
  const expected: [OutputMode, number][] = [['append', 5], ['update', 9], ['complete', 6]]
  for (const [mode, rows] of expected) {
    const catalog = tableCatalog()
    const query = await engineWith({ catalog }).start({ ...querySpec(windowedCounts(streamOf(adds)), recorder().sink, { mode, name: 'hourly' }), sink: { format: memorySink, options: {} } })
    await query.awaitTermination()
    expect(catalog.table('hourly')?.batches().flatMap(rowsOf).length).toBe(rows)
    expect(query.recentProgress.at(-1)?.sink).toEqual({ description: 'MemorySink', numOutputRows: mode === 'update' ? 0 : mode === 'append' ? 1 : 6 })
  }
  await expect(engineWith().start({ ...querySpec(windowedCounts(streamOf([])), recorder().sink), sink: { format: memorySink, options: {} } })).rejects.toMatchObject({ code: 'QUERY_NAME_MISSING' })
})
