import { batchOfRows, rowsOf } from '../../src/batch'
import { Decimal, parseDdl } from '../../src/core'
import { csvFormat } from '../../src/formats/csv/csv-format'
import { jsonFormat } from '../../src/formats/json/json-format'
import { refuses } from '../support/refuses'
import { toDanfo } from '../../src/batch/danfo'

const schema = parseDdl('a DECIMAL(20,18), b DECIMAL(20,7), c DECIMAL(10,2)')
const rows = [{ a: new Decimal(0n, 18), b: new Decimal(1n, 7), c: 100 }, { a: '-1.5', b: null, c: '-0.01' }]

test('DECIMALs are written to CSV and JSON as Spark writes them, tiny ones with an exponent', () => {
  const batch = batchOfRows(schema, rows)
  expect(Buffer.from(csvFormat.write([batch], schema, {})).toString()).toBe('0E-18,1E-7,100.00\n-1.500000000000000000,,-0.01\n')
  expect(Buffer.from(jsonFormat.write([batch], schema, {})).toString()).toBe('{"a":0E-18,"b":1E-7,"c":100.00}\n{"a":-1.500000000000000000,"c":-0.01}\n')
})

test('and read back exactly', () => {
  const batch = batchOfRows(schema, rows)
  for (const format of [csvFormat, jsonFormat]) expect(rowsOf(format.read(format.write([batch], schema, {}), schema, {}).batch)).toEqual(rowsOf(batch))
})

// Spark 4.1.1's from_csv.
test.each([
  ['1.005', '1.01'], ['1e2', '100.00'], [' 1.5 ', 'null'], ['"1,000.5"', '1000.50'], ['123456789.5', 'null'], ['x', 'null'], ['+1.5', '1.50'], ['1.5d', 'null'],
])('a CSV value %s is %s', (text, value) => {
  const [row] = rowsOf(csvFormat.read(Buffer.from(`${text}\n`), parseDdl('a DECIMAL(10,2)'), {}).batch)
  expect(String(row.a)).toBe(value)
})

test('danfo has no numbers like these', () => {
  refuses(() => toDanfo(batchOfRows(schema, rows)), { code: 'DANFO_CANNOT_HOLD', hint: ".cast('DOUBLE')" })
})
