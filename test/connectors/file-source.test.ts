import { appendFileSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { rowsOf } from '../../src/batch'
import { fileSources, type Json, type Source, type SourceFormat, type SourceOptions } from '../../src/connectors'
import { parseDdl, type Schema } from '../../src/core'
import { scan, type BadRecords, type StreamingQuery } from '../../src/plan'
import { engineWith, querySpec, recorder } from '../engine/rig'
import { batchesOf, context, logOf, playOut, put, rowsBetween, scratch } from './scratch'

const [json, csv, text] = fileSources
const columns = parseDdl('user STRING, n INT')
let dir = ''
let remove = (): void => {}
beforeEach(() => { ({ dir, remove } = scratch()) })
afterEach(() => remove())

interface Opened { readonly source: Source; readonly warnings: string[] }

async function open(options: SourceOptions = {}, more: { format?: SourceFormat; schema?: Schema | null; entries?: Json[]; streaming?: boolean } = {}): Promise<Opened> {
  const { format = text, schema = null, entries, streaming = true } = more
  const warnings: string[] = []
  const source = await format.open({ path: dir, ...options }, schema, context({ log: logOf(entries), streaming, warn: message => { warnings.push(message) } }))
  return { source, warnings }
}

/** The values of each batch of text files. */
async function values(options: SourceOptions = {}): Promise<string[][]> {
  const { source } = await open(options)
  const { rows } = await playOut(source, await source.initialOffset())
  return rows.map(batch => batch.map(row => row.slice(row.indexOf('value=') + 6)))
}

function line(name: string, seconds = 0): string {
  return put(join(dir, name), `${name}\n`, seconds)
}

describe('which files are read', () => {
  it('all of the folder, the oldest first, then by path; so many a batch', async () => {
    line('b.txt', 1)
    line('a.txt', 1)
    line('c.txt', 0)
    expect(await values()).toEqual([['c.txt', 'a.txt', 'b.txt']])
    expect(await values({ maxFilesPerTrigger: 2 })).toEqual([['c.txt', 'a.txt'], ['b.txt']])
    expect(await values({ maxFilesPerTrigger: 1, latestFirst: true })).toEqual([['a.txt'], ['b.txt'], ['c.txt']])
  })

  it('no hidden ones, and none that is still being written', async () => {
    for (const name of ['a.txt', '_b.txt', '.c.txt', 'd.tmp', 'e._COPYING_']) line(name)
    expect(await values()).toEqual([['a.txt']])
  })

  it('those that a pattern matches, in folders that a pattern matches', async () => {
    for (const name of ['2024/a.txt', '2024/b.json', '2025/c.txt', 'x/d.txt', '2024/deep/e.txt']) line(name)
    const at = async (path: string): Promise<string[]> => (await values({ path: join(dir, path) })).flat().sort()
    expect(await at('20*/*.txt')).toEqual(['2024/a.txt', '2025/c.txt'])
    expect(await at('{2024,x}/[a-c]*')).toEqual(['2024/a.txt', '2024/b.json'])
    expect(await at('202?')).toEqual(['2024/a.txt', '2024/b.json', '2025/c.txt'])
    expect(await at('[^2]/d.txt')).toEqual(['x/d.txt'])
    expect(await at('nothing/*')).toEqual([])
    await expect(at('**/a.txt')).rejects.toMatchObject({ code: 'INVALID_OPTION', hint: expect.stringContaining('recursiveFileLookup') as string })
    await expect(at('20{24/*')).rejects.toMatchObject({ code: 'INVALID_OPTION' })
    expect((await values({ pathGlobFilter: '*.txt', recursiveFileLookup: true })).flat().sort()).toEqual(['2024/a.txt', '2024/deep/e.txt', '2025/c.txt', 'x/d.txt'])
  })

  it('those of folders within the folder only on request, which is said', async () => {
    line('a.txt')
    line('deep/b.txt')
    const { source, warnings } = await open()
    await source.planEnd(await source.initialOffset(), false)
    expect(warnings).toEqual([expect.stringMatching(/deep is not looked into.*recursiveFileLookup/)])
    expect(await values({ recursiveFileLookup: true })).toEqual([['a.txt', 'deep/b.txt']])
  })

  it('a single file, by its path or its URL', async () => {
    line('a.txt')
    line('b.txt')
    expect(await values({ path: join(dir, 'a.txt') })).toEqual([['a.txt']])
    expect(await values({ path: `file://${dir}/b.txt` })).toEqual([['b.txt']])
    await expect(values({ path: 's3a://bucket/in' })).rejects.toMatchObject({ code: 'INVALID_OPTION', message: expect.stringContaining('s3a') as string })
  })

  it('packed ones as what is in them; of other packings nothing', async () => {
    put(join(dir, 'a.txt.gz'), gzipSync('one\ntwo\n'))
    expect(await values()).toEqual([['one', 'two']])
    put(join(dir, 'b.txt.bz2'), 'x')
    await expect(values()).rejects.toMatchObject({ code: 'FAILED_READ_FILE', message: expect.stringContaining('b.txt.bz2') as string })
    rmSync(join(dir, 'b.txt.bz2'))
    put(join(dir, 'a.txt.gz'), 'not packed')
    await expect(values()).rejects.toMatchObject({ code: 'FAILED_READ_FILE', message: expect.stringContaining('a.txt.gz') as string })
  })

  it('none where the path is not there', async () => {
    await expect(values({ path: join(dir, 'nope') })).rejects.toMatchObject({ code: 'PATH_NOT_FOUND', message: expect.stringContaining('nope') as string })
    await expect(open({ path: join(dir, '*.nope') }, { streaming: false })).rejects.toMatchObject({ code: 'PATH_NOT_FOUND' })
    expect(() => text.schemaOf({}, null)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION', message: 'text files have no path' }))
  })

  it('nothing outside of the folder, whatever links lead there; links inside are files like others', async () => {
    const { dir: other, remove: removeOther } = scratch()
    put(join(other, 'secret.txt'), 'secret\n')
    line('a.txt')
    symlinkSync(join(dir, 'a.txt'), join(dir, 'b.txt'))
    expect(await values()).toEqual([['a.txt', 'a.txt']])
    symlinkSync(join(other, 'secret.txt'), join(dir, 'c.txt'))
    await expect(values()).rejects.toMatchObject({ code: 'FILE_OUTSIDE_FOLDER', message: expect.stringContaining('c.txt') as string })
    rmSync(join(dir, 'c.txt'))
    symlinkSync(other, join(dir, 'd'))
    await expect(values({ recursiveFileLookup: true })).rejects.toMatchObject({ code: 'FILE_OUTSIDE_FOLDER' })
    rmSync(join(dir, 'd'))
    symlinkSync(dir, join(dir, 'around'))
    expect(await values({ recursiveFileLookup: true })).toEqual([['a.txt', 'a.txt']])
    removeOther()
  })

  it('no pipe, which might never end', async () => {
    line('a.txt')
    execFileSync('mkfifo', [join(dir, 'pipe.txt')])
    expect(await values()).toEqual([['a.txt']])
  })
})

describe('a file that changes', () => {
  it('grows after it was taken: what was added is never read', async () => {
    const entries: Json[] = []
    const path = line('a.txt')
    const { source } = await open({}, { entries })
    const from = await source.initialOffset()
    const to = await source.planEnd(from, false)
    appendFileSync(path, 'more\n')
    expect(await rowsBetween(source, from, to)).toEqual([`${path} 0 0 value=a.txt`])
    expect(await source.planEnd(to, false)).toEqual(to)
    const { source: again } = await open({}, { entries })
    expect(await rowsBetween(again, from, to)).toEqual([`${path} 0 0 value=a.txt`])
    expect(await again.planEnd(to, false)).toEqual(to)
  })

  it.each([
    ['is gone', (path: string) => rmSync(path), 'FAILED_READ_FILE.FILE_NOT_EXIST'],
    ['was renamed', (path: string) => renameSync(path, `${path}.old`), 'FAILED_READ_FILE.FILE_NOT_EXIST'],
    ['was cut short', (path: string) => truncateSync(path, 3), 'FILE_CHANGED'],
    ['was replaced', (path: string) => { put(`${path}.new`, 'another\n', 9); renameSync(`${path}.new`, path) }, 'FILE_CHANGED'],
  ])('%s before it was read: an error names it', async (_, change, code) => {
    const path = line('a.txt')
    const { source } = await open()
    const from = await source.initialOffset()
    const to = await source.planEnd(from, false)
    change(path)
    await expect(rowsBetween(source, from, to)).rejects.toMatchObject({ code, message: expect.stringContaining(path) as string })
  })

  it('was copied with its folder: it is the same file', async () => {
    const path = line('a.txt')
    const { source } = await open()
    const from = await source.initialOffset()
    const to = await source.planEnd(from, false)
    rmSync(path)
    put(`${path}.copy`, 'a.txt\n')
    renameSync(`${path}.copy`, path)
    expect(await rowsBetween(source, from, to)).toHaveLength(1)
  })

  it('a log of files that is shorter than the checkpoint says is data loss', async () => {
    line('a.txt')
    const { source } = await open()
    await expect(source.planEnd({ logOffset: 3 }, false)).rejects.toMatchObject({ code: 'DATA_LOSS' })
    await expect(rowsBetween(source, { logOffset: -1 }, { logOffset: 0 })).rejects.toMatchObject({ code: 'DATA_LOSS' })
    await expect(source.planEnd(7, false)).rejects.toMatchObject({ code: 'DATA_LOSS' })
  })
})

describe('rows', () => {
  it('JSON and CSV need a schema, which promises nothing; text has its own', () => {
    for (const format of [json, csv]) {
      expect(() => format.schemaOf({ path: dir }, null)).toThrow(expect.objectContaining({ code: 'SCHEMA_MISSING', hint: expect.stringContaining(`schema('user STRING, at TIMESTAMP').${format.format}(…)`) as string }))
    }
    expect(json.schemaOf({ path: dir }, parseDdl('a STRUCT<b: INT NOT NULL> NOT NULL'))).toEqual(parseDdl('a STRUCT<b: INT>'))
    expect(() => text.schemaOf({ path: dir }, columns)).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }))
    expect(() => csv.schemaOf({ path: dir }, parseDdl('a ARRAY<INT>'))).toThrow(expect.objectContaining({ code: 'INVALID_FORMAT_OPTION' }))
  })

  it('know their file and line', async () => {
    const path = put(join(dir, 'a.json'), '{"user":"a","n":1}\n\n{"user":"b","n":2}\n')
    const { source } = await open({ path: dir }, { format: json, schema: columns })
    const from = await source.initialOffset()
    expect(await rowsBetween(source, from, await source.planEnd(from, true))).toEqual([`${path} 0 0 user=a n=1`, `${path} 0 2 user=b n=2`])
    expect(source.description).toBe(`FileStreamSource[${dir}]`)
    expect(await source.provenance?.()).toEqual({ source: 'files', format: 'json', path: dir, files: 1, bytes: 39 })
  })

  it('of CSV go by the options of CSV', async () => {
    put(join(dir, 'a.csv'), "user;n\n'a;b';1\nnone;2\n")
    const { source } = await open({ sep: ';', HEADER: 'true', quote: "'", nullValue: 'none' }, { format: csv, schema: columns })
    const from = await source.initialOffset()
    expect((await batchesOf(source, from, await source.planEnd(from, true))).flatMap(rowsOf)).toEqual([{ user: 'a;b', n: 1 }, { user: null, n: 2 }])
  })

  it('in mode FAILFAST end the query, with the file\'s name', async () => {
    put(join(dir, 'bad.json'), '{"user":"a"\n')
    const { source } = await open({ mode: 'failfast' }, { format: json, schema: columns })
    const from = await source.initialOffset()
    await expect(rowsBetween(source, from, await source.planEnd(from, true))).rejects.toMatchObject({ code: 'MALFORMED_RECORD_IN_PARSING', message: expect.stringContaining('bad.json') as string })
  })
})

