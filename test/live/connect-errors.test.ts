import { once } from 'node:events'
import { createServer, type Http2Server } from 'node:http2'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectNodeAdapter } from '@connectrpc/connect-node'
import { createRemoteSession, type RemoteSession } from '../../src/api/remote-session'
import { describeProtocol } from '../../src/connect/protocol/descriptors'
import { isTidemarkError, type TidemarkError } from '../../src/core'
import { col, memoryStream } from '../../src'
import { startSpark, stopSpark, type RunningSpark } from '../../src/workspace/servers/spark'
import { cuttingProxy } from './cutting-proxy'
import { describeLive, java, pyspark } from './parts'

jest.setTimeout(120_000)

const dir = join(__dirname, '../../.tidemark/live/connect-errors')
const TOKEN = 'open-sesame'

describeLive('what a Spark server, or the way to it, can refuse', [java, pyspark], () => {
  let server: RunningSpark
  let remote: RemoteSession
  const opened: RemoteSession[] = []
  const files = mkdtempSync(join(tmpdir(), 'tidemark-connect-errors-'))
  const open = (more = '', port = server.port, token: string | null = TOKEN): RemoteSession => {
    const one = createRemoteSession({ url: `sc://127.0.0.1:${port}/${token === null ? '' : `;token=${token}`}${more}`, version: 'test', env: {}, warn: () => {}, settings: {} })
    opened.push(one)
    return one
  }
  beforeAll(async () => {
    server = await startSpark({
      dir, port: 0, withoutKafka: true, timeoutMs: 280_000,
      conf: { 'spark.sql.shuffle.partitions': '1', 'spark.connect.grpc.maxInboundMessageSize': String(4 << 20), 'spark.connect.authenticate.token': TOKEN },
    })
    remote = open()
  }, 300_000)
  afterAll(async () => {
    await Promise.all(opened.map(({ session }) => session.stop().catch(() => {})))
    await stopSpark(dir)
    rmSync(files, { recursive: true, force: true })
  }, 60_000)

  test('Spark\'s condition, SQLSTATE and sentence, with our line', async () => {
    const error = await failure(remote.session.range(3).select(col('id').divide(0).as('x')).collect())
    expect(error).toMatchObject({ code: 'DIVIDE_BY_ZERO', fault: 'user', details: { sqlState: '22012', engine: 'spark' } })
    expect(error.message).toMatch(/^Division by zero\./)
    expect(error.sentence).not.toMatch(/SQLSTATE|== DataFrame|\tat /)
    expect(error.site?.file).toBe(__filename)
  })

  test('no server', async () => {
    const error = await failure(open('', 1).session.range(1).collect())
    expect(error).toMatchObject({ code: 'SPARK_UNREACHABLE', retryable: true, hint: expect.stringContaining('tidemark up spark') })
  })

  test('a server that speaks something else', async () => {
    const proxy = await cuttingProxy(server.port, 0, 1_000)
    try {
      expect(await failure(open('', proxy.port).session.engineVersion())).toMatchObject({ code: 'SPARK_UNREACHABLE' })
    } finally {
      await proxy.close()
    }
  })

  test('a token is in no error', async () => {
    const error = await failure(open(';use_ssl=true', server.port, 's3cr3t').session.engineVersion())
    expect(error.code).toBe('SPARK_UNREACHABLE')
    expect(`${error.sentence} ${error.stack} ${JSON.stringify(error)}`).not.toContain('s3cr3t')
  })

  test('a session that was ended on the server', async () => {
    const id = ';session_id=0f8fad5b-d9cb-469f-a165-70867728950e'
    const one = open(id)
    expect(await one.session.range(1).count()).toBe(1)
    const other = open(id)
    await other.engine.version()
    await other.engine.session.release()
    expect(await failure(one.session.range(1).collect())).toMatchObject({ code: 'SPARK_SESSION_ENDED', hint: expect.stringContaining('getOrCreate') })
    expect(await failure(one.session.range(1).collect())).toMatchObject({ code: 'SPARK_SESSION_ENDED' })
  })

  test('a plan larger than a message may be', async () => {
    const text = 'x'.repeat(5 << 20)
    expect(await failure(remote.session.createDataFrame([{ text }], 'text STRING').collect())).toMatchObject({ code: 'SPARK_MESSAGE_TOO_LARGE' })
  })

  test('what only the embedded engine does', async () => {
    const stream = remote.session.readStream.memory(memoryStream('n INT'))
    expect(await failure(stream.writeStream.queryName('no').start())).toMatchObject({ code: 'EMBEDDED_ENGINE_ONLY' })
    const ticks = remote.session.readStream.rate()
    expect(await failure(ticks.writeStream.foreachBatch(() => {}).start())).toMatchObject({ code: 'EMBEDDED_ENGINE_ONLY', hint: expect.stringContaining("spark.table('…')") })
    expect(await failure(ticks.writeStream.badRecords('quarantine').queryName('no').start())).toMatchObject({ code: 'EMBEDDED_ENGINE_ONLY' })
    expect(() => remote.session.readStream.kafka({ subscribe: 'topic_log', tape: 'data/topic_log' })).toThrow(expect.objectContaining({ code: 'EMBEDDED_ENGINE_ONLY' }))
    expect(await failure(remote.session.readStream.kafka({ subscribe: 'topic_log' }).writeStream.queryName('no').start())).toMatchObject({ code: 'EMBEDDED_ENGINE_ONLY', hint: expect.stringContaining('kafka.bootstrap.servers') })
  })

  test('another token than the server\'s, or none', async () => {
    for (const token of ['sesame-open', null]) {
      const error = await failure(open('', server.port, token).session.range(1).collect())
      expect(error).toMatchObject({ code: 'SPARK_UNAUTHORIZED', fault: 'user', hint: expect.stringContaining('SPARK_CONNECT_AUTHENTICATE_TOKEN') })
      expect(`${error.sentence} ${JSON.stringify(error)}`).not.toContain('sesame')
    }
  })

  test('a connection that is closed from its other end while an answer is awaited', async () => {
    const proxy = await cuttingProxy(server.port, 2_000, 1, 'end')
    try {
      expect(await open('', proxy.port).session.range(200_000).count()).toBe(200_000)
      const batches = await open('', proxy.port).engine.collect(remote.session.range(50_000).plan)
      expect(batches.reduce((sum, one) => sum + one.numRows, 0)).toBe(50_000)
      expect(proxy.cuts).toBe(1)
    } finally {
      await proxy.close()
    }
  })

  test('a server of another version: both are named', async () => {
    const { service } = describeProtocol()
    // No older server can be had here: its word for its version, on the real wire.
    const old = createServer(connectNodeAdapter({
      routes: router => {
        router.rpc(service.method.analyzePlan as never, (() => ({ result: { case: 'sparkVersion', value: { version: '3.5.7' } } })) as never)
        router.rpc(service.method.config as never, (() => ({})) as never)
      },
    })).listen(0, '127.0.0.1')
    try {
      await once(old, 'listening')
      const { session } = open('', (old.address() as AddressInfo).port)
      for (let again = 0; again < 2; again++) {
        expect(await failure(session.range(1).collect())).toMatchObject({
          code: 'SPARK_VERSION_MISMATCH', message: expect.stringMatching(/ is Spark 3\.5\.7, and this client speaks the Spark Connect of 4\.1$/), details: { server: '3.5.7', client: '4.1' },
        })
      }
      await session.stop()
    } finally {
      await closed(old)
    }
  })

  test('a column of a type that no column here can hold', async () => {
    const create = { opType: { case: 'root', value: { relType: { case: 'sql', value: { query: "CREATE TEMP VIEW lasting AS SELECT make_interval(0, 0, 0, 1) AS lasts" } } } } } as const
    for await (const _ of remote.engine.session.run(create)) { /* nothing comes of it */ }
    const like = remote.session.createDataFrame([], 'lasts STRING')
    expect(await failure(remote.session.table('lasting', like).collect())).toMatchObject({ code: 'ARROW_TYPE_UNSUPPORTED', message: expect.stringContaining("'lasts'"), hint: expect.stringContaining('Cast') })
    expect(await remote.session.table('lasting', like).select(col('lasts').cast('STRING').as('lasts')).collect()).toEqual([{ lasts: '1 days' }])
  })

  test('a plan that the server turns down: its condition, its sentence', async () => {
    const like = remote.session.createDataFrame([], 'n INT')
    const error = await failure(remote.session.table('nowhere', like).collect())
    expect(error).toMatchObject({ code: 'TABLE_OR_VIEW_NOT_FOUND', details: { sqlState: '42P01', engine: 'spark' }, message: expect.stringContaining('nowhere') })
  })

  test('a session that is stopped while a query starts leaves nothing at work there', async () => {
    const { session } = open()
    const out = join(files, 'out')
    const start = (): Promise<unknown> => session.readStream.rate({ rowsPerSecond: 50 }).writeStream.format('json').option('checkpointLocation', join(files, 'checkpoint'))
      .trigger({ processingTime: '100 milliseconds' }).start(out)
    await session.engineVersion()
    const starting = start().then(() => null, (error: unknown) => error)
    await session.stop()
    const error = await starting
    if (error !== null) expect(error).toMatchObject({ code: expect.stringMatching(/^SPARK_SESSION_ENDED$|^OPERATION_INTERRUPTED$|^INVALID_HANDLE/) })
    await new Promise(done => setTimeout(done, 3_000))
    const written = (): number => { try { return readdirSync(out).length } catch { return 0 } }
    const then = written()
    await new Promise(done => setTimeout(done, 2_500))
    expect(written()).toBe(then)
    expect(await failure(start())).toMatchObject({ code: 'SPARK_SESSION_ENDED' })
  })
})

async function closed(server: Http2Server): Promise<void> {
  await new Promise<void>(done => { server.close(() => done()) })
}

async function failure(of: Promise<unknown>): Promise<TidemarkError> {
  try {
    await of
  } catch (error) {
    if (isTidemarkError(error)) return error
    throw error
  }
  throw new Error('expected a failure')
}
