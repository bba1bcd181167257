import { seedTopic } from '../../src/workspace/generator'
import { framesOf, runTutorial, tutorials } from '../notebooks/run-tutorial'
import { brokerForTests } from './kafka-server'
import { describeLive, java, maven } from './parts'

describeLive('the tutorials on a live topic, no cell edited', [java, maven], () => {
  let kafka: Awaited<ReturnType<typeof brokerForTests>>
  beforeAll(async () => {
    kafka = await brokerForTests()
    await seedTopic({ brokers: kafka.brokers })
  }, 300_000)
  afterAll(async () => { await kafka.stop() }, 60_000)

  test.each(tutorials)('%s', async name => {
    const { failure, events } = await runTutorial(name, { TIDEMARK_KAFKA: kafka.brokers })
    expect(failure).toBeUndefined()
    if (name === '04-visualise') expect(Math.max(...framesOf(events))).toBeGreaterThanOrEqual(10)
  }, 300_000)
})
