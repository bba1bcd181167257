import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAlive } from '../run-fixture'
import { printed, resultOf, startClient, type Client, type Got } from './client'

let kernel: Client
let dir: string
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'tidemark-kernel-test-'))
  kernel = await startClient()
}, 120_000)
afterAll(async () => {
  await kernel.close()
  rmSync(dir, { recursive: true })
})

const errorOf = (outputs: readonly Got[]): Record<string, unknown> | undefined => outputs.find(one => one.type === 'error')?.content
const sleep = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))
/** Until a cell prints no more: an interruption while no cell runs has no other sign. */
const quiet = async (id: string): Promise<void> => {
  for (let before = -1; before !== of(id).length;) {
    before = of(id).length
    await sleep(500)
  }
}
/** A cell that runs until it is let go, however long that takes on a busy machine. */
const held = (then = ''): { code: string; letGo(): void } => {
  const path = join(dir, randomUUID())
  return { code: `while (!require('fs').existsSync('${path}')) await new Promise(resolve => setTimeout(resolve, 20))\n${then}`, letGo: () => writeFileSync(path, '') }
}
const of = (id: string): Got[] => kernel.got.filter(one => one.parent === id && one.channel === 'iopub')

describe('the protocol', () => {
  test('the kernel says what it is', async () => {
    expect(await kernel.request('shell', 'kernel_info_request', {})).toMatchObject({
      status: 'ok', protocol_version: '5.3', implementation: 'tidemark',
      language_info: { name: 'typescript', file_extension: '.ts', mimetype: 'text/typescript', codemirror_mode: { mode: 'typescript' }, nbconvert_exporter: 'script' },
    })
  })

  test('a cell: busy, its input, what it prints, its value, the reply, idle', async () => {
    const { id, reply, outputs } = await kernel.execute("console.log('out'); console.error('err'); 6 * 7")
    const all = of(id).map(one => (one.type === 'status' ? one.content.execution_state : one.type))
    expect(all).toEqual(['busy', 'execute_input', 'stream', 'stream', 'execute_result', 'idle'])
    expect(printed(outputs)).toBe('out\n')
    expect(printed(outputs, 'stderr')).toBe('err\n')
    expect(resultOf(outputs)).toBe('42')
    expect(reply).toMatchObject({ status: 'ok', execution_count: 1, user_expressions: {} })
    expect(kernel.got.every(one => one.version === '5.3')).toBe(true)
  })

  test('the small requests are answered on both channels, between busy and idle', async () => {
    expect(await kernel.request('shell', 'comm_info_request', { target_name: 'jupyter.widget' })).toEqual({ status: 'ok', comms: {} })
    expect(await kernel.request('shell', 'history_request', { hist_access_type: 'tail' })).toEqual({ status: 'ok', history: [] })
    expect(await kernel.request('control', 'kernel_info_request', {})).toMatchObject({ implementation: 'tidemark' })
    expect(await kernel.request('shell', 'is_complete_request', { code: 'f(1,' })).toMatchObject({ status: 'incomplete' })
    expect(await kernel.request('shell', 'is_complete_request', { code: 'f(1)' })).toEqual({ status: 'complete' })
    expect(await kernel.ping()).toBe('ping')
  })

  test('a message signed with another key, or with none, is dropped', async () => {
    const forged = kernel.send('shell', 'execute_request', { code: 'globalThis.forged = true' }, {}, randomUUID())
    const { outputs } = await kernel.execute("'forged' in globalThis")
    expect(resultOf(outputs)).toBe('false')
    expect(of(forged)).toEqual([])
    expect(kernel.log()).toContain('not signed with the key')
  })

  test('an empty cell and a silent one count for nothing', async () => {
    const before = (await kernel.execute('0')).reply.execution_count as number
    expect((await kernel.execute('  \n')).reply).toMatchObject({ status: 'ok', execution_count: before })
    const silent = await kernel.execute("console.log('heard')", { content: { silent: true } })
    expect(silent.reply).toMatchObject({ status: 'ok', execution_count: before })
    expect(of(silent.id).some(one => one.type === 'execute_input')).toBe(false)
    expect((await kernel.execute('0')).reply.execution_count).toBe(before + 1)
  })

  test('it answers while a cell runs, and says busy again behind it', async () => {
    const cell = held()
    const id = kernel.begin(cell.code)
    await kernel.until(one => one.parent === id && one.type === 'execute_input')
    const info = kernel.send('shell', 'kernel_info_request', {})
    await kernel.until(one => one.parent === info && one.type === 'kernel_info_reply')
    cell.letGo()
    await kernel.finished(id)
    const states = kernel.got.flatMap(one => (one.type === 'status' && [id, info].includes(one.parent ?? '') ? [`${one.parent === id ? 'cell' : 'info'} ${String(one.content.execution_state)}`] : []))
    expect(states).toEqual(['cell busy', 'info busy', 'info idle', 'cell busy', 'cell idle'])
  })
})

