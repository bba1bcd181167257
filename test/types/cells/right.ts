import { avg, col, count, countIf, fromJson, lit, max, memoryStream, spark, sum, upper, window, Instant, type Frame, type Batch, type Stream, type RowOf, type Column } from 'tidemark'

/** Compiles only where both are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false
type IsAny<T> = 0 extends 1 & T ? true : false
type Schema<F> = F extends Frame<infer S, infer _I> ? { [K in keyof S]: S[K] } : never
type Row<F> = F extends Frame<infer S, infer _I> ? RowOf<S> : never
const is = <_T extends true>(): void => {}

const logs = spark.readStream.kafka({ subscribe: 'topic_log', startingOffsets: 'earliest', maxOffsetsPerTrigger: 1000 })
const events = logs
  .select(fromJson(col('value').cast('STRING'), 'user STRING, action STRING, timestamp TIMESTAMP, n INT, s STRUCT<a: INT, b: ARRAY<STRING>>').as('e'), 'offset')
  .select('e.*', 'offset')
is<Same<Row<typeof events>['s'], { a: number; b: string[] }>>()
is<Same<Row<typeof events>['timestamp'], Instant>>()
is<Same<Row<typeof events>['offset'], bigint>>()
is<Same<IsAny<Row<typeof events>['user']>, false>>()

// Every way of naming a column.
const picked = events.select('s.b', col('user'), col('n').plus(1).as('next'), upper('user').as('USER'), lit('x').as('x'))
is<Same<Schema<typeof picked>['next'], 'INT'>>()
is<Same<keyof Schema<typeof picked>, 'b' | 'user' | 'next' | 'USER' | 'x'>>()
const changed = events.withColumn('n', col('n').cast('DOUBLE')).withColumnRenamed('user', 'who').drop('s', 'action')
is<Same<Schema<typeof changed>, { timestamp: 'TIMESTAMP'; n: 'DOUBLE'; offset: 'BIGINT'; who: 'STRING' }>>()

// DDL: nested commas, back-ticks, NOT NULL, COMMENT, aliases, a STRUCT around it.
const odd = spark.createDataFrame([], "`odd name` INT NOT NULL, `a.b` STRING, m MAP<STRING, ARRAY<STRUCT<x: INT, y: STRING>>> COMMENT 'hi, there', z: long, t timestamp")
is<Same<Row<typeof odd>['odd name'], number>>()
is<Same<Row<typeof odd>['m'], Map<string, { x: number; y: string }[]>>>()
is<Same<Row<typeof odd>['z'], bigint>>()
odd.select('odd name', '`a.b`', 'm').where(col('`a.b`').eq('x'))
const byObject = spark.createDataFrame([{ user: 'ada', tags: ['x'], at: new Date(), big: 1 }], { user: 'STRING', tags: 'ARRAY<STRING>', at: 'TIMESTAMP', big: 'BIGINT' })
is<Same<Row<typeof byObject>, { user: string; tags: string[]; at: Instant; big: bigint }>>()

// Aggregates, named by the object, by Spark, by `as`.
const grouped = events.groupBy('user').agg(count(), sum('n'), avg('n').as('mean'))
is<Same<keyof Schema<typeof grouped>, 'user' | 'count(1)' | 'sum(n)' | 'mean'>>()
const named = events.groupBy(col('action').eq('login').as('login')).agg({ rows: count(), last: max('timestamp'), many: countIf(col('n').gt(3)) })
is<Same<Schema<typeof named>, { login: 'BOOLEAN'; rows: 'BIGINT'; last: 'TIMESTAMP'; many: 'BIGINT' }>>()
const whole = events.agg({ n: count() })
is<Same<Schema<typeof whole>, { n: 'BIGINT' }>>()

// A watermark follows its column through select and rename, and closes windows over it.
const renamed = events.withWatermark('timestamp', '10 minutes').select('user', col('timestamp').as('at')).withColumnRenamed('at', 't')
const hourly = renamed.groupBy(window('t', '1 hour', '10 minutes'), 'user').agg({ logins: count() })
is<Same<Row<typeof hourly>, { window: { start: Instant; end: Instant }; user: string; logins: bigint }>>()
hourly.writeStream.outputMode('append').queryName('hourly').trigger({ processingTime: '10 seconds' }).option('checkpointLocation', 'folder').start()
renamed.groupBy('t', 'user').count().writeStream.start()
events.groupBy('user').count().orderBy(col('count').desc(), 'user').limit(3).writeStream.outputMode('complete').trigger({ availableNow: true }).start()
events.groupBy('user').count().writeStream.outputMode('update').start()
events.writeStream.foreachBatch(async (frame, batchId) => {
  is<Same<typeof frame extends Frame<infer _S, infer I> ? I['mode'] : never, 'batch'>>()
  const rows = await frame.where(col('n').gt(batchId)).collect()
  is<Same<(typeof rows)[number]['user'], string>>()
})

// Two watermarks on the two sides of a union.
const both = events.withWatermark('timestamp', '1 minute').union(events.withWatermark('timestamp', '2 minutes'))
both.groupBy(window('timestamp', '1 hour')).count().writeStream.start()

// What nobody knows at compile time is `unknown`, and fits everywhere.
const ddl: string = ['user STRING', 'n INT'].join(', ')
const unknowns = spark.readStream.schema(ddl).json('folder')
unknowns.select('anything', col('n').plus(1).as('next')).where(col('anything').eq(3))
unknowns.withWatermark('at', '1 minute').groupBy(window('at', '1 hour'), 'user').agg({ mean: avg('n') })
const table = spark.table('hourly').orderBy(col('logins').desc()).select('user')
is<Same<IsAny<Row<typeof table>['user']>, false>>()
const same = spark.table('hourly', hourly)
is<Same<Row<typeof same>, Row<typeof hourly>>>()

// Names in variables.
const asked: string = 'user'
const byName = events.select(col(asked), col('offset')).where(col(asked).isNotNull())
is<Same<Row<typeof byName>['offset'], bigint>>()
events.select(...['user', 'action'].map(name => upper(col(name)).as(`${name}_upper`))).groupBy(col(asked)).agg({ most: max(col(`${asked}_upper`)) })
spark.table('hourly', hourly).orderBy(col(asked).desc()).drop(asked).dropDuplicates([asked])

// Expressions put together in a loop.
const conditions: Column<unknown>[] = ['a', 'b'].map(user => col('user').eq(user))
const either = conditions.reduce((left, right) => left.or(right))
events.where(either).withColumn('either', either).groupBy(either.as('either')).agg({ n: countIf(either) }).writeStream.outputMode('update')

// Functions over frames.
const logins = <S extends { action: 'STRING' }, I extends Stream | Batch>(frame: Frame<S, I>): Frame<S, I> => frame
is<Same<Schema<ReturnType<typeof logins<{ action: 'STRING' }, Batch>>>, { action: 'STRING' }>>()
const seen: Promise<{ user: string; n: number }[]> = spark.createDataFrame([{ user: 'ada', n: 1 }], 'user STRING, n INT').collect()
export const stream: Frame<{ user: 'STRING' }, Stream> = spark.readStream.memory(memoryStream('user STRING'))
export { seen }
