import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { bar, coalesce, col, count, display, fromJson, lit, spark, window } from '../../src'
import { createRemoteSession, type RemoteSession } from '../../src/api/remote-session'
import type { SparkSession } from '../../src/api'
import { cellOutput, installCellOutput, type MimeBundle } from '../../src/core/cell-output'
import { seedTopic } from '../../src/workspace/generator'
import { startSpark, stopSpark, type RunningSpark } from '../../src/workspace/servers/spark'
import { brokerForTests } from './kafka-server'
import { describeLive, java, maven, pyspark } from './parts'

jest.setTimeout(240_000)

const dir = join(__dirname, '../../.tidemark/live/spark-cluster')
const EVENTS = 9_000

describeLive('a Spark of several workers, reading a real Kafka', [java, maven, pyspark], () => {
  let broker: Awaited<ReturnType<typeof brokerForTests>>
  let cluster: RunningSpark
  let remote: RemoteSession

  beforeAll(async () => {
    broker = await brokerForTests()
    await seedTopic({ brokers: broker.brokers, topic: 'topic_log', events: EVENTS })
    cluster = await startSpark({ dir, port: 0, workers: 2, libs: resolve(__dirname, '../../.tidemark/jars/spark'), timeoutMs: 280_000 })
    remote = createRemoteSession({ url: cluster.address, version: 'test', env: {}, settings: {}, warn: () => {} })
  }, 400_000)
  afterAll(async () => {
    await remote?.session.stop().catch(() => {})
    await stopSpark(dir)
    await broker?.stop()
    await spark.stop()
  }, 120_000)

  const options = () => ({ 'kafka.bootstrap.servers': broker.brokers, 'subscribe': 'topic_log', 'startingOffsets': 'earliest' }) as const
  const hourly = (session: SparkSession, more: Readonly<Record<string, number>> = {}) => session.readStream.kafka({ ...options(), ...more })
    .select(fromJson(col('value').cast('STRING'), 'user STRING, action STRING, timestamp TIMESTAMP').as('e'))
    .select('e.user', 'e.action', 'e.timestamp')
    .where(col('action').eq('login'))
    .groupBy(window('timestamp', '1 hour'), 'user')
    .agg({ logins: count() })
  const actions = (session: SparkSession) => session.readStream.kafka({ ...options(), maxOffsetsPerTrigger: 3_000 })
    .select(fromJson(col('value').cast('STRING'), 'action STRING').as('e')).select(coalesce('e.action', lit('none')).as('action'))
    .groupBy('action').agg({ rows: count() })
  const sorted = (rows: readonly object[]): string[] => rows.map(row => JSON.stringify(row)).sort()
  /** The table that a query fills here, of what the topic holds. */
  const answerHere = async (): Promise<string[]> => {
    const frame = hourly(spark)
    const query = await frame.writeStream.outputMode('complete').queryName('here').trigger({ availableNow: true }).start()
    await query.awaitTermination()
    return sorted(await spark.table('here', frame).toRows())
  }

  test('answers from the first query on, with the executors of all its workers', async () => {
    expect(cluster.workers).toBe(2)
    expect(await remote.session.range(1_000).where(col('id').mod(3).eq(0)).count()).toBe(334)
  })

  test('a batch of the topic: Spark\'s columns, our options, the same records as here', async () => {
    const of = (session: SparkSession) => session.read.kafka(options())
    expect(await of(remote.session).count()).toBe(await of(spark).count())
    expect(await of(spark).count()).toBeGreaterThanOrEqual(EVENTS)
    const part = (session: SparkSession) => of(session).where(col('offset').lt(3)).orderBy('partition', 'offset').toRows()
    expect(await part(remote.session)).toEqual(await part(spark))
    const headers = await remote.session.read.kafka({ ...options(), includeHeaders: true } as never).take(1) as object[]
    expect(Object.keys(headers[0])).toContain('headers')
  })

  test('a stream of the topic, in batches of its own, gives what it gives here', async () => {
    const frame = hourly(remote.session, { maxOffsetsPerTrigger: 3_000 })
    const query = await frame.writeStream.outputMode('complete').queryName('there').trigger({ availableNow: true }).start()
    await query.awaitTermination()
    expect(query.recentProgress.filter(one => one.numInputRows > 0).length).toBeGreaterThan(2)
    expect(query.lastProgress?.sources[0]).toMatchObject({ description: 'KafkaV2[Subscribe[topic_log]]', endOffset: { topic_log: expect.any(Object) } })
    expect(sorted(await remote.session.table('there').toRows())).toEqual(await answerHere())
  })

  test('display of a stream draws what the server has by then, to the last row', async () => {
    const shown: MimeBundle[][] = []
    const before = cellOutput()
    installCellOutput({
      headless: true,
      show: bundle => {
        const one = [bundle]
        shown.push(one)
        return { id: String(shown.length), update: next => { one.push(next) } }
      },
      own: () => {},
    })
    try {
      const query = await display(actions(remote.session), bar({ x: 'action', y: 'rows' }))
      expect(query).toMatchObject({ ending: 'complete' })
    } finally {
      installCellOutput(before)
    }
    const spec = shown[0].at(-1)?.['application/vnd.vegalite.v5+json'] as { data?: { values?: { y: number }[] } }
    const drawn = (spec.data?.values ?? []).reduce((sum, one) => sum + one.y, 0)
    expect(drawn).toBe(await spark.read.kafka(options()).count())
  })

  test('a worker joins and one is killed while a query runs: its answer stays', async () => {
    const frame = hourly(remote.session, { maxOffsetsPerTrigger: 500 })
    const query = await frame.writeStream.outputMode('complete').queryName('survives').trigger({ availableNow: true }).start()
    await until(() => query.lastProgress !== null)
    expect(await startSpark({ dir, workers: 3 })).toMatchObject({ alreadyRunning: true, workers: 3, port: cluster.port })
    const { processes } = JSON.parse(readFileSync(join(dir, 'spark.json'), 'utf8')) as { processes: { name: string; pid: number }[] }
    process.kill(processes.find(one => one.name === 'worker 1')!.pid, 'SIGKILL')
    await query.awaitTermination()
    expect(sorted(await remote.session.table('survives').toRows())).toEqual(await answerHere())
    expect(await startSpark({ dir, workers: 2 })).toMatchObject({ workers: 2 })
  })

  test('workers cannot join a server without any, nor all leave', async () => {
    await expect(startSpark({ dir, workers: 0 })).rejects.toMatchObject({ code: 'SPARK_NOT_A_CLUSTER', hint: expect.stringContaining('tidemark down spark') })
  })

  test('a stop leaves no process of it', async () => {
    await stopSpark(dir)
    await until(() => processesOf(dir).length === 0)
  })
})

/** What runs with the folder on its command line. */
function processesOf(folder: string): string[] {
  return readdirSync('/proc').filter(name => /^\d+$/.test(name)).filter(pid => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`-Dtidemark.spark=${folder}`)
    } catch {
      return false
    }
  })
}

async function until(is: () => boolean): Promise<void> {
  const deadline = Date.now() + 90_000
  while (!is()) {
    if (Date.now() > deadline) throw new Error('waited in vain')
    await new Promise(done => setTimeout(done, 50))
  }
}