describe('last values', () => {
  test.each([
    ["'plain text'", 'plain text'],
    ['({ a: [1, 2n] })', '{ a: [ 1, 2n ] }'],
    ['Promise.resolve(7)', '7'],
    ['await (Promise.resolve(8))', '8'],
    ['(async () => 9)()', '9'],
    ['export const exported = 10; exported', '10'],
    ['export default 11', '11'],
    ['let sum = 0\nfor await (const one of [5, 7]) sum += one\nsum', '12'],
    ['const again = 1', undefined],
    ["const again = 'another type'; again", 'another type'],
    ['Promise.resolve(undefined)', undefined],
    ['undefined', undefined],
  ])('%s', async (code, text) => {
    const { outputs, reply } = await kernel.execute(code)
    expect(errorOf(outputs)).toBeUndefined()
    expect(resultOf(outputs)).toBe(text)
    expect(outputs.find(one => one.type === 'execute_result')?.content.execution_count).toBe(text === undefined ? undefined : reply.execution_count)
  })

  test('a batch frame is a table of its first rows, a stream its schema, what display has shown is not shown twice', async () => {
    await kernel.execute("import { spark, display, col, count, window, fromJson } from 'tidemark'")
    const table = (await kernel.execute('spark.range(30)')).outputs
    expect(table.map(one => one.type)).toEqual(['execute_result'])
    expect(table[0].content.data).toMatchObject({ 'text/html': expect.stringContaining('<table') as string })
    expect(resultOf(table)).toMatch(/^The first 20 rows; display\(frame\) shows more\.\n/)
    const stream = (await kernel.execute("const ticks = spark.readStream.format('rate').option('rowsPerSecond', '5').load()\nticks")).outputs
    expect(stream.map(one => one.type)).toEqual(['execute_result'])
    expect(resultOf(stream)).toBe('root\n |-- timestamp: timestamp (nullable = true)\n |-- value: long (nullable = true)\nA stream: await display(…) runs it.')
    const shown = (await kernel.execute("const query = await display(ticks, { name: 'ticks' })\nquery", { cellId: 'shown' })).outputs
    expect(shown.filter(one => one.type === 'execute_result')).toEqual([])
    expect(shown.some(one => one.type === 'display_data')).toBe(true)
    const panel = await kernel.execute('query')
    expect(panel.outputs[0].type).toBe('execute_result')
    await kernel.until(one => one.type === 'update_display_data' && (one.content.data as Record<string, string>)['text/plain'].startsWith('Query ticks'), 'the panel')
    const again = (await kernel.execute('await display(query)')).outputs.filter(one => one.type !== 'update_display_data')
    expect(again.map(one => one.type)).toEqual(['display_data'])
    const spec = "({ $schema: 'https://vega.github.io/schema/vega-lite/v5.json', data: { values: [{ a: 1 }] }, mark: 'bar', encoding: { x: { field: 'a', type: 'quantitative' } } })"
    expect(Object.keys((await kernel.execute(spec)).outputs[0].content.data as object)).toEqual(['application/vnd.vegalite.v5+json', 'image/svg+xml', 'text/plain'])
    await kernel.execute('await query.stop()')
  })
})

