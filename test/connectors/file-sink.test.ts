import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { spark } from '../../src/api'
import { batchOfRows, rowsOf, type Batch } from '../../src/batch'
import { fileSinks, fileSources, memoryStream, type Sink, type SourceOptions } from '../../src/connectors'
import { diskFiles, parseDdl, type Files } from '../../src/core'
import { scan } from '../../src/plan'
import { disk } from '../engine/disk'
import { engineWith, querySpec, recorder } from '../engine/rig'
import { batchesOf, context, playOut, put, rowsBetween, scratch } from './scratch'

const [json] = fileSources
const [jsonSink, csvSink] = fileSinks
const schema = parseDdl('user STRING, n INT')
const none = { table: () => undefined, register: () => {} }
let dir = ''
let remove = (): void => {}
beforeEach(() => { ({ dir, remove } = scratch()) })
afterEach(() => remove())

const out = (): string => join(dir, 'out')

async function sinkOf(queryId = 'q', more: { files?: Files; options?: SourceOptions; format?: typeof jsonSink } = {}): Promise<Sink> {
  const { files = diskFiles, options = {}, format = jsonSink } = more
  return format.open({ path: out(), ...options }, schema, { queryId, queryName: null, checkpoint: join(dir, 'checkpoint'), files, tables: none })
}

async function write(sink: Sink, batchId: number, users: string, staged?: () => void): Promise<number> {
  const rows: Batch = batchOfRows(schema, users.split('').map((user, i) => ({ user, n: i })))
  return (await sink.write({ batchId, schema, mode: 'append', batches: users === '' ? [] : [rows], staged })).numOutputRows
}

/** The users that a reader of the folder sees. */
async function seen(path = out(), format = json): Promise<string> {
  const source = await format.open({ path }, schema, context({ streaming: false }))
  const from = await source.initialOffset()
  return (await batchesOf(source, from, await source.planEnd(from, true))).flatMap(rowsOf).map(row => String(row.user)).sort().join('')
}

function parts(): string[] {
  return readdirSync(out()).filter(name => name.startsWith('part-'))
}

it('writes a file a batch that has rows, and a manifest a batch', async () => {
  const sink = await sinkOf()
  expect([await write(sink, 0, 'ab'), await write(sink, 1, ''), await write(sink, 2, 'c')]).toEqual([2, 0, 1])
  expect(parts()).toEqual(['part-00000-q.json', 'part-00002-q.json'])
  expect(readdirSync(join(out(), '_tidemark_metadata'))).toEqual(['0', '1', '2'])
  expect(readFileSync(join(out(), 'part-00000-q.json'), 'utf8')).toBe('{"user":"a","n":0}\n{"user":"b","n":1}\n')
  expect(sink.description).toBe(`FileSink[${out()}]`)
})

it('writes CSV by the options of CSV', async () => {
  await write(await sinkOf('q', { format: csvSink, options: { header: true, sep: ';' } }), 0, 'ab')
  expect(readFileSync(join(out(), 'part-00000-q.csv'), 'utf8')).toBe('user;n\na;0\nb;1\n')
  await expect(sinkOf('q', { format: csvSink, options: { mode: 'FAILFAST' } })).rejects.toMatchObject({ code: 'UNKNOWN_OPTION' })
})

describe('a reader of the folder', () => {
  it('sees what manifests name, and nothing else', async () => {
    const sink = await sinkOf()
    expect(await seen()).toBe('')
    await write(sink, 0, 'a')
    put(join(out(), 'stranger.json'), '{"user":"x"}\n')
    await expect(write(sink, 1, 'b', () => { throw new Error('cut off') })).rejects.toThrow('cut off')
    expect(parts()).toHaveLength(2)
    expect(await seen()).toBe('a')
    appendFileSync(join(out(), 'part-00000-q.json'), '{"user":"x"}\n')
    expect([await seen(), await seen(join(out(), '*.json')), await seen(join(dir, '*'))]).toEqual(['a', 'a', 'a'])
  })

  it('as a stream, takes each batch as it is published', async () => {
    const sink = await sinkOf()
    await write(sink, 0, 'a')
    const source = await json.open({ path: out() }, schema, context())
    const { rows, to } = await playOut(source, await source.initialOffset())
    expect(rows.flat()).toHaveLength(1)
    await write(sink, 1, 'bc')
    expect(await rowsBetween(source, to, await source.planEnd(to, false))).toHaveLength(2)
  })

  it('is told of a part that is gone or cut, and of a manifest that is none', async () => {
    const sink = await sinkOf()
    await write(sink, 0, 'ab')
    const part = join(out(), 'part-00000-q.json')
    const manifest = join(out(), '_tidemark_metadata', '0')
    writeFileSync(part, '{"user":"a"}\n')
    await expect(seen()).rejects.toMatchObject({ code: 'FILE_CHANGED' })
    rmSync(part)
    await expect(seen()).rejects.toMatchObject({ code: 'FAILED_READ_FILE.FILE_NOT_EXIST', message: expect.stringContaining('part-00000-q.json') as string })
    put(join(dir, 'secret.json'), '{"user":"secret"}\n')
    const text = readFileSync(manifest, 'utf8')
    for (const torn of ['', '{', 'null', '{}', '[1]', text.replace('part-00000-q.json', '../secret.json'), text.replace('"batchId":0', '"batchId":1')]) {
      writeFileSync(manifest, torn)
      await expect(seen()).rejects.toMatchObject({ code: 'FILE_SINK_MANIFEST_CORRUPT', message: expect.stringContaining('_tidemark_metadata/0') as string })
      await expect(write(sink, 0, 'ab')).rejects.toMatchObject({ code: 'FILE_SINK_MANIFEST_CORRUPT' })
    }
  })
})

