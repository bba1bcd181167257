import { col, count, interval, memoryStream, spark, window, type Frame, type RowOf } from 'tidemark'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false
type Row<F> = F extends Frame<infer S, infer _I> ? RowOf<S> : never
const is = <_T extends true>(): void => {}

const users = spark.createDataFrame([{ user: 'ada', team: 'x' }], 'user STRING, team STRING, n INT')
const seen = spark.readStream.memory(memoryStream('user STRING, at TIMESTAMP, n INT')).withWatermark('at', '10 minutes')
const paid = spark.readStream.memory(memoryStream('payer STRING, paidAt TIMESTAMP')).withWatermark('paidAt', '10 minutes')

const joined = users.join(users.select('user', col('n').as('m')), 'user')
is<Same<Row<typeof joined>, { user: string; team: string; n: number; m: number }>>()
const onTwo = users.join(users.groupBy('user', 'team').agg({ rows: count() }), ['user', 'team'], 'left')
is<Same<Row<typeof onTwo>, { user: string; team: string; n: number; rows: bigint }>>()
const kept = users.join(users, 'user', 'semi')
is<Same<Row<typeof kept>, { user: string; team: string; n: number }>>()
const inTime = seen.join(paid, col('user').eq(col('payer')).and(col('paidAt').geq(col('at'))).and(col('paidAt').leq(col('at').plus(interval('10 minutes')))), 'left_outer')
is<Same<Row<typeof inTime>['payer'], string>>()
inTime.writeStream.start()
inTime.groupBy(window('at', '1 hour')).count().writeStream.start()
seen.join(users, 'user', 'left').writeStream.outputMode('update').start()
users.select('team').crossJoin(spark.range(3)).select('team', 'id')

const pairs = users.alias('l').join(users.alias('r'), col('l.user').eq(col('r.user')).and(col('l.n').lt(col('r.n'))))
const three = pairs.select('l.user', 'l.n', col('r.n').as('other'))
is<Same<Row<typeof three>, { user: string; n: number; other: number }>>()
const lefts = pairs.select('l.*', col('r.team').as('there'))
is<Same<Row<typeof lefts>, { user: string; team: string; n: number; there: string }>>()
const dropped = pairs.drop(col('r.user')).drop(col('l.team')).drop(col('r.n')).withColumn('next', col('l.n').plus(1))
is<Same<Row<typeof dropped>, { user: string; team: string; n: number; next: number }>>()
const ours = users.alias('u')
is<Same<Row<typeof ours>, { user: string; team: string; n: number }>>()
pairs.where(col('l.n').gt(1)).groupBy('l.user').agg({ rows: count() }).orderBy('l.user')
const inTwo = seen.alias('l').join(seen.alias('r'), col('l.user').eq(col('r.user')).and(col('l.at').eq(col('r.at'))))
inTwo.groupBy(window('l.at', '1 hour'), 'l.user').count().writeStream.start()
// error: there is no column 'no' here
pairs.where(col('l.no').gt(1))
// error: there is no column 'x' here
pairs.select('x.n')
// error: or give both frames an alias
pairs.select('n')

// error: there is no column 'usr' on the left side of the join
users.join(users, 'usr')
// error: there is no column 'payer' on the left side of the join
users.join(paid, ['payer'])
// error: there is no column 'team' on the right side of the join
users.join(seen, 'team')
// error: there is no column 'who' here
users.join(paid, col('who').eq(col('payer')))
// error: 'user' is on both sides of the join; rename one of them before, join on its name, or give both frames an alias
users.join(seen, col('user').eq('ada'))
// error: 'n' is on both sides of the join
users.join(seen, 'user').select('n')
// error: a join's condition is BOOLEAN, and this is STRING
users.join(paid, col('payer'))
// error: a join of two streams runs in append mode only
inTime.writeStream.outputMode('update')
// error: a stream joined with a batch frame can keep all of its own rows only
seen.join(users, 'user', 'right')
// error: an anti join of two streams would wait for ever
seen.join(paid.withColumnRenamed('payer', 'user'), 'user', 'anti')
// error: a batch frame joined with a stream can keep all rows of the stream only
users.join(seen, 'user', 'full')
// error: is not assignable to parameter of type
users.join(users, 'user', 'sideways')
