import { avg, ceil, coalesce, col, Decimal, floor, fromJson, lit, max, round, spark, sum } from 'tidemark'

const sales = spark.createDataFrame([{ user: 'ada', price: '10.50', n: 2, x: 0.5 }, { user: 'bob', price: new Decimal(999n, 2), n: 1, x: 1 }], 'user STRING, price DECIMAL(10,2), n INT, x DOUBLE')

// The compiler does not count digits: a DECIMAL is a Decimal.
const rows = sales
  .select(
    'user', 'price', col('price').times(col('n')).as('total'), col('n').divide(col('price')).as('part'), col('price').plus(col('x')).as('double'), col('n').divide(2).as('half'),
    round('price', 1).as('round'), floor('price').as('floor'), ceil('x').as('ceil'), coalesce('price', lit(0)).as('or'), col('n').cast('decimal(12, 2)').as('cast'), col('price').lt(new Decimal(5n, 1)).as('cheap'),
  )
  .collect()
export const typed = async (): Promise<[Decimal, Decimal, Decimal, number, number, Decimal, Decimal, bigint, Decimal, Decimal, boolean]> => {
  const [row] = await rows
  return [row.price, row.total, row.part, row.double, row.half, row.round, row.floor, row.ceil, row.or, row.cast, row.cheap]
}

const totals = sales.groupBy('user').agg({ sum: sum('price'), avg: avg('price'), max: max('price'), n: sum('n'), x: avg('n') })
export const folded = async (): Promise<[Decimal, Decimal, Decimal, bigint, number]> => {
  const [row] = await totals.collect()
  return [row.sum, row.avg, row.max, row.n, row.x]
}

// Inside structs, arrays and maps, and under its other names.
const nested = spark.createDataFrame([{ t: '{}' }], 't STRING').select(fromJson('t', 'a DEC(5, 1), b ARRAY<NUMERIC(20,3)>, m MAP<STRING, DECIMAL>').as('j')).select('j.*')
export const inside = async (): Promise<[Decimal, Decimal[], Map<string, Decimal>]> => {
  const [row] = await nested.collect()
  return [row.a, row.b, row.m]
}

// error: cannot compare DECIMAL with BOOLEAN
sales.where(col('price').eq(true))
// error: plus needs a number, and 'user' is STRING
sales.select(col('price').plus(col('user')).as('sum'))
// error: DECIMAL cannot be cast to DATE
sales.select(col('price').cast('DATE').as('day'))
// error: VARCHAR columns are not supported yet
spark.createDataFrame([], 'price DECIMAL(10,2), name VARCHAR(10)')
