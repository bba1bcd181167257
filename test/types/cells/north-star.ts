import { bar, col, count, display, fromJson, spark, window } from 'tidemark'

const logs = spark.readStream.kafka({ 'kafka.bootstrap.servers': 'localhost:9092', subscribe: 'topic_log' })
const logins = logs
  .select(fromJson(col('value').cast('STRING'), 'user STRING, action STRING, timestamp TIMESTAMP').as('e'))
  .select('e.user', 'e.action', 'e.timestamp')
  .where(col('action').eq('login'))
const hourly = logins
  .withWatermark('timestamp', '10 minutes')
  .groupBy(window('timestamp', '1 hour'), 'user')
  .agg({ logins: count() })
export const query = display(hourly, bar({ x: 'window.start', y: 'logins', color: 'user' }))
export const progress = query.then(running => running.lastProgress?.numInputRows)
