// One run of the pipeline in a process of its own: node tidemark.cjs <brokers> <topic>
'use strict'
const { spark, fromJson, col, window, count, sum } = require('tidemark')

async function main() {
  const [, , brokers, topic] = process.argv
  const hourly = spark.readStream
    .kafka({ 'kafka.bootstrap.servers': brokers, subscribe: topic, startingOffsets: 'earliest', maxOffsetsPerTrigger: 500000 })
    .select(fromJson(col('value').cast('STRING'), 'user STRING, action STRING, timestamp TIMESTAMP').as('e'))
    .select('e.user', 'e.action', 'e.timestamp')
    .where(col('action').eq('login'))
    .withWatermark('timestamp', '10 minutes')
    .groupBy(window('timestamp', '1 hour'), 'user')
    .agg({ logins: count() })
  const started = performance.now()
  const query = await hourly.writeStream.outputMode('complete').format('memory').queryName('hourly').trigger({ availableNow: true }).start()
  await query.awaitTermination()
  const [{ logins }] = await spark.table('hourly').agg({ logins: sum('logins') }).collect()
  const seconds = (performance.now() - started) / 1000
  const records = query.recentProgress.reduce((sum, p) => sum + p.numInputRows, 0)
  process.stdout.write(JSON.stringify({ records, seconds, answer: String(logins), mb: Math.round(process.memoryUsage().rss / 2 ** 20) }))
}

main().then(() => process.exit(0), error => { console.error(error); process.exit(1) })