describe('a batch that is written again', () => {
  it('changes nothing, in whatever order its rows come', async () => {
    await write(await sinkOf(), 0, 'ab')
    const sink = await sinkOf()
    const rows = batchOfRows(schema, [{ user: 'b', n: 1 }, { user: 'a', n: 0 }])
    expect(await sink.write({ batchId: 0, schema, mode: 'append', batches: [rows] })).toEqual({ numOutputRows: 2 })
    expect(await seen()).toBe('ab')
  })

  it('with other rows is refused: the checkpoint is older than the output', async () => {
    await write(await sinkOf(), 0, 'ab')
    for (const users of ['ac', 'abc', 'a', '']) {
      await expect(write(await sinkOf(), 0, users)).rejects.toMatchObject({ code: 'FILE_SINK_REPLAY_MISMATCH', message: expect.stringContaining('batch 0') as string })
    }
    expect(await seen()).toBe('ab')
  })

  it('after it was cut off takes the place of what was staged', async () => {
    await expect(write(await sinkOf(), 0, 'abc', () => { throw new Error('cut off') })).rejects.toThrow()
    writeFileSync(join(out(), 'part-00001-q.json.77.88.tmp'), 'torn')
    const sink = await sinkOf()
    expect(existsSync(join(out(), 'part-00001-q.json.77.88.tmp'))).toBe(false)
    await write(sink, 0, 'ab')
    expect([await seen(), parts()]).toEqual(['ab', ['part-00000-q.json']])
  })
})

describe('a folder', () => {
  it('of another query is refused, when it is opened and when it was too late', async () => {
    const sink = await sinkOf('q')
    const other = await sinkOf('other')
    await write(sink, 0, 'a')
    await expect(write(other, 0, 'a')).rejects.toMatchObject({ code: 'FILE_SINK_OTHER_QUERY' })
    await expect(sinkOf('other')).rejects.toMatchObject({ code: 'FILE_SINK_OTHER_QUERY', hint: expect.stringContaining('checkpointLocation') as string })
    expect(await seen()).toBe('a')
  })

  it('with files of somebody else is refused: a manifest would hide them', async () => {
    put(join(out(), 'mine.json'), '{"user":"x"}\n')
    await expect(sinkOf()).rejects.toMatchObject({ code: 'FILE_SINK_FOLDER_IN_USE', message: expect.stringContaining('mine.json') as string })
    expect(await seen()).toBe('x')
  })

  it('is made where it is missing, and is no file', async () => {
    put(out(), 'a file')
    await expect(sinkOf()).rejects.toMatchObject({ code: 'INVALID_OPTION' })
  })
})

it('a full disk leaves nothing that counts, and the batch can be written later', async () => {
  mkdirSync(out())
  for (const step of ['replace', 'publish'] as const) {
    const full: Files = { ...diskFiles, [step]: () => { throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' }) } }
    const sink = await sinkOf('q', { files: full })
    await expect(write(sink, 0, 'ab')).rejects.toMatchObject({ code: 'FILE_SINK_WRITE_FAILED', fault: 'external', message: expect.stringContaining('ENOSPC') as string })
    expect(await seen()).toBe('')
  }
  await write(await sinkOf(), 0, 'ab')
  expect(await seen()).toBe('ab')
})

it('works on the engine\'s disk, and on no other', async () => {
  const files = disk()
  const stream = memoryStream(schema)
  stream.addRows([{ user: 'a', n: 1 }])
  const spec = { ...querySpec(scan(stream.source, {}, null, true), recorder().sink), sink: { format: jsonSink, options: { path: '/out' } }, checkpoint: 'cp' }
  await (await engineWith({ files }).start(spec)).awaitTermination()
  expect(files.paths.filter(path => path.startsWith('/out'))).toEqual([expect.stringMatching(/^\/out\/_tidemark_metadata\/0$/), expect.stringMatching(/^\/out\/part-00000-[-\da-f]+\.json$/)])
  expect((await engineWith({ files }).collect(scan(json, { path: '/out' }, schema, false))).flatMap(rowsOf)).toEqual([{ user: 'a', n: 1 }])
})

it('by name, from the session: JSON in, CSV out', async () => {
  put(join(dir, 'in', 'a.json'), '{"user":"ada","n":1}\n{"user":"bob","n":2}\n')
  const frame = spark.readStream.schema('user STRING, n INT').json(join(dir, 'in'))
  const writer = frame.writeStream.format('csv').trigger({ availableNow: true })
  await expect(writer.start(out())).rejects.toMatchObject({ code: 'INVALID_OPTION', message: expect.stringContaining('checkpointLocation') as string })
  const query = await writer.option('checkpointLocation', join(dir, 'checkpoint')).start(out())
  await query.awaitTermination()
  expect(query.lastProgress?.sink.numOutputRows).toBe(2)
  expect(await spark.read.schema('user STRING, n INT').csv(out()).collect()).toEqual([{ user: 'ada', n: 1 }, { user: 'bob', n: 2 }])
  expect((await spark.read.text(out()).collect()).map(row => row.value)).toEqual(['ada,1', 'bob,2'])
})
