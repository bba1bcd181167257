import { averageHourlyLogins, memoryStream, parseLog, processStream, spark, type Frame, type RowOf } from 'tidemark'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false
type Row<F> = F extends Frame<infer S, infer _I> ? RowOf<S> : never
const is = <_T extends true>(): void => {}

const logs = parseLog(spark.readStream.kafka({ subscribe: 'topic_log' }))
is<Same<keyof Row<typeof logs>, 'username' | 'action_type' | 'timestamp'>>()
const perHour = processStream(logs.withWatermark('timestamp', '10 minutes'), { groupByColumn: 'username', windowDuration: '1 hour' })
is<Same<Row<typeof perHour>['avgCount'], number>>()
is<Same<Row<typeof perHour>['username'], string>>()
perHour.writeStream.outputMode('append').queryName('hours').start()
const means = averageHourlyLogins(spark.table('hours', perHour))
is<Same<Row<typeof means>, { username: string; averageHourlyLogins: number }>>()
averageHourlyLogins(processStream(parseLog(spark.read.kafka({ subscribe: 'topic_log' })), { groupByColumn: 'username' }))
averageHourlyLogins(spark.table('hours'))

// error: parseLog reads records with a BINARY value, and 'value' is STRING
parseLog(spark.read.text('app.log'))
// error: there is no column 'value' here
parseLog(spark.createDataFrame([], 'user STRING'))
// error: processStream needs a watermark: write .withWatermark('timestamp', '10 minutes') before it
processStream(logs, { groupByColumn: 'username' })
// error: there is no column 'usr' here
processStream(logs.withWatermark('timestamp', '10 minutes'), { groupByColumn: 'usr' })
// error: there is no column 'action_type' here
processStream(logs.withWatermark('timestamp', '10 minutes').drop('action_type'), { groupByColumn: 'username' })
// error: processStream reads 'timestamp' as TIMESTAMP, and it is STRING
processStream(spark.readStream.memory(memoryStream('username STRING, action_type STRING, timestamp STRING')), { groupByColumn: 'username' })
// error: averageHourlyLogins(…) needs rows that end, and a stream's do not
averageHourlyLogins(perHour)
// error: there is no column 'count' here
averageHourlyLogins(spark.createDataFrame([], 'username STRING'))
export { perHour }