test('a query is made and started in one cell whose declarations name types of the library', async () => {
  await kernel.execute("import { spark, count, window } from 'tidemark'\nconst windows = spark.readStream.format('rate').load()\n  .withWatermark('timestamp', '1 minute').groupBy(window('timestamp', '1 hour')).agg({ n: count() })")
  const { outputs } = await kernel.execute("const writer = windows.writeStream.outputMode('update').queryName('named').trigger({ availableNow: true })\nawait (await writer.start()).awaitTermination()\n'ended'")
  expect(errorOf(outputs)).toBeUndefined()
  expect(resultOf(outputs)).toBe('ended')
})

describe('errors', () => {
  test('a run-time error names cell and line, as an output and in the reply', async () => {
    const { outputs, reply } = await kernel.execute("const broken = () => {\n  throw new RangeError('no user')\n}\nbroken()")
    expect(errorOf(outputs)).toEqual({
      ename: 'RangeError', evalue: 'no user',
      traceback: [`RangeError: no user\n  at broken, In [${String(reply.execution_count)}], line 2\n  at In [${String(reply.execution_count)}], line 4`],
    })
    expect(reply).toMatchObject({ status: 'error', ...errorOf(outputs) })
  })

  test('through an await and another cell, too', async () => {
    const first = (await kernel.execute("async function late() {\n  await 0\n  throw new Error('late')\n}")).reply.execution_count as number
    const { outputs } = await kernel.execute('\nawait late()')
    expect((errorOf(outputs)?.traceback as string[])[0]).toBe(`Error: late\n  at late, In [${first}], line 3\n  at In [${first + 1}], line 2`)
  })

  test('what TypeScript refuses', async () => {
    const { outputs, reply } = await kernel.execute("\nconst wrong: string = 1")
    expect(errorOf(outputs)).toMatchObject({
      ename: 'TypeScriptError', evalue: "Type 'number' is not assignable to type 'string'.",
      traceback: [`In [${String(reply.execution_count)}], line 2: Type 'number' is not assignable to type 'string'.`],
    })
  })

  test('those that wait behind an error are aborted, and what comes later runs', async () => {
    const ids = ["throw new Error('first')", "console.log('second')", "console.log('third')"].map(code => kernel.begin(code))
    const done = await Promise.all(ids.map(id => kernel.finished(id)))
    expect(done.map(one => one.reply.status)).toEqual(['error', 'aborted', 'aborted'])
    expect(done.slice(1).flatMap(one => one.outputs)).toEqual([])
    expect((await kernel.execute("'later'")).reply.status).toBe('ok')
  })

  test('unless their sender said so', async () => {
    const ids = ["throw new Error('first')", "'second'"].map(code => kernel.begin(code, undefined, { stop_on_error: false }))
    expect((await Promise.all(ids.map(id => kernel.finished(id)))).map(one => one.reply.status)).toEqual(['error', 'ok'])
  })
})

