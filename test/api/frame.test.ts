import { avg, col, count, desc, Instant, LocalDate, lit, spark, sum, upper, window } from '../../src'
import { installCellOutput } from '../../src/core/cell-output'
import { refuses } from '../support/refuses'

const frame = spark.createDataFrame([{ user: 'ada', n: 1 }, { user: 'bob', n: 5 }, { n: 7 }], 'user STRING, n INT')
const nested = spark.createDataFrame([{ e: { user: 'ada', id: 7n }, n: 1 }], 'e STRUCT<user: STRING, id: BIGINT>, n INT')

function printed(): string[] {
  const texts: string[] = []
  installCellOutput({ headless: true, show: bundle => {
    texts.push(String(bundle['text/plain']))
    return { id: 'test', update: () => undefined }
  }, own: () => undefined })
  return texts
}

describe('columns', () => {
  test('select takes paths, stars, columns and named expressions', async () => {
    expect(await nested.select('e.user', col('n').plus(1).as('next')).collect()).toEqual([{ user: 'ada', next: 2 }])
    expect(await nested.select('e.*', 'n').collect()).toEqual([{ user: 'ada', id: 7n, n: 1 }])
    expect(await nested.select('*', lit('x').as('x')).collect()).toEqual([{ e: { user: 'ada', id: 7n }, n: 1, x: 'x' }])
  })

  test('withColumn replaces in place or adds at the end; rename and drop', () => {
    expect(frame.withColumn('user', upper('user')).withColumn('m', col('n')).columns).toEqual(['user', 'n', 'm'])
    expect(frame.withColumnRenamed('user', 'who').drop('n').columns).toEqual(['who'])
  })

  test('alias tells the columns of two frames apart, whatever the case; a second one takes its place', async () => {
    const pairs = frame.alias('x').alias('l').join(frame.alias('r'), col('l.n').lt(col('r.n'))) as unknown as typeof frame & { select(...names: string[]): typeof frame }
    expect(await pairs.select('L.User', 'r.n').collect()).toEqual([{ user: 'ada', n: 5 }, { user: 'ada', n: 7 }, { user: 'bob', n: 7 }])
    expect(pairs.select('r.*', 'l.n').columns).toEqual(['user', 'n', 'n'])
    refuses(() => pairs.select('x.n'), { code: 'UNRESOLVED_COLUMN', message: "there is no column 'x' here" })
    refuses(() => pairs.select('n'), { code: 'AMBIGUOUS_REFERENCE', hint: "Name both frames with alias before the join and say which: col('l.user'); or rename one of them with withColumnRenamed." })
  })

  test('a name with a dot stands in back-ticks', async () => {
    const odd = spark.createDataFrame([{ 'a.b': 1 }], '`a.b` INT')
    expect(await odd.select('`a.b`', col('`a.b`').plus(1).as('next')).collect()).toEqual([{ 'a.b': 1, next: 2 }])
  })

  test('names may stand in variables, and duplicates are dropped by names one by one or in a list', async () => {
    const names: string[] = frame.columns.slice()
    expect(await frame.select(...names.map(name => col(name).cast('STRING').as(name))).limit(1).collect()).toEqual([{ user: 'ada', n: '1' }])
    const twice = frame.union(frame)
    expect(await twice.dropDuplicates(names).count()).toBe(await twice.dropDuplicates('user', 'n').count())
    const wrong: string[] = [...names, 'usr']
    refuses(() => frame.dropDuplicates(wrong), { code: '_LEGACY_ERROR_TEMP_1201', message: "there is no column 'usr' here", hint: "Did you mean 'user'?" })
  })

  test('what the compiler refuses the plan refuses too, and names the line', () => {
    const untyped = frame as unknown as { select(name: string): unknown; where(condition: unknown): unknown; withWatermark(column: string, delay: string): unknown }
    refuses(() => untyped.select('usr'), { code: 'UNRESOLVED_COLUMN', fault: 'user', message: "there is no column 'usr' here", hint: "Did you mean 'user'?" })
    refuses(() => untyped.where(col('n')), { code: 'DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN', message: 'a condition is BOOLEAN, and n is INT' })
    refuses(() => untyped.withWatermark('user', '1 minute'), { code: 'EVENT_TIME_IS_NOT_ON_TIMESTAMP_TYPE', message: "withWatermark needs a TIMESTAMP column, and 'user' is STRING" })
  })
})

