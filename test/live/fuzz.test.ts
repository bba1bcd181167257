import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { judge } from '../fuzz/judge'
import { printProgram } from '../fuzz/program'
import { startLanes, type SparkLanes } from '../fuzz/spark-lanes'
import { describeLive, java, pyspark } from './parts'

const dir = join(__dirname, '../../.tidemark/live/fuzz')
const FROM = 3200
const PROGRAMS = 30

describeLive('random programs, on both engines', [java, pyspark], () => {
  let spark: SparkLanes
  beforeAll(async () => { spark = await startLanes(dir) }, 300_000)
  afterAll(async () => {
    await spark.stop()
    rmSync(dir, { recursive: true, force: true })
  }, 60_000)

  test.each(Array.from({ length: PROGRAMS }, (_, i) => FROM + i))('the engines agree about seed %i', async seed => {
    const { differences } = await judge(seed, spark.lane(0))
    expect(differences.map(({ program, difference }) => ({ difference, program: printProgram(program) }))).toEqual([])
  }, 60_000)
})