describe('output', () => {
  test('of a task in the background goes to the cell that started it, while others run and after', async () => {
    const first = await kernel.execute("const timer = setInterval(() => console.log('tick'), 40)\nprocess.nextTick(() => console.error('next'))", { cellId: 'a' })
    const ticks = (): number => printed(of(first.id)).split('tick').length - 1
    const cell = held("console.log('second')")
    const id = kernel.begin(cell.code)
    await kernel.until(() => ticks() >= 3, 'ticks while another cell runs')
    cell.letGo()
    expect(printed((await kernel.finished(id)).outputs)).toBe('second\n')
    const during = ticks()
    await kernel.until(() => ticks() > during, 'ticks while none runs')
    expect(printed(of(first.id), 'stderr')).toBe('next\n')
    await kernel.execute('clearInterval(timer)')
  })

  test('nothing is lost of fast prints, in few messages, and order is kept between streams, displays and errors', async () => {
    const { outputs } = await kernel.execute([
      "for (let i = 0; i < 20000; i++) console.log(`line ${i}`)",
      "import * as tslab from 'tslab'", "tslab.display.text('shown')", "console.log('after')", "throw new Error('end')",
    ].join('\n'))
    expect(printed(outputs)).toBe(`${Array.from({ length: 20_000 }, (_, i) => `line ${i}\n`).join('')}after\n`)
    const kinds = outputs.map(one => one.type)
    expect(kinds.slice(-3)).toEqual(['display_data', 'stream', 'error'])
    expect(kinds.length).toBeLessThan(40)
  })

  test('of 10,000 redraws the last one arrives, and before idle', async () => {
    const { id, outputs } = await kernel.execute([
      'const cell = (globalThis as any)[Symbol.for("tidemark.cell-output")]',
      "const live = cell.show({ 'text/plain': 'frame 0' })",
      "for (let i = 1; i <= 10000; i++) { live.update({ 'text/plain': `frame ${i}` }); if (i % 100 === 0) await new Promise(resolve => setImmediate(resolve)) }",
    ].join('\n'), { cellId: 'frames' })
    const [shown, ...redrawn] = outputs
    const idOf = (one: Got): unknown => (one.content.transient as { display_id: string }).display_id
    expect(shown.type).toBe('display_data')
    expect(new Set(redrawn.map(one => one.type))).toEqual(new Set(['update_display_data']))
    expect(new Set(redrawn.map(idOf))).toEqual(new Set([idOf(shown)]))
    expect(redrawn.length).toBeLessThan(1000)
    expect(redrawn.at(-1)?.content.data).toEqual({ 'text/plain': 'frame 10000' })
    expect(of(id).at(-1)?.content).toEqual({ execution_state: 'idle' })
  })
})

