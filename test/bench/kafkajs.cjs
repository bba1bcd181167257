// What a Node program does today: kafkajs, JSON.parse and a Map. node kafkajs.cjs <brokers> <topic> <records>
'use strict'
const { Kafka, logLevel } = require('kafkajs')

async function main() {
  const [, , brokers, topic, wanted] = process.argv
  const kafka = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING })
  const consumer = kafka.consumer({ groupId: `bench-${process.pid}`, maxBytesPerPartition: 8 << 20, maxBytes: 64 << 20, maxWaitTimeInMs: 100 })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  const groups = new Map()
  let records = 0
  let started
  const done = new Promise(resolve => {
    void consumer.run({
      partitionsConsumedConcurrently: 4,
      autoCommit: false,
      eachBatch: async ({ batch }) => {
        // The group's rebalance is not counted, the first fetch is not either: kafkajs gets the benefit.
        started ??= performance.now()
        for (const message of batch.messages) {
          const event = JSON.parse(message.value.toString())
          if (event.action !== 'login') continue
          const key = `${Math.floor(Date.parse(event.timestamp) / 3600000)}|${event.user}`
          groups.set(key, (groups.get(key) ?? 0) + 1)
        }
        records += batch.messages.length
        if (records >= Number(wanted)) resolve()
      },
    })
  })
  await done
  const seconds = (performance.now() - started) / 1000
  let logins = 0
  for (const count of groups.values()) logins += count
  process.stdout.write(JSON.stringify({ records, seconds, answer: String(logins), mb: Math.round(process.memoryUsage().rss / 2 ** 20) }))
  process.exit(0)
}

main().catch(error => { console.error(error); process.exit(1) })
