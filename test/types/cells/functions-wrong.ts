import { abs, array, arrayContains, avg, coalesce, col, concat, countIf, dateTrunc, elementAt, extract, greatest, hour, length, lit, max, nullif, size, spark, split, struct, substring, timestampMillis, toJson, tryDivide, unixTimestamp, upper, when, year } from 'tidemark'

const f = spark.createDataFrame([], 'user STRING, at TIMESTAMP, n INT, ok BOOLEAN, value BINARY, tags ARRAY<STRING>, m MAP<STRING, INT>, e STRUCT<user: STRING>')

// Comparisons.
// error: cannot compare INT with STRING
f.where(col('n').isin(1, 'x'))
// error: cannot compare INT with STRING
f.where(col('n').between(1, 'x'))
// error: cannot compare BOOLEAN with INT
f.where(col('ok').eqNullSafe(1))
// error: cannot compare STRUCT with INT
f.where(col('e').gt(1))
// error: there is no column 'usr' here
f.where(col('usr').eq('x').or(col('n').gt('x')))
// error: cannot compare ARRAY<STRING> with STRING
f.where(col('tags').eq('x'))

// Numbers.
// error: plus needs a number, and 'user' is STRING
f.select(col('user').plus(1).as('a'))
// error: divide needs a number, and 'at' is TIMESTAMP
f.select(col('n').divide(col('at')).as('a'))
// error: abs needs a number, and 'ok' is BOOLEAN
f.select(abs('ok').as('a'))
// error: tryDivide needs a number, and 'value' is BINARY
f.select(tryDivide('n', col('value')).as('a'))
// error: greatest needs arguments of one type, and these are INT and STRING
f.select(greatest('n', 'user').as('a'))

// Values that depend.
// error: when needs a BOOLEAN, and 'n' is INT
f.select(when(col('n'), 1).otherwise(2).as('a'))
// error: when needs arguments of one type, and these are INT and STRING
f.select(when(col('ok'), 1).otherwise('x').as('a'))
// error: coalesce needs arguments of one type, and these are STRING and INT
f.select(coalesce('user', 0).as('a'))
// error: nullif needs arguments of one type, and these are STRING and INT
f.select(nullif('user', 0).as('a'))

// Text.
// error: upper needs a STRING, and 'n' is INT
f.select(upper('n').as('a'))
// error: length needs a STRING or BINARY, and 'n' is INT
f.select(length('n').as('a'))
// error: substring needs a whole number, and 'user' is STRING
f.select(substring('user', 1, col('user')).as('a'))
// error: split needs a STRING, and 'tags' is ARRAY<STRING>
f.select(split('tags', ',').as('a'))
// error: like needs a STRING, and 'value' is BINARY
f.where(col('value').like('a%'))
// error: there is no column 'usr' here
f.select(concat('user', 'usr').as('a'))

// Time.
// error: year needs a STRING, a TIMESTAMP or a DATE, and 'n' is INT
f.select(year('n').as('a'))
// error: timestampMillis needs a whole number, and 'user' is STRING
f.select(timestampMillis('user').as('a'))
// error: unixTimestamp needs a STRING, a TIMESTAMP or a DATE, and 'ok' is BOOLEAN
f.select(unixTimestamp('ok').as('a'))
// error: 'hours' is no unit of time
f.select(dateTrunc('hours', 'at').as('a'))

// What holds other values.
// error: getItem needs an ARRAY or a MAP, and 'user' is STRING
f.select(col('user').getItem(0).as('a'))
// error: getItem needs a whole number, and this is STRING
f.select(col('tags').getItem('0').as('a'))
// error: elementAt: the keys of the map are STRING, and this is INT
f.select(elementAt('m', 1).as('a'))
// error: 'e' has no field 'usr'
f.select(col('e').getField('usr').as('a'))
// error: getField needs a STRUCT, and 'n' is INT
f.select(col('n').getField('x').as('a'))
// error: size needs an ARRAY or a MAP, and 'user' is STRING
f.select(size('user').as('a'))
// error: arrayContains: the elements are STRING, and this is INT
f.select(arrayContains('tags', 1).as('a'))
// error: array needs arguments of one type, and these are INT and STRING
f.select(array('n', 'user').as('a'))
// error: there is no column 'usr' here
f.select(struct('user', 'usr').as('a'))
// error: toJson needs a STRUCT, an ARRAY or a MAP, and 'user' is STRING
f.select(toJson('user').as('a'))

// Casts.
// error: BINARY cannot be cast to INT
f.select(col('value').cast('INT').as('a'))
// error: BOOLEAN cannot be cast to TIMESTAMP
f.select(col('ok').tryCast('TIMESTAMP').as('a'))
// error: 'INTT' is no type
f.select(col('user').cast('INTT').as('a'))

// Aggregates.
// error: countIf needs a BOOLEAN, and 'n' is INT
f.groupBy('user').agg({ a: countIf(col('n')) })
// error: max needs values that have an order, and this is MAP<STRING, INT>
f.groupBy('user').agg({ a: max('m') })
// error: avg needs a number, and 'user' is STRING
f.groupBy('user').agg({ a: avg('user') })

export const literal = lit(1)

// A time without a zone.
const clock = spark.readStream.schema('n TIMESTAMP_NTZ, i INT').json('in')
// error: withWatermark needs a TIMESTAMP column, and 'n' is TIMESTAMP_NTZ
clock.withWatermark('n', '10 minutes')
// error: TIMESTAMP_NTZ cannot be cast to BIGINT
clock.select(col('n').cast('BIGINT'))
// error: cannot compare TIMESTAMP_NTZ with INT
clock.where(col('n').gt(1))
// error: cannot compare TINYINT with STRING
spark.createDataFrame([], 'b TINYINT').where(col('b').eq('1'))
// error: SMALLINT cannot be cast to DATE
spark.createDataFrame([], 's SMALLINT').select(col('s').cast('DATE'))

// Intervals.
const spans = spark.createDataFrame([], 't TIMESTAMP, d DATE, h INTERVAL HOUR, ym INTERVAL YEAR TO MONTH, i INT')
// error: plus needs a number, and 't' is TIMESTAMP
spans.select(col('t').plus(col('t')).as('a'))
// error: cannot compare INTERVAL DAY TO SECOND with INTERVAL YEAR TO MONTH
spans.where(col('h').gt(col('ym')))
// error: INTERVAL DAY TO SECOND cannot be cast to DOUBLE
spans.select(col('h').cast('DOUBLE').as('a'))
// error: 'INTERVAL SECOND TO DAY' is no type
spans.select(col('i').cast('INTERVAL SECOND TO DAY').as('a'))
// error: hour needs a STRING, a TIMESTAMP or a DATE, and 'h' is INTERVAL DAY TO SECOND
spans.select(hour('h').as('a'))
// error: 'fortnight' is no part of a time
spans.select(extract('fortnight', 'h').as('a'))