describe('groups', () => {
  test('aggregates get the names of the object, or Spark\'s', async () => {
    expect(await frame.groupBy().agg({ rows: count(), mean: avg('n') }).collect()).toEqual([{ rows: 3n, mean: 13 / 3 }])
    expect(await frame.agg(count(), sum('n'), avg('n').as('mean')).collect()).toEqual([{ 'count(1)': 3n, 'sum(n)': 13n, mean: 13 / 3 }])
    expect(frame.groupBy('user').count().columns).toEqual(['user', 'count'])
  })
})

describe('order', () => {
  test('ascending has nulls first, descending last, unless it says otherwise', async () => {
    const users = async (sorted: { collect(): Promise<{ user: string }[]> }): Promise<string[]> => (await sorted.collect()).map(row => row.user)
    expect(await users(frame.orderBy('user'))).toEqual([null, 'ada', 'bob'])
    expect(await users(frame.orderBy(col('user').desc()))).toEqual(['bob', 'ada', null])
    expect(await users(frame.sort(desc('user')).limit(1))).toEqual(['bob'])
    expect(await users(frame.orderBy(col('user').ascNullsLast()))).toEqual(['ada', 'bob', null])
    expect(await users(frame.orderBy(col('user').descNullsFirst()))).toEqual([null, 'bob', 'ada'])
  })

  test('limit takes whole numbers', () => {
    refuses(() => frame.limit(-1), { code: 'INVALID_LIMIT_LIKE_EXPRESSION.IS_NEGATIVE', fault: 'user' })
  })
})

describe('read', () => {
  test('collect, take, first, count, isEmpty', async () => {
    expect(await frame.collect()).toHaveLength(3)
    expect(await frame.take(1)).toEqual([{ user: 'ada', n: 1 }])
    expect(await frame.first()).toEqual({ user: 'ada', n: 1 })
    expect(await frame.where(col('n').gt(9)).first()).toBeNull()
    expect(await frame.count()).toBe(3)
    expect(await frame.where(col('n').gt(9)).isEmpty()).toBe(true)
  })

  test('toRows gives what JSON can hold', async () => {
    const rows = spark.createDataFrame([{
      at: new Instant(1_635_503_843_000_001n), day: new LocalDate(0), small: 7n, big: 2n ** 60n, bytes: Buffer.from('hi'), x: NaN, m: new Map([['k', 1]]), l: [1n], s: { id: 2n }, none: null,
    }], 'at TIMESTAMP, day DATE, small BIGINT, big BIGINT, bytes BINARY, x DOUBLE, m MAP<STRING, INT>, l ARRAY<BIGINT>, s STRUCT<id: BIGINT>, none INT')
    expect(JSON.parse(JSON.stringify(await rows.toRows()))).toEqual([{
      at: '2021-10-29T10:37:23.000001Z', day: '1970-01-01', small: 7, big: '1152921504606846976', bytes: 'aGk=', x: 'NaN', m: { k: 1 }, l: [1], s: { id: 2 }, none: null,
    }])
  })

  test('show prints a table, and says when there is more', async () => {
    const texts = printed()
    await frame.show()
    await frame.show(1)
    expect(texts[0]).toBe('+----+---+\n|user|  n|\n+----+---+\n| ada|  1|\n| bob|  5|\n|NULL|  7|\n+----+---+\n')
    expect(texts[1]).toContain('only showing top 1 row')
  })

  test('printSchema draws a tree, explain the plan, console.log the columns', async () => {
    const texts = printed()
    nested.printSchema()
    await nested.select('n').explain()
    expect(texts[0]).toBe('root\n |-- e: struct (nullable = true)\n |    |-- user: string (nullable = true)\n |    |-- id: long (nullable = true)\n |-- n: integer (nullable = true)')
    expect(texts[1]).toBe('== Batch plan ==\nProject [n]\n+- LocalTable rows[e, n]')
    expect(String(nested)).toBe('Frame[e STRUCT<user: STRING, id: BIGINT>, n INT]')
  })
})

test('union pairs columns by position', async () => {
  expect(await frame.union(frame).count()).toBe(6)
  const other = spark.createDataFrame([], 'user STRING, n DATE') as unknown as typeof frame
  refuses(() => frame.union(other), { code: 'INCOMPATIBLE_COLUMN_TYPE', message: "'n' INT with 'n' DATE" })
})

test('frames never change', () => {
  expect(Object.isFrozen(frame)).toBe(true)
  const before = frame.plan
  frame.where(col('n').gt(1))
  expect(frame.plan).toBe(before)
})

test('windows slide', async () => {
  const rows = spark.createDataFrame([{ at: new Date('2024-01-01T10:07:00Z') }], 'at TIMESTAMP')
  expect(await rows.groupBy(window('at', '10 minutes', '5 minutes')).count().count()).toBe(2)
})
