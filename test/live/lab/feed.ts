import { openWriter } from '../../../src/connectors/kafka'

export interface Feed {
  readonly sent: () => number
  stop(): Promise<void>
}

const users = ['ann', 'bob', 'cho', 'dev', 'eve', 'fay', 'gil', 'hua']

/** Goes on writing logins to a topic, `each` of them five times a second; their time goes a minute a second. */
export async function feedTopic(brokers: string, topic: string, each: number): Promise<Feed> {
  const writer = openWriter({ brokers })
  await writer.createTopic(topic, 2)
  let sent = 0
  let over = false
  const feeding = (async () => {
    for (let round = 0; !over; round++) {
      const at = Date.UTC(2026, 0, 5) + round * 12_000
      await writer.send(topic, Array.from({ length: each }, (_, i) => ({
        partition: i % 2, key: null, timestamp: Date.now(),
        value: Buffer.from(JSON.stringify({ user: users[(round * 7 + i * 3) % users.length], action: 'login', timestamp: new Date(at + i).toISOString() })),
      })))
      sent += each
      await new Promise(done => setTimeout(done, 200))
    }
  })()
  // Who stops it hears of what went wrong.
  feeding.catch(() => {})
  return {
    sent: () => sent,
    stop: async () => {
      over = true
      await feeding.finally(() => writer.close())
    },
  }
}

/** A windowed count of the fed topic, drawn live: the cells of a notebook. */
export const fedCells = (topic: string): string[] => [
  `import { bar, col, count, display, fromJson, spark, window } from 'tidemark'
const logins = spark.readStream.kafka({ subscribe: '${topic}', startingOffsets: 'earliest' })
  .select(fromJson(col('value').cast('STRING'), 'user STRING, action STRING, timestamp TIMESTAMP').as('e'))
  .select('e.user', 'e.timestamp')
const query = await display(
  logins.withWatermark('timestamp', '1 minute').groupBy(window('timestamp', '10 minutes'), 'user').agg({ n: count() }),
  bar({ x: 'window.start', y: 'n', color: 'user', title: 'Logins, live' }), { name: 'fed' },
)`,
  `const busy = Date.now() + 500
while (Date.now() < busy);
console.log('another cell')`,
  'await query.stop()\nconsole.log(query.recentProgress.length)',
]
