import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { col, count, fromJson, prove, spark, window } from '../../src'
import { createRemoteSession, type RemoteSession } from '../../src/api/remote-session'
import { batchOfRows, rowsOf } from '../../src/batch'
import { parseDdl } from '../../src/core'
import { installCellOutput } from '../../src/core/cell-output'
import { startSpark, stopSpark, type RunningSpark } from '../../src/workspace/servers/spark'
import { ALL_TYPES, EVERY_KIND } from '../batch/every-kind'
import { describeLive, java, type Part } from './parts'

jest.setTimeout(240_000)

const root = resolve(__dirname, '../..')
const dir = join(root, '.tidemark/live/connect-4-2')
const venv = join(root, '.venv-spark-4.2')
const newer: Part = {
  name: 'PySpark 4.2.0 in .venv-spark-4.2',
  install: 'python3 -m venv .venv-spark-4.2 && .venv-spark-4.2/bin/pip install pyspark==4.2.0',
  found: () => existsSync(join(venv, 'bin/python')) && spawnSync(join(venv, 'bin/python'), ['-c', 'import pyspark; assert pyspark.__version__ == "4.2.0"']).status === 0,
}

describeLive('the next Spark, 4.2: does it understand us', [java, newer], () => {
  let server: RunningSpark
  let remote: RemoteSession
  const files = mkdtempSync(join(tmpdir(), 'tidemark-connect-4-2-'))
  beforeAll(async () => {
    installCellOutput({ headless: true, show: () => ({ id: 'nowhere', update() {} }), own() {} })
    server = await startSpark({ dir, venv, version: '4.2.0', port: 0, withoutKafka: true, timeoutMs: 280_000, conf: { 'spark.sql.shuffle.partitions': '1' } })
    remote = createRemoteSession({ url: server.address, version: 'test', env: {}, warn: () => {}, settings: {} })
  }, 300_000)
  afterAll(async () => {
    await remote?.session.stop().catch(() => {})
    await stopSpark(dir)
    rmSync(files, { recursive: true, force: true })
  }, 60_000)

  test('batches, every type there and back, an error with our line', async () => {
    expect(await remote.session.engineVersion()).toBe('4.2.0')
    expect(await remote.session.createDataFrame(EVERY_KIND, ALL_TYPES).collect()).toEqual(rowsOf(batchOfRows(parseDdl(ALL_TYPES), EVERY_KIND)))
    await expect(remote.session.range(3).select(col('id').divide(0).as('x')).collect()).rejects.toMatchObject({ code: 'DIVIDE_BY_ZERO', site: { file: __filename } })
  })

  test('a query, from start to stop', async () => {
    const path = join(files, 'in')
    mkdirSync(path)
    writeFileSync(join(path, '0.json'), '{"user":"ada"}\n{"user":"bob"}\n')
    const query = await remote.session.readStream.schema('user STRING').json(path).groupBy('user').count().writeStream.outputMode('complete').queryName('visits').start()
    await query.processAllAvailable()
    expect(query.lastProgress).toMatchObject({ batchId: 0, numInputRows: 2 })
    expect(await remote.session.table('visits').orderBy('user').toRows()).toEqual([{ user: 'ada', count: 1 }, { user: 'bob', count: 1 }])
    await query.stop()
    expect(query.ending).toBe('stopped')
  })

  test('the hourly logins are the same there too', async () => {
    const hourly = spark.readStream.kafka({ tape: join(root, 'data/topic_log'), subscribe: 'topic_log', startingOffsets: 'earliest' })
      .select(fromJson(col('value').cast('STRING'), 'user STRING, action STRING, timestamp TIMESTAMP').as('e')).select('e.user', 'e.action', 'e.timestamp')
      .where(col('action').eq('login')).withWatermark('timestamp', '10 minutes')
      .groupBy(window('timestamp', '1 hour'), 'user').agg({ logins: count() })
    expect(await prove(hourly, { on: server.address, batches: 3 })).toMatchObject({ equal: true, versions: { spark: '4.2.0' } })
  })
})
