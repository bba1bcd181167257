import { parseDdl, Instant, LocalDate } from '../../src/core'
import { batchOfRows, printBatch } from '../../src/batch'

const schema = parseDdl('i INT, s STRING, d DOUBLE, f FLOAT, b BOOLEAN, t TIMESTAMP, dt DATE, bin BINARY, arr ARRAY<INT>, m MAP<STRING, INT>, st STRUCT<x: INT, y: STRING>, l BIGINT')
const at = (iso: string): Instant => Instant.ofMillis(Date.parse(iso))
const rows = batchOfRows(schema, [
  { i: 1, s: 'short', d: 1, f: 1.5, b: true, t: at('2021-10-29T10:37:23Z'), dt: new LocalDate(18929), bin: Uint8Array.of(0, 255, 65), arr: [1, null, 3], m: new Map([['k', 1], ['z', null]]), st: { x: 1, y: 'q' }, l: 9223372036854775807n },
  { s: 'exactly twenty chars', d: 1e7, f: 1e10, b: false, t: at('2021-10-29T10:37:23.120Z'), dt: new LocalDate(-719162), bin: Uint8Array.of(), arr: [], m: new Map(), st: {} },
  { i: -5, s: 'this is twenty-one ch', d: NaN, l: 0n },
  { i: 8, s: '日本語のテキスト', arr: [1], l: 0n },
  { i: 9, s: '日本語のテキスト日本語のテキスト日本語のテキスト', l: 0n },
  { i: 10, s: '', l: 0n },
])

it('prints what Spark 4.1.1 shows', () => {
  expect(`\n${printBatch(rows)}`).toBe(`
+----+-------------------------------------+-----+------+-----+--------------------+----------+----------+------------+-------------------+------------+-------------------+
|   i|                                    s|    d|     f|    b|                   t|        dt|       bin|         arr|                  m|          st|                  l|
+----+-------------------------------------+-----+------+-----+--------------------+----------+----------+------------+-------------------+------------+-------------------+
|   1|                                short|  1.0|   1.5| true| 2021-10-29 10:37:23|2021-10-29|[00 FF 41]|[1, NULL, 3]|{k -> 1, z -> NULL}|      {1, q}|9223372036854775807|
|NULL|                 exactly twenty chars|1.0E7|1.0E10|false|2021-10-29 10:37:...|0001-01-01|        []|          []|                 {}|{NULL, NULL}|               NULL|
|  -5|                 this is twenty-on...|  NaN|  NULL| NULL|                NULL|      NULL|      NULL|        NULL|               NULL|        NULL|                  0|
|   8|                     日本語のテキスト| NULL|  NULL| NULL|                NULL|      NULL|      NULL|         [1]|               NULL|        NULL|                  0|
|   9|日本語のテキスト日本語のテキスト日...| NULL|  NULL| NULL|                NULL|      NULL|      NULL|        NULL|               NULL|        NULL|                  0|
|  10|                                     | NULL|  NULL| NULL|                NULL|      NULL|      NULL|        NULL|               NULL|        NULL|                  0|
+----+-------------------------------------+-----+------+-----+--------------------+----------+----------+------------+-------------------+------------+-------------------+
`)
})

it('shortens to any length, says what it left out, and shows all on request', () => {
  const two = batchOfRows(parseDdl('i INT, s STRING'), [{ i: 1, s: 'short' }, { s: 'exactly twenty chars' }, { i: 3 }])
  expect(`\n${printBatch(two, { rows: 2, truncate: 5 })}`).toBe(`
+----+-----+
|   i|    s|
+----+-----+
|   1|short|
|NULL|ex...|
+----+-----+
only showing top 2 rows
`)
  expect(printBatch(two, { rows: 1, truncate: false })).toBe('+---+-----+\n|i  |s    |\n+---+-----+\n|1  |short|\n+---+-----+\nonly showing top 1 row\n')
  expect(printBatch(batchOfRows(parseDdl('i INT'), []))).toBe('+---+\n|  i|\n+---+\n+---+\n')
})

it('shows escapes, overrides and line feeds in foreign text, never acts on them', () => {
  const nasty = batchOfRows(parseDdl('`a\u001b[2J` STRING'), [{ 'a\u001b[2J': 'x\n\t\u001b[31m\u202e\u0000<b>' }])
  expect(printBatch(nasty, { truncate: false })).toContain('|x\\n\\t\\u001b[31m\\u202e\\u0000<b>|')
  expect(printBatch(nasty)).not.toMatch(/[^\P{C}\n]/u)
})
