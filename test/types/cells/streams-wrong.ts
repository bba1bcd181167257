import { area, bar, col, count, display, heatmap, histogram, kpi, line, max, memoryStream, point, sessionWindow, smallMultiples, spark, sum, window, windowTime } from 'tidemark'

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
// Sessions.
const visits = events.withWatermark('timestamp', '10 minutes').groupBy(sessionWindow('timestamp', '10 minutes'), 'user').agg({ events: count() })
// error: sessions grow and merge, and cannot be sent in update mode
visits.writeStream.outputMode('update')
// error: append of an aggregate needs withWatermark before groupBy
events.groupBy(sessionWindow('timestamp', '10 minutes'), 'user').count().writeStream.start()
// error: sessionWindow needs a TIMESTAMP column, and 'user' is STRING
events.groupBy(sessionWindow('user', '10 minutes'), 'user')
// error: a session's gap is a duration in words, such as '10 minutes', and 'n' is INT
events.groupBy(sessionWindow('timestamp', col('n')), 'user')
// error: there is no column 'gap' here
events.groupBy(sessionWindow('timestamp', col('gap')), 'user')
// error: there is no column 'begin' here
visits.select('session_window.begin')
// Windows of windows.
// error: windowTime needs a window of time, and 'user' is STRING
hourly.select(windowTime('user'))
// error: append of an aggregate needs withWatermark before groupBy
hourly.groupBy('user').count().writeStream.start()
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
// error: an amount is a number, and 'user' is STRING
display(hourly, area({ x: 'window.start', y: 'user' }))
// error: there is no column 'action' here
display(hourly, area({ x: 'window.start', y: 'logins', color: 'action' }))
// error: an amount is a number, and 'user' is STRING
display(hourly, line({ x: 'window.start', y: 'logins', band: { low: 'logins', high: 'user' } }))
// error: there is no column 'least' here
display(hourly, line({ x: 'window.start', y: 'logins', band: { low: 'least', high: 'logins' } }))
// error: an amount is a number, and 'user' is STRING
display(batch, point({ x: 'timestamp', y: 'n', size: 'user' }))
// error: there is no column 'm' here
display(batch, point({ x: 'n', y: 'm' }))
// error: a histogram needs a number or a time, and 'user' is STRING
display(batch, histogram({ x: 'user' }))
// error: there is no column 'usr' here
display(batch, histogram({ x: 'n', color: 'usr' }))
// error: an amount is a number, and 'timestamp' is TIMESTAMP
display(batch, histogram({ x: 'n', y: 'timestamp' }))
// error: an amount is a number, and 'user' is STRING
display(hourly, kpi({ value: ['logins', 'user'] }))
// error: there is no column 'window.begin' here
display(hourly, kpi({ value: 'logins', over: 'window.begin' }))
// error: there is no column 'usr' here
display(hourly, smallMultiples(line({ x: 'window.start', y: 'logins' }), { by: 'usr' }))
// error: an amount is a number, and 'user' is STRING
display(hourly, smallMultiples(bar({ x: 'window.start', y: 'user' }), { by: 'user' }))
// error: a histogram needs a number or a time, and 'user' is STRING
display(batch, smallMultiples(histogram({ x: 'user' }), { by: 'n' }))
// error: is not assignable to type 'Stack
bar({ x: 'user', y: 'logins', color: 'user', stack: 'beside' })
export const fine = [
  hourly.groupBy(window('window', '1 day'), 'user').agg({ logins: sum('logins') }).writeStream.outputMode('append'), hourly.select('user', windowTime('window')).select('window_time(window)'),
  hourly.select(windowTime('window').as('at'), 'logins').groupBy(window('at', '1 day')).agg({ logins: sum('logins') }).writeStream.start(),
  hourly.groupBy(window(windowTime('window'), '1 day')).count().writeStream.start(), hourly.groupBy('window').count().writeStream.start(),
  visits.writeStream.outputMode('append'), visits.writeStream.outputMode('complete'), events.groupBy(sessionWindow('timestamp', col('user')).as('visit')).count().writeStream.outputMode('complete'),
  display(visits, bar({ x: 'session_window', y: 'events', color: 'user' })), display(visits, line({ x: 'session_window.start', y: 'events' })), visits.select('user', 'session_window.end'),
  display(hourly, area({ x: 'window', y: 'logins', color: 'user', stack: 'normalized', zone: 'Europe/Berlin' })), display(batch, point({ x: 'user', y: 'n', size: 'n', color: 'n' })),
  display(batch, histogram({ x: 'timestamp', color: 'user', zone: 'local' })), display(batch, histogram({ x: 'n', y: 'n', bins: 5 })), display(hourly, kpi({ value: ['logins'], over: 'window', good: 'up' })),
  display(hourly, line({ x: 'window.start', y: 'logins', band: { low: 'logins', high: 'logins' } })), display(hourly, smallMultiples(heatmap({ time: 'window.start', color: 'logins' }), { by: 'user' })),
]

export const last = batch.agg({ last: max('n') })
