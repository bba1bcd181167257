import { bar, col, count, display, max, memoryStream, spark, window } from 'tidemark'

const events = spark.readStream.memory(memoryStream('user STRING, timestamp TIMESTAMP, n INT'))
const batch = spark.createDataFrame([{ user: 'ada' }], 'user STRING, timestamp TIMESTAMP, n INT')
const hourly = events.withWatermark('timestamp', '10 minutes').groupBy(window('timestamp', '1 hour'), 'user').agg({ logins: count() })

// Output modes.
// error: append of an aggregate needs withWatermark before groupBy
events.groupBy('user').agg({ n: count() }).writeStream.outputMode('append')
// error: append of an aggregate needs withWatermark before groupBy
events.groupBy('user').agg({ n: count() }).writeStream.start()
// error: append of an aggregate needs withWatermark before groupBy
events.withWatermark('timestamp', '10 minutes').groupBy('user').count().writeStream.outputMode('append')
// error: complete needs an aggregate; without one use 'append'
events.writeStream.outputMode('complete')
// error: a sorted stream runs in complete mode only
hourly.orderBy('user').writeStream.outputMode('update')
// error: is not assignable to parameter of type 'OutputMode'
hourly.writeStream.outputMode('replace')
// error: a stream can be sorted only after groupBy(…).agg(…)
events.orderBy('user')
// error: there is no column 'usr' here
hourly.orderBy(col('usr').desc())
// A watermark follows its column, and no other.
// error: append of an aggregate needs withWatermark before groupBy
events.withColumn('later', col('timestamp')).withWatermark('timestamp', '1 minute').groupBy(window('later', '1 hour')).count().writeStream.start()
// error: append of an aggregate needs withWatermark before groupBy
events.withWatermark('timestamp', '1 minute').withColumn('timestamp', col('timestamp').cast('STRING').cast('TIMESTAMP')).groupBy('timestamp').count().writeStream.start()

// Streams do not end, batches do.
// error: collect() needs rows that end, and a stream's do not
events.collect()
// error: show() needs rows that end, and a stream's do not
events.show()
// error: count() needs rows that end, and a stream's do not
events.count()
// error: writeStream needs a stream, and this frame is a batch
batch.writeStream.outputMode('append')

// Charts.
// error: there is no column 'window.strat' here
display(hourly, bar({ x: 'window.strat', y: 'logins' }))
// error: there is no column 'login' here
display(hourly, bar({ x: 'window.start', y: 'login', color: 'user' }))

export const last = batch.agg({ last: max('n') })
