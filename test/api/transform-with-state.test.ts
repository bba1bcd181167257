import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { col, count, spark, when, type Frame, type ListState, type MapState, type StatefulProcessorHandle, type Stream, type TimeMode, type ValueState } from '../../src'
import { makeFrame, type FrameCore } from '../../src/api/frame'
import { foreachBatchSink } from '../../src/connectors/foreach-batch/foreach-batch-sink'
import { memoryStream } from '../../src/connectors/memory'
import { systemClock } from '../../src/core'
import { rowsOf } from '../../src/batch'
import { scan } from '../../src/plan'
import { engineWith, events, schema, tableCatalog } from '../engine/rig'

// A real Spark judges the cases transform-* in ../streams; here is what needs a clock of one's own, or is refused.

type Events = Frame<{ user: 'STRING'; ts: 'TIMESTAMP' }, Stream>
type Step = readonly [rows: string, atMs?: number]

/** Runs a query step by step, each run an engine of its own that resumes from the checkpoint; what each batch gave. */
async function emitted(query: (frame: Events) => unknown, steps: readonly Step[], mode: 'append' | 'update' = 'append'): Promise<string[]> {
  const stream = memoryStream(schema)
  const dir = mkdtempSync(join(tmpdir(), 'tidemark-tws-'))
  const given: string[] = []
  try {
    for (const [rows, atMs = 0] of steps) {
      if (rows !== '') stream.addRows(events(rows))
      const engine = engineWith({ clock: { ...systemClock, now: () => atMs } })
      const context = { engine, catalog: tableCatalog(), sinkFormat: () => { throw new Error('no sink is named') }, start: engine.start.bind(engine) }
      const frame = query(makeFrame(scan(stream.source, { maxAddsPerTrigger: 1 }, null, true), context)) as FrameCore
      const sink = foreachBatchSink(({ batchId, batches }) => { given.push(`${batchId}: ${batches.flatMap(rowsOf).map(row => Object.values(row).map(String).join(' ')).join(', ')}`) })
      const running = await engine.start({ plan: frame.plan, name: null, mode, trigger: { kind: 'available-now' }, badRecords: 'keep', checkpoint: join(dir, 'checkpoint'), sink: { sink } })
      await running.awaitTermination()
    }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
  return given
}

const counting = (frame: Events): unknown => {
  let seen: ValueState<{ n: number }>
  return frame.groupBy('user').transformWithState({
    init: handle => { seen = handle.getValueState('seen', 'n INT') },
    *handleInputRows({ user }, rows) {
      const n = (seen.get()?.n ?? 0) + [...rows].length
      seen.update({ n })
      yield { user, n }
    },
  }, { outputSchema: 'user STRING, n INT' })
}

test('a value lives on from batch to batch, over a restart after each', async () => {
  expect(await emitted(counting, [['a@10:00 b@10:01 a@10:02'], ['a@10:03'], ['b@10:00 c@10:00']])).toEqual(['0: a 2, b 1', '1: a 3', '2: b 2, c 1'])
})

test('update gives what append gives', async () => {
  const stream: Step[] = [['a@10:00 b@10:01'], ['a@10:03']]
  expect(await emitted(counting, stream, 'update')).toEqual(await emitted(counting, stream))
})

test('a null key is a key like any other', async () => {
  const nulls = (frame: Events): unknown => counting(frame.withColumn('user', when(col('user').neq('x'), col('user'))))
  expect(await emitted(nulls, [['x@10:00 a@10:00'], ['x@10:00']])).toEqual(['0: null 1, a 1', '1: null 2'])
})

test('exists and clear of a value', async () => {
  const query = (frame: Events): unknown => {
    let seen: ValueState<{ n: number }>
    return frame.groupBy('user').transformWithState({
      init: handle => { seen = handle.getValueState('seen', 'n INT') },
      *handleInputRows({ user }) {
        yield { user, there: seen.exists() }
        if (seen.exists()) seen.clear()
        else seen.update({ n: 1 })
      },
    }, { outputSchema: 'user STRING, there BOOLEAN' })
  }
  expect(await emitted(query, [['a@10:00'], ['a@10:00'], ['a@10:00']])).toEqual(['0: a false', '1: a true', '2: a false'])
})

test('a list keeps its order, takes more, and is put anew', async () => {
  const query = (frame: Events): unknown => {
    let list: ListState<{ at: string }>
    return frame.groupBy('user').transformWithState({
      init: handle => { list = handle.getListState('list', 'at STRING') },
      *handleInputRows({ user }, rows) {
        for (const { ts } of rows) list.appendValue({ at: ts.toString().slice(11, 16) })
        yield { user, all: list.get().map(one => one.at) }
        if (list.get().length > 2) list.put([{ at: 'new' }])
        list.appendList([{ at: '-' }])
      },
    }, { outputSchema: 'user STRING, all ARRAY<STRING>' })
  }
  expect(await emitted(query, [['a@10:02 a@10:01'], ['a@10:00'], ['a@09:00']])).toEqual(['0: a 10:02,10:01', '1: a 10:02,10:01,-,10:00', '2: a new,-,09:00'])
})

test('a map holds a value for each of its keys', async () => {
  const query = (frame: Events): unknown => {
    let hours: MapState<{ hour: string }, { n: number }>
    return frame.groupBy('user').transformWithState({
      init: handle => { hours = handle.getMapState('hours', 'hour STRING', 'n INT') },
      *handleInputRows({ user }, rows) {
        for (const { ts } of rows) {
          const key = { hour: ts.toString().slice(11, 13) }
          hours.updateValue(key, { n: (hours.getValue(key)?.n ?? 0) + 1 })
        }
        yield { user, all: hours.iterator().map(([{ hour }, { n }]) => `${hour}=${n}`) }
        if (hours.containsKey({ hour: '12' })) hours.removeKey({ hour: '10' })
      },
    }, { outputSchema: 'user STRING, all ARRAY<STRING>' })
  }
  expect(await emitted(query, [['a@10:00 a@11:00'], ['a@10:30 a@12:00'], ['a@11:10']])).toEqual(['0: a 10=1,11=1', '1: a 10=2,11=1,12=1', '2: a 11=2,12=1'])
})

/** Registers a timer so long after what the clock says, with each batch of a key, and says when it fires. */
const timed = (timeMode: TimeMode, delayMs: number) => (frame: Events): unknown => {
  let timers: StatefulProcessorHandle
  const marked = timeMode === 'EventTime' ? frame.withWatermark('ts', '10 minutes') : frame
  return (marked as Events).groupBy('user').transformWithState({
    init: handle => { timers = handle },
    *handleInputRows({ user }, rows, times) {
      const base = timeMode === 'EventTime' ? Math.max(...[...rows].map(row => Number(row.ts.micros / 1000n))) : times.getCurrentProcessingTimeInMs()
      timers.registerTimer(base + delayMs)
      yield { said: `${user} set ${timers.listTimers().length}` }
    },
    *handleExpiredTimer({ user }, times, expired) {
      const late = (timeMode === 'EventTime' ? times.getCurrentWatermarkInMs() : times.getCurrentProcessingTimeInMs()) - expired.getExpiryTimeInMs()
      yield { said: `${user} fired ${late} ms past, of ${timers.listTimers().length}` }
    },
  }, { outputSchema: 'said STRING', timeMode })
}

test('a timer of processing time fires in the first batch at it or past it, with data or without', async () => {
  expect(await emitted(timed('ProcessingTime', 1_000), [['a@10:00', 5_000], ['b@10:00', 6_000], ['', 6_001], ['', 6_002], ['', 9_000]])).toEqual([
    '0: a set 1', '1: b set 1, a fired 0 ms past, of 1', '2: b fired 2000 ms past, of 1',
  ])
})

test('a timer of event time fires when the watermark is at it', async () => {
  expect(await emitted(timed('EventTime', 60_000), [['a@10:00'], ['b@10:11'], ['c@10:11:00.001']])).toEqual([
    '0: a set 1', '1: ', '2: b set 1', '3: a fired 0 ms past, of 1', '4: c set 1', '5: ',
  ])
})

test('timers fire after the rows of their batch, the earliest first, and one that is past at once', async () => {
  expect(await emitted(timed('ProcessingTime', -1), [['b@10:00 a@10:00', 5_000]])).toEqual(['0: a set 1, b set 1, a fired 1 ms past, of 1, b fired 1 ms past, of 1'])
})

test('a timer set twice fires once, one that is deleted not at all', async () => {
  const query = (frame: Events): unknown => {
    let timers: StatefulProcessorHandle
    return frame.groupBy('user').transformWithState({
      init: handle => { timers = handle },
      *handleInputRows({ user }) {
        timers.registerTimer(100)
        timers.registerTimer(100)
        timers.registerTimer(200)
        timers.deleteTimer(200)
        yield { said: `${user}: ${timers.listTimers().join(' ')}` }
      },
      *handleExpiredTimer({ user }, _, expired) { yield { said: `${user} at ${expired.getExpiryTimeInMs()}` } },
    }, { outputSchema: 'said STRING', timeMode: 'ProcessingTime' })
  }
  expect(await emitted(query, [['a@10:00', 50], ['', 500]])).toEqual(['0: a: 100', '1: a at 100'])
})

test('rows at or before the watermark are handled where no timer goes by it', async () => {
  const query = (frame: Events): unknown => counting(frame.withWatermark('ts', '10 minutes') as never)
  expect(await emitted(query, [['a@11:00'], ['b@11:01'], ['c@10:50 d@10:50:00.001']])).toEqual(['0: a 1', '1: ', '2: b 1', '3: ', '4: c 1, d 1'])
})

test('a value is gone when it has outlived its time, which begins anew with each write', async () => {
  const query = (frame: Events): unknown => {
    let seen: ValueState<{ n: number }>
    return frame.groupBy('user').transformWithState({
      init: handle => { seen = handle.getValueState('seen', 'n INT', 100) },
      *handleInputRows({ user }) {
        const n = (seen.get()?.n ?? 0) + 1
        seen.update({ n })
        yield { user, n }
      },
    }, { outputSchema: 'user STRING, n INT', timeMode: 'ProcessingTime' })
  }
  expect(await emitted(query, [['a@10:00', 1_000], ['a@10:00', 1_099], ['a@10:00', 1_198], ['a@10:00', 1_298]])).toEqual(['0: a 1', '1: a 2', '2: a 3', '3: a 1'])
})

test('init comes first and close last, in each batch', async () => {
  const calls: string[] = []
  const query = (frame: Events): unknown => frame.groupBy('user').transformWithState({
    init: () => { calls.push('init') },
    handleInputRows: ({ user }) => {
      calls.push(String(user))
      return []
    },
    close: () => { calls.push('close') },
  }, { outputSchema: 'user STRING' })
  expect(await emitted(query, [['a@10:00 b@10:00'], ['c@10:00']])).toEqual(['0: ', '1: '])
  expect(calls).toEqual(['init', 'a', 'b', 'close', 'init', 'c', 'close'])
})

test('an initial state is handled in the first batch of a checkpoint, and never again', async () => {
  const known = spark.createDataFrame([{ name: 'b', n: 7 }, { name: 'a', n: 5 }], 'name STRING, n INT')
  const query = (frame: Events): unknown => {
    let seen: ValueState<{ n: number }>
    return frame.groupBy('user').transformWithState({
      init: handle => { seen = handle.getValueState('seen', 'n INT') },
      handleInitialState: (_, { n }) => { seen.update({ n }) },
      *handleInputRows({ user }, rows) {
        const n = (seen.get()?.n ?? 0) + [...rows].length
        seen.update({ n })
        yield { user, n }
      },
    }, { outputSchema: 'user STRING, n INT', initialState: known.groupBy('name') })
  }
  expect(await emitted(query, [['a@10:00'], ['a@10:00 b@10:00 c@10:00']])).toEqual(['0: a 6', '1: a 7, b 8, c 1'])
})

/** The code of the innermost error. */
async function refused(query: (frame: Events) => unknown): Promise<unknown> {
  const error: unknown = await emitted(query, [['a@10:00']]).then(() => undefined, (thrown: unknown) => thrown)
  let code: unknown
  for (let at = error; at instanceof Error; at = at.cause) code = (at as { code?: unknown }).code ?? code
  return code
}

const using = (timeMode: TimeMode, use: (handle: StatefulProcessorHandle) => void, when: 'init' | 'rows' = 'rows') => (frame: Events): unknown => {
  let kept: StatefulProcessorHandle
  return frame.groupBy('user').transformWithState({
    init: handle => {
      kept = handle
      if (when === 'init') use(handle)
    },
    handleInputRows: () => {
      if (when === 'rows') use(kept)
      return []
    },
  }, { outputSchema: 'user STRING', timeMode })
}

test.each<[string, (frame: Events) => unknown, string]>([
  ['a timer without a clock', using('None', handle => handle.registerTimer(1)), 'STATEFUL_PROCESSOR_CANNOT_PERFORM_OPERATION_WITH_INVALID_TIME_MODE'],
  ['a timer in init', using('ProcessingTime', handle => handle.registerTimer(1), 'init'), 'STATEFUL_PROCESSOR_CANNOT_PERFORM_OPERATION_WITH_INVALID_HANDLE_STATE'],
  ['a state variable after init', using('None', handle => { handle.getValueState('late', 'n INT') }), 'STATEFUL_PROCESSOR_CANNOT_PERFORM_OPERATION_WITH_INVALID_HANDLE_STATE'],
  ['a time to live without processing time', using('None', handle => { handle.getValueState('short', 'n INT', 10) }, 'init'), 'STATEFUL_PROCESSOR_INCORRECT_TIME_MODE_TO_ASSIGN_TTL'],
  ['a time to live of nothing', using('ProcessingTime', handle => { handle.getListState('short', 'n INT', 0) }, 'init'), 'STATEFUL_PROCESSOR_TTL_DURATION_MUST_BE_POSITIVE'],
  ['event time without a watermark', using('EventTime', () => {}), 'TRANSFORM_WITH_STATE_WATERMARK_MISSING'],
  ['an initial state by keys of another type', frame => (frame.groupBy('user').transformWithState({ init: () => {}, handleInputRows: () => [] }, { outputSchema: 'user STRING', initialState: spark.createDataFrame([{ n: 1 }], 'n INT').groupBy('n') })), 'INITIAL_STATE_KEYS'],
  ['an initial state that is a stream', frame => (frame.groupBy('user').transformWithState({ init: () => {}, handleInputRows: () => [] }, { outputSchema: 'user STRING', initialState: frame.groupBy('user') as never })), 'INITIAL_STATE_STREAMING'],
  ['one name for two kinds of state', using('None', handle => { handle.getValueState('s', 'n INT'); handle.getListState('s', 'n INT') }, 'init'), 'STATEFUL_PROCESSOR_STATE_VARIABLE_MISMATCH'],
  ['an aggregate of its rows in append', frame => (counting(frame) as Events).groupBy('user').agg({ n: count() }), 'STREAMING_OUTPUT_MODE.UNSUPPORTED_OPERATION'],
])('%s is refused', async (_, query, code) => {
  expect(await refused(query)).toBe(code)
})
