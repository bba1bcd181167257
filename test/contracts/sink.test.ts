import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { batchOfRows, rowsOf, type Batch } from '../../src/batch'
import { consoleSink, fileSinks, fileSources, foreachBatchSink, memorySink, type OutputMode, type Sink, type SinkFormat, type SinkTable, type SourceOptions } from '../../src/connectors'
import { parseDdl } from '../../src/core'
import { batchesOf, context, scratch } from '../connectors/scratch'

const schema = parseDdl('value STRING')

/** One kind of sink, and a way to look at what it holds. */
interface Row {
  readonly name: string
  /** Null for a sink that is no format. */
  readonly format: SinkFormat | null
  readonly options: SourceOptions
  open(): Promise<Sink>
  /** The values it holds, as anyone who looks sees them. */
  held(): Promise<string[]>
  /** Whether another sink, opened later by the same query, knows what was written. */
  readonly outlives: boolean
  readonly remove: () => void
}

function memoryRow(): Row {
  const tables = new Map<string, SinkTable>()
  const registry = { table: (name: string) => tables.get(name), register: (table: SinkTable) => { tables.set(table.name, table) } }
  return {
    name: 'memory', format: memorySink, options: {}, outlives: true, remove: () => {},
    open: () => memorySink.open({}, schema, { queryId: 'q', queryName: 'seen', checkpoint: null, tables: registry }),
    held: async () => valuesOf(tables.get('seen')?.batches() ?? []),
  }
}

function filesRow(format: SinkFormat, at: number): Row {
  const { dir, remove } = scratch()
  const options = { path: join(dir, 'out') }
  const source = fileSources[at]
  return {
    name: `files: ${format.format}`, format, options, outlives: true, remove,
    open: () => format.open(options, schema, { queryId: 'q', queryName: null, checkpoint: join(dir, 'checkpoint'), tables: none }),
    held: async () => {
      const reader = await source.open(options, source.format === 'text' ? null : schema, context({ streaming: false }))
      const start = await reader.initialOffset()
      return valuesOf(await batchesOf(reader, start, await reader.planEnd(start, true)))
    },
  }
}

function consoleRow(): Row {
  const printed: string[] = []
  const format = consoleSink(() => ({ write: text => printed.push(text) }))
  return {
    name: 'console', format, options: {}, outlives: false, remove: () => {},
    open: () => format.open({}, schema, { queryId: 'q', queryName: null, checkpoint: null, tables: none }),
    held: async () => printed.flatMap(text => [...text.matchAll(/^\| +(\w+)\|$/gm)].map(match => match[1]).filter(value => value !== 'value')).sort(),
  }
}

function foreachBatchRow(): Row {
  const written = new Map<number, string[]>()
  return {
    name: 'foreachBatch', format: null, options: {}, outlives: true, remove: () => {},
    open: async () => foreachBatchSink(({ batchId, batches }) => { written.set(batchId, valuesOf(batches)) }),
    held: async () => [...written.values()].flat().sort(),
  }
}

const none = { table: () => undefined, register: () => {} }
const rows: readonly (() => Row)[] = [memoryRow, ...fileSinks.map((format, i) => () => filesRow(format, i)), consoleRow, foreachBatchRow]

describe.each(rows.map(make => ({ name: nameOf(make), make })))('$name', ({ make }) => {
  let row: Row
  beforeEach(() => { row = make() })
  afterEach(() => row.remove())

  it('holds what was written, in batches with and without rows', async () => {
    const sink = await row.open()
    await write(sink, 0, ['a', 'b'])
    await write(sink, 1, [])
    await write(sink, 2, ['c'], ['b'])
    expect(await row.held()).toEqual(['a', 'b', 'b', 'c'])
    await sink.close()
  })

  it('does not repeat a batch that is written again', async () => {
    const sink = await row.open()
    for (const batchId of [0, 0, 1, 1, 1]) await write(sink, batchId, [`of${batchId}`])
    expect(await row.held()).toEqual(['of0', 'of1'])
    await sink.close()
  })

  it('nor when the query was started again in between', async () => {
    const first = await row.open()
    await write(first, 0, ['a'])
    await write(first, 1, ['b'])
    await first.close()
    const second = await row.open()
    if (row.outlives) await write(second, 1, ['b'])
    await write(second, 2, ['c'])
    expect(await row.held()).toEqual(['a', 'b', 'c'])
    await second.close()
  })

  it('counts the rows of a batch, or says that it cannot', async () => {
    const sink = await row.open()
    const counts = [await write(sink, 0, ['a', 'b'], ['c']), await write(sink, 1, []), await write(sink, 1, [])]
    expect([[3, 0, 0], [-1, -1, -1]]).toContainEqual(counts)
    await sink.close()
  })

  it('shows nothing of a batch that was cut off while it was staged, and has it once when it is written again', async () => {
    const sink = await row.open()
    await write(sink, 0, ['a'])
    let stages = false
    const cutOff = sink.write({ batchId: 1, schema, mode: 'append', batches: [of(['b'])], staged: () => {
      stages = true
      throw new Error('cut off')
    } })
    if (await cutOff.then(() => false, () => true)) expect(await row.held()).toEqual(['a'])
    expect(stages).toBe(row.name.startsWith('files'))
    await write(row.outlives ? await row.open() : sink, 1, ['b'])
    expect(await row.held()).toEqual(['a', 'b'])
    await sink.close()
  })

  it('takes the modes that it says', async () => {
    const sink = await row.open()
    expect(sink.modes).toContain('append')
    expect(sink.description).toMatch(/^\w+Sink/)
    for (const [batchId, mode] of sink.modes.entries()) await write(sink, batchId, ['a'], [], mode)
    await sink.close()
  })

  it('refuses an option it does not have', async () => {
    if (row.format === null) return expect(row.name).toBe('foreachBatch')
    const { format, options } = row
    await expect(format.open({ ...options, pathh: 'x' }, schema, { queryId: 'q', queryName: 'n', checkpoint: 'c', tables: none })).rejects.toMatchObject({ code: 'UNKNOWN_OPTION' })
  })

  it('leaves nothing open', async () => {
    const before = [openFiles(), process.getActiveResourcesInfo().sort()]
    const sink = await row.open()
    await write(sink, 0, ['a'])
    await sink.close()
    expect([openFiles(), process.getActiveResourcesInfo().sort()]).toEqual(before)
  })
})

async function write(sink: Sink, batchId: number, first: readonly string[], second: readonly string[] = [], mode: OutputMode = 'append'): Promise<number> {
  const batches = [first, second].filter(values => values.length > 0).map(of)
  return (await sink.write({ batchId, schema, mode, batches })).numOutputRows
}

function of(values: readonly string[]): Batch {
  return batchOfRows(schema, values.map(value => ({ value })))
}

function valuesOf(batches: readonly Batch[]): string[] {
  return batches.flatMap(rowsOf).map(row => String(row.value)).sort()
}

/** How many files this process has open; always 0 where that cannot be seen. */
function openFiles(): number {
  return existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : 0
}

function nameOf(make: () => Row): string {
  const { name, remove } = make()
  remove()
  return name
}