describe('what a cell has started', () => {
  const start = "const running = await ticks.writeStream.format('memory').queryName('live').start()\nrunning.id"

  test('is stopped when the cell is run again, and its name is free', async () => {
    const first = resultOf((await kernel.execute(start, { cellId: 'live' })).outputs)
    const second = await kernel.execute(start, { cellId: 'live' })
    expect(errorOf(second.outputs)).toBeUndefined()
    expect(resultOf(second.outputs)).not.toBe(first)
    expect(resultOf((await kernel.execute("spark.streams.active.map(one => one.name).join()")).outputs)).toBe('live')
  })

  test('goes on when another cell is interrupted', async () => {
    const id = kernel.begin('while (true) {}')
    await kernel.until(one => one.parent === id && one.type === 'execute_input')
    await sleep(300)
    expect(await kernel.request('control', 'interrupt_request', {})).toEqual({ status: 'ok' })
    const { reply, outputs } = await kernel.finished(id)
    expect(reply).toMatchObject({ status: 'error', ename: 'Interrupted' })
    expect(errorOf(outputs)?.traceback).toEqual([expect.stringContaining('The variables are still there.') as string])
    expect(resultOf((await kernel.execute('running.isActive')).outputs)).toBe('true')
  })

  test('is stopped with the cell that waits for it, and nothing of that cell goes on', async () => {
    const id = kernel.begin("const waited = await ticks.writeStream.format('memory').queryName('waited').start()\nconsole.log('started')\nawait waited.awaitTermination()\nconsole.log('not reached')", 'waited')
    await kernel.until(one => one.parent === id && one.type === 'stream')
    await kernel.request('control', 'interrupt_request', {})
    const { reply } = await kernel.finished(id)
    expect(reply).toMatchObject({ ename: 'Interrupted', evalue: expect.stringContaining('1 query that it had started was stopped') as string })
    const next = await kernel.execute("const waited2 = await ticks.writeStream.format('memory').queryName('waited').start()\nawait waited2.stop()\n'free'")
    expect(resultOf(next.outputs)).toBe('free')
    expect(printed(of(id))).toBe('started\n')
  })

  /** Runs a cell, interrupts it once it has said so, and gives what it printed by its end. */
  const interrupted = async (code: string): Promise<{ id: string; text: string; reply: Record<string, unknown> }> => {
    // Behind an await: what stands at the top of a cell is broken off without more.
    const id = kernel.begin(`await new Promise(resolve => setTimeout(resolve, 1))\n${code}`)
    await kernel.until(one => one.parent === id && one.type === 'stream', 'a first print')
    await kernel.request('control', 'interrupt_request', {})
    const { reply, outputs } = await kernel.finished(id)
    return { id, text: printed(outputs), reply }
  }

  test('an interrupted cell clears up: its finally blocks run, awaits in them too, and nothing else of it', async () => {
    const { text, reply } = await interrupted([
      'const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))',
      "const inner = async () => { try { await new Promise(() => {}) } finally { await pause(20); console.log('inner') } }",
      "const endless = { async next() { return new Promise<IteratorResult<number>>(() => {}) }, [Symbol.asyncIterator]() { return this } }",
      'const outer = await ticks.writeStream.format(\'memory\').queryName(\'cleared\').start()',
      "console.log('begun')",
      'try {',
      "  await Promise.all([inner(), outer.awaitTermination(), (async () => { try { for await (const _ of endless); } finally { console.log('each') } })()])",
      "  console.log('not reached')",
      "} catch { console.log('not caught') } finally {",
      '  await outer.stop()',
      "  console.log('outer', outer.isActive)",
      '}',
      "console.log('nor this')",
    ].join('\n'))
    expect(reply).toMatchObject({ status: 'error', ename: 'Interrupted', evalue: expect.not.stringContaining('query') as string })
    expect(text.split('\n').sort()).toEqual(['', 'begun', 'each', 'inner', 'outer false'])
  })

  test('one that tries again and again ends, and one that does not finish clearing up is left behind', async () => {
    const again = await interrupted("console.log('begun')\nwhile (true) { try { await new Promise(() => {}) } catch ({ message }) { console.log(message) } }")
    expect(again.text).toBe('begun\n')
    const began = Date.now()
    const stuck = await interrupted("console.log('begun')\nlet later = () => {}\ntry { await new Promise(() => {}) } finally { await new Promise<void>(resolve => { later = resolve }); console.log('too late') }")
    expect(stuck.reply).toMatchObject({ ename: 'Interrupted' })
    expect(Date.now() - began).toBeGreaterThan(1900)
    await kernel.execute('later()')
    expect(printed(of(stuck.id))).toBe('begun\n')
  })

  test('timers of an interrupted cell are cleared, those of a cell that is run again too, others go on', async () => {
    const timer = (name: string): string => `setInterval(() => console.log('${name}'), 20)`
    const other = await kernel.execute(timer('other'), { cellId: 'other' })
    const first = await kernel.execute(timer('first'), { cellId: 'timed' })
    await kernel.until(one => one.parent === first.id && one.type === 'stream')
    const second = await kernel.execute(`${timer('second')}\nsetTimeout(() => console.log('once'), 60)`, { cellId: 'timed' })
    const before = printed(of(first.id))
    await kernel.until(one => one.parent === second.id && one.type === 'stream' && String(one.content.text).includes('once'))
    expect(printed(of(first.id))).toBe(before)
    const third = await interrupted(`${timer('third')}\nawait new Promise(() => {})`)
    const seen = printed(of(third.id))
    const others = printed(of(other.id)).length
    await kernel.until(one => one.parent === other.id && one.type === 'stream' && printed(of(other.id)).length > others)
    expect(printed(of(third.id))).toBe(seen)
    expect(printed(of(second.id))).toContain('second')
    await kernel.request('control', 'interrupt_request', {})
    await quiet(other.id)
    const all = printed(of(other.id)) + printed(of(second.id))
    await kernel.execute('await new Promise(resolve => setTimeout(resolve, 100))')
    expect(printed(of(other.id)) + printed(of(second.id))).toBe(all)
  })

  test('a loop behind an await is broken off as well', async () => {
    // The second print comes right behind the first, and is held back when the loop begins.
    const id = kernel.begin("await 0\nconsole.log('in')\nconsole.log('deep in')\nwhile (true) {}")
    await kernel.until(one => one.parent === id && one.type === 'stream' && String(one.content.text).includes('deep in'))
    kernel.signal('SIGINT')
    expect((await kernel.finished(id)).reply).toMatchObject({ ename: 'Interrupted' })
    expect(resultOf((await kernel.execute('1 + 1')).outputs)).toBe('2')
  })

  test('all of it is stopped by an interruption while no cell runs: queries, and loops in the background', async () => {
    const loop = await kernel.execute("void (async () => { while (true) { await new Promise(resolve => setTimeout(resolve, 30)); console.log('turn') } })()")
    await kernel.until(one => one.parent === loop.id && one.type === 'stream')
    await kernel.request('control', 'interrupt_request', {})
    await quiet(loop.id)
    expect(resultOf((await kernel.execute('[running.isActive, spark.streams.active.length].join()')).outputs)).toBe('false,0')
    const turns = printed(of(loop.id))
    await sleep(200)
    expect(printed(of(loop.id))).toBe(turns)
  })
})

