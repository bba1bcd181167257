import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { isCode, parseNotebook, runNotebook } from '../../src/notebook'
import { seedTopic } from '../../src/workspace/generator'
import { startSpark, stopSpark, type RunningSpark } from '../../src/workspace/servers/spark'
import { brokerForTests } from './kafka-server'
import { outputText } from '../notebooks/run-tutorial'
import { describeLive, java, maven, pyspark } from './parts'

const root = resolve(__dirname, '../..')

describeLive('the scale-out tutorial on a real cluster and a real topic', [java, maven, pyspark], () => {
  let broker: Awaited<ReturnType<typeof brokerForTests>>
  let spark: RunningSpark
  // A project of its own, so that its cluster is not the one that somebody works with.
  const project = mkdtempSync(join(tmpdir(), 'tidemark-scale-'))
  const dir = join(project, '.tidemark', 'spark')
  beforeAll(async () => {
    for (const name of ['node_modules', '.venv']) symlinkSync(join(root, name), join(project, name))
    writeFileSync(join(project, 'package.json'), '{ "name": "scaled", "private": true }')
    mkdirSync(join(project, '.tidemark'))
    broker = await brokerForTests()
    await seedTopic({ brokers: broker.brokers, topic: 'topic_log', events: 20_000 })
    spark = await startSpark({ dir, venv: join(root, '.venv'), port: 0, workers: 2, libs: join(root, '.tidemark/jars/spark'), timeoutMs: 280_000 })
  }, 400_000)
  afterAll(async () => {
    await stopSpark(dir)
    await broker?.stop()
    rmSync(project, { recursive: true, force: true })
  }, 120_000)

  test('both engines give one answer, a worker joins, one is killed, the answer stays', async () => {
    const file = '06-scale-out.ipynb'
    const result = await runNotebook(parseNotebook(readFileSync(join(root, 'notebooks', file), 'utf8'), file), {
      file, root: project, entry: join(root, 'dist/notebook/cell/cell-process.js'), cellTimeoutMs: 400_000,
      env: { ...process.env, TIDEMARK_KAFKA: '', TIDEMARK_PARAM_BROKERS: broker.brokers, TIDEMARK_PARAM_SPARK: spark.address },
    })
    expect(result.failure).toBeUndefined()
    const text = outputText(result.notebook.cells.filter(isCode))
    expect(text).toMatch(/Spark 4\.1\.1/)
    expect(text).toMatch(/Result +equal\n/)
    expect(text).toMatch(/Spark was running already with 3 workers/)
    expect(text).toMatch(/\d+ logins in \d+ groups, here and there/)
    expect(text).toMatch(/records\/s/)
    expect(text.match(/application\/vnd\.vegalite\.v5\+json/g)?.length).toBe(2)
  }, 1_200_000)
})
