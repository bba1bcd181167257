import { approxCountDistinct, avg, col, count, desc, interval, lag, percentileApprox, rank, rowNumber, sum, Window, type Batch, type Frame, type Instant, type RowOf, type Stream } from 'tidemark'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false
type Row<F> = F extends Frame<infer S, infer _I> ? RowOf<S> : never
const is = <_T extends true>(): void => {}

declare const frame: Frame<{ user: 'STRING'; timestamp: 'TIMESTAMP'; n: 'INT' }, Batch>
declare const stream: Frame<{ user: 'STRING'; timestamp: 'TIMESTAMP'; n: 'INT' }, Stream>

// Functions over windows of rows.
const byUser = Window.partitionBy('user').orderBy(desc('n'))
const placed = frame.select('user', rank().over(byUser).as('rank'), lag('n', 1, 0).over(byUser).as('before'), avg('n').over(byUser.rowsBetween(-2, Window.currentRow)).as('mean'))
is<Same<Row<typeof placed>, { user: string; rank: number; before: number; mean: number }>>()
frame.withColumn('hour', count().over(Window.orderBy('timestamp').rangeBetween(interval('-1 hour'), Window.currentRow)))
frame.withColumn('share', col('n').divide(sum('n').over(Window.partitionBy('user'))))
// error: rank needs a window with an order: Window.partitionBy(…).orderBy(…)
rank().over(Window.partitionBy('user'))
// error: sum needs a number, and 'user' is STRING
frame.select(sum('user').over(byUser).as('s'))
// error: there is no column 'usr' here
frame.select(sum('n').over(Window.partitionBy('usr')).as('s'))
// error: rowNumber() needs a window: rowNumber().over(Window.partitionBy(…).orderBy(…))
frame.select(rowNumber().as('alone'))

// Set operations.
const wider = frame.select('user', 'n').union(frame.select('user', col('n').cast('BIGINT').as('n')))
is<Same<Row<typeof wider>, { user: string; n: bigint }>>()
const more = frame.select('user').unionByName(frame.select('n'), { allowMissingColumns: true })
is<Same<Row<typeof more>, { user: string; n: number }>>()
frame.select('user').subtract(frame.select('user')).where(col('user').eq('ada'))
// error: both sides of unionByName need the same columns, or say { allowMissingColumns: true }; these are on one side only
frame.select('user').unionByName(frame.select('user', 'n'))
// error: 'n' is INT here and BOOLEAN there; cast one of them
frame.select('n').intersect(frame.select(col('user').isNull().as('n')))
// error: intersect needs rows that end, and a stream's do not; start it with writeStream, or display it
stream.intersect(frame)

// Missing values, statistics.
is<Same<Row<ReturnType<typeof frame.dropna>>, Row<typeof frame>>>()
const summed = frame.describe('n', 'user')
is<Same<keyof Row<typeof summed>, 'summary' | 'n' | 'user'>>()
is<Same<keyof Row<ReturnType<typeof frame.summary>>, 'summary' | 'n' | 'user'>>()
frame.fillna({ user: 'nobody', n: 0 }).replace(['a', 'b'], null, ['user'])
const apart = frame.groupBy('user').agg({ about: approxCountDistinct('n'), half: percentileApprox('timestamp', 0.5), parts: percentileApprox('n', [0.5, 0.9]) })
is<Same<Row<typeof apart>['parts'], number[]>>()
is<Same<Row<typeof apart>['half'], Instant>>()
// error: there is no column 'usr' here
frame.dropna({ subset: ['usr'] })
// error: sample needs rows that end, and a stream's do not; start it with writeStream, or display it
stream.sample(0.5)
// error: percentileApprox needs a number, a TIMESTAMP or a DATE, and 'user' is STRING
frame.agg({ half: percentileApprox('user', 0.5) })
