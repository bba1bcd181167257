import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { rowsOf } from '../../src/batch'
import type { Json, Source, SourceFormat, SourceOptions } from '../../src/connectors/contract'
import { fileSources, kafka, memoryStream, rate } from '../../src/connectors'
import { parseDdl, sameType, typeName, type Clock, type Schema } from '../../src/core'
import { batchesOf, context, logOf, playOut, put, rowsBetween, scratch } from '../connectors/scratch'

/** One kind of source with data behind it. */
interface Row {
  readonly name: string
  readonly format: SourceFormat
  readonly options: SourceOptions
  readonly schema: Schema | null
  /** Options that cut batches, and the most rows of one batch then; null where the source has none. */
  readonly limited: { readonly options: SourceOptions; readonly most: number } | null
  /** Makes new rows appear; null where the data cannot grow. */
  readonly more: (() => void) | null
  readonly clock?: Clock
  readonly remove: () => void
}

function memoryRow(): Row {
  const stream = memoryStream(parseDdl('user STRING, n INT'))
  let next = 0
  const more = (): void => { stream.addRows([{ user: 'ada', n: next++ }, { user: 'bob', n: next++ }]) }
  for (let i = 0; i < 3; i++) more()
  return { name: 'memory', format: stream.source, options: {}, schema: null, limited: { options: { maxAddsPerTrigger: 1 }, most: 2 }, more, remove: () => {} }
}

function rateRow(): Row {
  let now = 1_700_000_000_000
  // A new query starts now; its rows are due later.
  const clock: Clock = { now: () => now, monotonic: () => now, sleep: async () => {} }
  return { name: 'rate', format: rate, options: { rowsPerSecond: 7 }, schema: null, limited: null, more: () => { now += 2_000 }, clock, remove: () => {} }
}

function tapeRow(): Row {
  const options = { tape: join(__dirname, '../../data/topic_log'), assign: '{"topic_log":[0,3]}', startingOffsets: 'earliest' }
  return { name: 'kafka tape', format: kafka, options, schema: null, limited: { options: { maxOffsetsPerTrigger: 1_500 }, most: 1_500 }, more: null, remove: () => {} }
}

function filesRow(format: SourceFormat, line: (n: number) => string, schema: Schema | null): Row {
  const { dir, remove } = scratch()
  let files = 0
  const more = (): void => {
    put(join(dir, `${files}.txt`), [0, 1, 2].map(i => `${line(files * 10 + i)}\n`).join(''), files)
    files++
  }
  for (let i = 0; i < 3; i++) more()
  return { name: `files: ${format.format}`, format, options: { path: dir }, schema, limited: { options: { maxFilesPerTrigger: 1 }, most: 3 }, more, remove }
}

const [json, csv, text] = fileSources
const columns = parseDdl('user STRING, n INT')
const rows: readonly (() => Row)[] = [
  memoryRow,
  rateRow,
  tapeRow,
  () => filesRow(json, n => `{"user":"ada","n":${n}}`, columns),
  () => filesRow(csv, n => `ada,${n}`, columns),
  () => filesRow(text, n => `line ${n}`, null),
]