describe('completion and inspection', () => {
  const complete = async (code: string): Promise<{ matches: string[]; text: string }> => {
    const at = [...code.slice(0, code.indexOf('|'))].length
    const source = code.replace('|', '')
    const reply = await kernel.request('shell', 'complete_request', { code: source, cursor_pos: at }) as { matches: string[]; cursor_start: number; cursor_end: number }
    return { matches: reply.matches, text: [...source].slice(reply.cursor_start, reply.cursor_end).join('') }
  }
  const inspect = async (code: string): Promise<string> => {
    const reply = await kernel.request('shell', 'inspect_request', { code: code.replace('|', ''), cursor_pos: code.indexOf('|'), detail_level: 0 })
    return reply.found === true ? (reply.data as Record<string, string>)['text/plain'] : ''
  }

  test('names of methods and variables', async () => {
    expect((await complete("'😀'; ticks.withWat|")).matches[0]).toBe('withWatermark')
    expect(await complete("'😀'; ticks.withWat|")).toMatchObject({ text: 'withWat' })
    expect((await complete('tick|')).matches).toContain('ticks')
  })

  test.each(["ticks.select('|')", "ticks.select('va|')", "ticks.groupBy('va|')", "ticks.where(col('va|').gt(1))", "ticks.withWatermark('t|', '1 minute')"])('columns: %s', async code => {
    const { matches, text } = await complete(code)
    const typed = /'(\w*)\|'/.exec(code)?.[1] ?? ''
    expect(matches).toContain(typed.startsWith('t') ? 'timestamp' : 'value')
    expect(text).toBe(typed)
  })

  test('a frame shows its columns, a function its types and its purpose', async () => {
    const frame = await inspect('tic|ks')
    expect(frame).toContain('root\n |-- timestamp: timestamp (nullable = true)\n |-- value: long (nullable = true)')
    expect(frame.split('\n').every(line => line.length < 200)).toBe(true)
    expect(await inspect('cou|nt()')).toContain('count')
    expect(await inspect('  |  ')).toBe('')
  })
})

test('how long a trivial cell takes, told and not asserted', async () => {
  const times: number[] = []
  for (let i = 0; i < 10; i++) {
    const start = performance.now()
    await kernel.execute('1 + 1')
    times.push(performance.now() - start)
  }
  process.stdout.write(`a trivial cell: ${times.map(ms => ms.toFixed(0)).join(', ')} ms\n`)
  expect(isAlive(kernel.pid)).toBe(true)
})
