import { avg, col, count, fromJson, lit, max, memoryStream, spark, sum, upper, window } from 'tidemark'

const logs = spark.readStream.kafka({ subscribe: 'topic_log' })
const events = logs
  .select(fromJson(col('value').cast('STRING'), 'user STRING, action STRING, timestamp TIMESTAMP, n INT, s STRUCT<a: INT, b: ARRAY<STRING>>').as('e'), 'offset')
  .select('e.*', 'offset')

// A wrong column.
// error: there is no column 'usr' here
events.select('usr')
// error: there is no column 'usr' here
events.select('user', 'usr', 'action')
// error: there is no column 'valu' here
logs.select(fromJson(col('valu').cast('STRING'), 'user STRING').as('e'))
// error: there is no column 'usr' here
logs.select(fromJson(col('value').cast('STRING'), 'user STRING').as('e')).select('e.usr')
// error: there is no column 'c' here
events.select('s.c')
// error: there is no column 'c' here
events.where(col('s.c').eq(1))
// error: 'value' is BINARY and has no field 'user'
logs.select('value.user')
// error: 'value' is no STRUCT, so 'value.*' has no fields
logs.select('value.*')
// error: there is no column 'actoin' here
events.where(col('actoin').eq('login'))
// error: there is no column 'usr' here
events.groupBy('usr')
// error: there is no column 'usr' here
events.groupBy('user').agg({ last: max('usr') })
// error: there is no column 'usr' here
events.drop('usr')
// error: there is no column 'usr' here
events.withColumnRenamed('usr', 'who')
// error: there is no column 'usr' here
events.withColumn('who', upper('usr'))
// error: there is no column 'action' here
events.select('user').where(col('action').eq('login'))

// A wrong operand.
// error: cannot compare STRING with INT
events.where(col('action').eq(3))
// error: cannot compare INT with STRING
events.where(col('user').eq('x').and(col('n').gt('many')))
// error: a condition is BOOLEAN, and this is INT
events.where(col('n'))
// error: avg needs a number, and 'action' is STRING
events.groupBy('user').agg({ mean: avg('action') })
// error: sum needs a number, and 'user' is STRING
events.groupBy('user').agg(sum('user'))
// error: and needs a BOOLEAN, and 'n' is INT
events.where(col('user').eq('x').and(col('n')))
// error: fromJson reads a STRING, and this is BINARY; write .cast('STRING') first
logs.select(fromJson(col('value'), 'user STRING').as('e'))

// Expressions need a name.
// error: this expression has no name; give it one with .as('…')
events.select(col('n').plus(lit(1)))

// Schemas.
// error: 'STRNG' is no type
logs.select(fromJson(col('value').cast('STRING'), 'user STRNG').as('e'))
// error: 'STRNG' is no type
spark.readStream.schema('user STRNG')
// error: VARCHAR columns are not supported yet
spark.createDataFrame([], 'name VARCHAR(10)')
// error: MAP needs two types: 'MAP<STRING>'
spark.read.schema({ tags: 'MAP<STRING>' })
// error: 'STRNG' is no type
spark.read.schema('a ARRAY<STRUCT<b: MAP<STRING, STRNG>>>')
// error: a column needs a name and a type: 'user'
memoryStream('user')
// error: 'usr' does not exist in type
spark.createDataFrame([{ usr: 'ada' }], 'user STRING')
// error: 'subscrib' does not exist in type
spark.readStream.kafka({ subscrib: 'topic_log' })
// error: json needs a schema before it
spark.readStream.json('folder')

// Time.
// error: withWatermark needs a TIMESTAMP column, and 'user' is STRING
events.withWatermark('user', '1 minute')
// error: there is no column 'time' here
events.withWatermark('time', '1 minute')
// error: window needs a TIMESTAMP column, and 'user' is STRING
events.groupBy(window('user', '1 hour'))

export const counted = events.groupBy('user').agg({ n: count() })