describe.each(rows.map(make => ({ name: names(make), make })))('$name', ({ make }) => {
  let row: Row
  beforeEach(() => { row = make() })
  afterEach(() => row.remove())

  async function open(more: { entries?: Json[]; options?: SourceOptions; streaming?: boolean } = {}): Promise<Source> {
    const { entries = [], options = {}, streaming = true } = more
    return row.format.open({ ...row.options, ...options }, row.schema, context({ streaming, log: logOf(entries), ...(row.clock === undefined ? {} : { clock: row.clock }) }))
  }

  /** A new query's source with rows to read. */
  async function started(more: Parameters<typeof open>[0] = {}): Promise<{ source: Source; from: Json }> {
    const source = await open(more)
    const from = await source.initialOffset()
    if (row.name === 'rate') row.more?.()
    return { source, from }
  }

  it('gives the schema that it says without a look at the world, and the rows have it', async () => {
    const { source, from } = await started()
    expect(typeName(source.schema)).toBe(typeName(row.format.schemaOf(row.options, row.schema)))
    const batches = await batchesOf(source, from, await source.planEnd(from, true))
    expect(batches.some(batch => batch.numRows > 0)).toBe(true)
    for (const batch of batches) expect(sameType(batch.schema, source.schema)).toBe(true)
    await source.close()
  })

  it('gives at least the columns that are asked for', async () => {
    const { source, from } = await started()
    const last = source.schema.fields[source.schema.fields.length - 1].name
    for await (const batch of source.read(from, await source.planEnd(from, true), [last])) {
      expect(batch.schema.fields.map(f => f.name)).toContain(last)
      expect(rowsOf(batch).length).toBe(batch.numRows)
    }
    await source.close()
  })

  it('gives the same rows for the same range: twice, after more came, and from a source opened again on its log', async () => {
    const entries: Json[] = []
    const { source, from } = await started({ entries, options: row.limited?.options })
    const to = await source.planEnd(from, false)
    const first = await rowsBetween(source, from, to)
    expect(first.length).toBeGreaterThan(0)
    expect(await rowsBetween(source, from, to)).toEqual(first)
    row.more?.()
    expect(await rowsBetween(source, from, to)).toEqual(first)
    await source.close()
    const again = await open({ entries, options: row.limited?.options })
    expect(await rowsBetween(again, from, to)).toEqual(first)
    await again.close()
  })

  it('joins its ranges: every row once, each with a place of its own', async () => {
    const { source, from } = await started({ options: row.limited?.options })
    row.more?.()
    const { rows, to } = await playOut(source, from)
    const whole = await rowsBetween(source, from, to)
    expect(rows.flat().sort()).toEqual([...whole].sort())
    const places = whole.map(one => one.split(' ').slice(0, 3).join(' '))
    expect(new Set(places).size).toBe(whole.length)
    expect(places.filter(place => place.includes('undefined'))).toEqual([])
    await source.close()
  })

  it('keeps to its limit, and takes all there is where it is told to', async () => {
    if (row.limited === null) return expect(row.name).toBe('rate')
    const { source, from } = await started({ options: row.limited.options })
    const { rows } = await playOut(source, from)
    expect(rows.length).toBeGreaterThan(2)
    for (const range of rows) expect(range.length).toBeLessThanOrEqual(row.limited.most)
    const { source: other, from: start } = await started({ options: row.limited.options })
    expect((await rowsBetween(other, start, await other.planEnd(start, true))).sort()).toEqual(rows.flat().sort())
    await source.close()
    await other.close()
  })

  it('plans nothing where nothing is new, and what is new once it is there', async () => {
    const { source, from } = await started()
    const to = await source.planEnd(from, false)
    expect(await source.planEnd(to, false)).toEqual(to)
    await source.commit(to)
    if (row.more !== null) {
      row.more()
      const next = await source.planEnd(to, false)
      expect(next).not.toEqual(to)
      expect((await rowsBetween(source, to, next)).length).toBeGreaterThan(0)
    }
    await source.close()
  })

  it('loses nothing when it plans again from the same place, as after a crash before the plan was written', async () => {
    const entries: Json[] = []
    const { source, from } = await started({ entries, options: row.limited?.options })
    const planned = await rowsBetween(source, from, await source.planEnd(from, false))
    await source.close()
    row.more?.()
    const again = await open({ entries, options: row.limited?.options })
    const { rows } = await playOut(again, from)
    const found = rows.flat()
    expect(new Set(found).size).toBe(found.length)
    expect(planned.filter(one => !found.includes(one))).toEqual([])
    await again.close()
  })

  it('does not go beyond an end that was fixed', async () => {
    const { source, from } = await started({ options: row.limited?.options })
    await source.freezeEnd()
    row.more?.()
    const { rows, to } = await playOut(source, from)
    row.more?.()
    expect(await source.planEnd(to, false)).toEqual(to)
    expect(await source.planEnd(to, true)).toEqual(to)
    expect(rows.flat().length).toBeGreaterThan(0)
    await source.close()
  })

  it('has offsets that a checkpoint can write down, and knows its newest or says that it cannot', async () => {
    const { source, from } = await started()
    const to = await source.planEnd(from, true)
    for (const offset of [from, to]) expect(JSON.parse(JSON.stringify(offset))).toEqual(offset)
    const latest = await source.latestOffset()
    if (latest !== null) expect(latest).toEqual(to)
    await source.close()
  })

  it('reads the same rows as a batch', async () => {
    const { source, from } = await started()
    const batch = await open({ streaming: false })
    const start = await batch.initialOffset()
    // A clock has no rows before it is started.
    if (row.name === 'rate') expect(await batch.planEnd(start, true)).toEqual(start)
    else expect(await rowsBetween(batch, start, await batch.planEnd(start, true))).toEqual(await rowsBetween(source, from, await source.planEnd(from, true)))
    await source.close()
    await batch.close()
  })

  it('refuses an option it does not have, with the nearest', () => {
    const [option] = row.format.options
    const misspelt = `${option}x`
    expect(() => row.format.schemaOf({ ...row.options, [misspelt]: '1' }, row.schema)).toThrow(expect.objectContaining({ code: 'UNKNOWN_OPTION', hint: expect.stringContaining(option) as string }))
  })

  it('leaves nothing open', async () => {
    const before = openFiles()
    const resources = process.getActiveResourcesInfo().sort()
    const { source, from } = await started()
    await rowsBetween(source, from, await source.planEnd(from, true))
    await source.close()
    expect(openFiles()).toBe(before)
    expect(process.getActiveResourcesInfo().sort()).toEqual(resources)
  })
})

/** How many files this process has open; always 0 where that cannot be seen. */
function openFiles(): number {
  return existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0
}

function names(make: () => Row): string {
  const { name, remove } = make()
  remove()
  return name
}