describe('lines that cannot be read', () => {
  async function reading(badRecords: BadRecords, options: SourceOptions = {}): Promise<{ query: StreamingQuery; rows: string[]; error: unknown }> {
    put(join(dir, 'a.json'), '{"user":"a","n":1}\nnot json\n')
    put(join(dir, 'b.json'), '{"user":"b","n":"x"}\n{"user":"c","n":3}\n', 1)
    const { sink, emitted } = recorder()
    const query = await engineWith().start(querySpec(scan(json, { path: dir, ...options }, columns, true), sink, { badRecords }))
    const error = await query.awaitTermination().then(() => null, (one: unknown) => one)
    return { query, error, rows: emitted.flatMap(one => one.rows) }
  }

  it('stay, with null fields and a copy in the ledger', async () => {
    const { query, rows } = await reading('keep')
    expect(rows).toEqual(['a 1', 'b null', 'c 3', 'null null'])
    expect(query.ledger.entries.map(({ kind, origin, raw }) => [kind, origin?.source, origin?.offset, Buffer.from(raw ?? []).toString()])).toEqual([
      ['malformed', join(dir, 'a.json'), 1, 'not json'], ['malformed', join(dir, 'b.json'), 0, '{"user":"b","n":"x"}'],
    ])
  })

  it('go to quarantine on request', async () => {
    const { query, rows } = await reading('quarantine')
    expect(rows).toEqual(['a 1', 'c 3'])
    expect(query.ledger.counts).toEqual({ malformed: 0, late: 0, quarantined: 2 })
    expect(query.lastProgress?.numInputRows).toBe(4)
  })

  it('or make the query fail, with the place', async () => {
    const { error, rows } = await reading('fail')
    expect(rows).toEqual([])
    expect(error).toMatchObject({ code: 'STREAM_FAILED', cause: { code: 'MALFORMED_RECORD_IN_PARSING', message: expect.stringContaining(`${join(dir, 'a.json')}, partition 0, offset 1`) as string } })
  })

  it('are left out in mode DROPMALFORMED, and they alone', async () => {
    expect((await reading('quarantine', { mode: 'DROPMALFORMED' })).rows).toEqual(['a 1', 'c 3'])
  })
})

it('a query that starts again reads each file once, from its log in the checkpoint', async () => {
  mkdirSync(join(dir, 'in'))
  const spec = (emitted: ReturnType<typeof recorder>): Parameters<ReturnType<typeof engineWith>['start']>[0] =>
    querySpec(scan(text, { path: join(dir, 'in'), maxFilesPerTrigger: 1 }, null, true), emitted.sink, { checkpoint: join(dir, 'checkpoint') })
  const all: string[] = []
  for (const names of [['b', 'a'], [], ['c'], ['d', 'e', 'f']]) {
    for (const name of names) writeFileSync(join(dir, 'in', name), `${name}\n`)
    const recorded = recorder()
    await (await engineWith().start(spec(recorded))).awaitTermination()
    expect(recorded.emitted.length).toBe(names.length)
    all.push(...recorded.emitted.flatMap(one => one.rows))
  }
  expect(all.sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  // Where it began, and an entry a batch.
  expect(readdirSync(join(dir, 'checkpoint', 'sources', '0'))).toEqual(['0', '1', '2', '3', '4', '5', '6'])
})
