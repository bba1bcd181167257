import { batch } from '../../batch/batch'
import type { Batch } from '../../batch/batch'
import { columnBuilder } from '../../batch/builders'
import { isNull } from '../../batch/vector'
import type { LongVector, Vector } from '../../batch/vector'
import { isTimestamp, typeName } from '../../core/data-type'
import type { StructType } from '../../core/data-type'
import { shortDecimalText } from '../../core/decimal'
import { formatDouble, formatFloat } from '../../core/double-text'
import { scalarText } from '../../batch/scalar-text'
import type { FileFormat, FileReport, RowsOfFile } from '../file-format'
import { InvalidFormatOption } from '../json/json-options'
import { MalformedRecord } from '../json/json-reader'
import { isValidUtf8, utf8Text } from '../json/utf8'
import { writeTimestamp } from '../json/write-json'
import { textStart } from '../lines'
import { csvOptions, csvReadOptions, csvWriteOptions } from './csv-options'
import type { CsvOptions } from './csv-options'
import { csvRecords } from './csv-records'
import type { CsvRecord } from './csv-records'
import { appendCsv, isCsvType } from './csv-value'

/** Separated values, columns by their place. Spark: `csv`. */
export const csvFormat: FileFormat = {
  name: 'csv',
  extension: '.csv',
  readOptions: csvReadOptions,
  writeOptions: csvWriteOptions,
  schema: null,
  check: (schema, options) => { corruptColumn(schema, csvOptions(options, false)) },
  checkWrite: (schema, options) => {
    csvOptions(options, true)
    checkTypes(schema)
  },
  read: (file, schema, options, report) => read(file, schema, csvOptions(options, false), report),
  write(batches, schema, given) {
    const options = csvOptions(given, true)
    checkTypes(schema)
    const names = options.header ? [`${schema.fields.map(f => quoted(f.name, options)).join(options.sep)}\n`] : []
    return Buffer.from([...names, ...batches.flatMap(of => Array.from({ length: of.numRows }, (_, row) => line(of, row, options)))].join(''), 'utf8')
  },
}

function read(file: Uint8Array, schema: StructType, options: CsvOptions, report?: FileReport): RowsOfFile {
  const corrupt = corruptColumn(schema, options)
  const builders = schema.fields.map(f => columnBuilder(f.type))
  const columns = schema.fields.flatMap((_, i) => (i === corrupt ? [] : [i]))
  const start = textStart(file)
  const clean = isValidUtf8(file, start, file.length)
  const text = utf8Text(file, start, file.length)
  const lines: number[] = []
  let header = options.header
  for (const record of csvRecords(text, options)) {
    if (header) {
      header = false
      continue
    }
    const row = lines.length
    const raw = text.slice(record.start, record.end)
    const reason = readRecord(record, schema, columns, builders, options)
    if (reason !== '' || (!clean && raw.includes('\ufffd'))) report?.(row, reason === '' ? 'a value is not UTF-8, its bad bytes were replaced' : reason, () => Buffer.from(raw, 'utf8'))
    if (reason !== '' && options.mode === 'FAILFAST') {
      throw new MalformedRecord(`line ${record.line + 1} of a CSV file is malformed: ${reason}`, { hint: "Mode FAILFAST stops at the first such line; 'PERMISSIVE' keeps it with null fields, 'DROPMALFORMED' leaves it out.", details: { line: record.line, reason } })
    }
    if (reason !== '' && options.mode === 'DROPMALFORMED') {
      for (const builder of builders) builder.truncate(row)
      continue
    }
    if (corrupt >= 0) builders[corrupt].append(reason === '' ? null : raw)
    lines.push(record.line)
  }
  return { batch: batch(schema, builders.map(b => b.finish()), lines.length), lines: Float64Array.from(lines) }
}

/** Appends a record to the builders; what was wrong first, or ''. */
function readRecord({ values }: CsvRecord, schema: StructType, columns: readonly number[], builders: readonly ReturnType<typeof columnBuilder>[], options: CsvOptions): string {
  let reason = values.length === columns.length ? '' : `it has ${values.length} values, and the schema ${columns.length} columns`
  columns.forEach((column, i) => {
    const value = i < values.length ? values[i] : null
    if (value === null || value === options.nullValue) builders[column].appendNull()
    else if (!appendCsv(builders[column], value) && reason === '') reason = `column '${schema.fields[column].name}': a text that is no ${typeName(schema.fields[column].type)}`
  })
  return reason
}

function corruptColumn(schema: StructType, options: CsvOptions): number {
  checkTypes(schema)
  const at = schema.fields.findIndex(f => f.name === options.columnNameOfCorruptRecord)
  if (at >= 0 && schema.fields[at].type.kind !== 'string') {
    throw new InvalidFormatOption(`the column '${options.columnNameOfCorruptRecord}' takes malformed lines and must be STRING, not ${typeName(schema.fields[at].type)}`)
  }
  return at
}

function checkTypes(schema: StructType): void {
  const nested = schema.fields.find(f => !isCsvType(f.type))
  if (nested === undefined) return
  throw new InvalidFormatOption(`CSV cannot hold the column '${nested.name}' of type ${typeName(nested.type)}`, {
    hint: "Make it text with toJson or a cast, or use 'json' files.", details: { column: nested.name },
  })
}

function line(of: Batch, row: number, options: CsvOptions): string {
  return `${of.columns.map(column => (isNull(column, row) ? quotedWhereNeeded(options.nullValue, options) : valueText(column, row, options))).join(options.sep)}\n`
}

function valueText(of: Vector, row: number, options: CsvOptions): string {
  switch (of.kind) {
    case 'boolean': return of.values[row] === 1 ? 'true' : 'false'
    case 'int':
    case 'long': return quotedWhereNeeded(isTimestamp(of.type) ? timeText(of as LongVector, row) : scalarText(of, row), options)
    case 'double': return of.type.kind === 'float' ? formatFloat(of.values[row]) : formatDouble(of.values[row])
    case 'decimal': return shortDecimalText(of.values[row], of.type.scale)
    case 'string': return quoted(of.dictionary.value(of.codes[row]), options)
    default: return ''
  }
}

function timeText(of: LongVector, row: number): string {
  const text = writeTimestamp(of.values[row])
  return of.type.kind === 'timestamp' ? text : text.slice(0, -1)
}

function quoted(text: string, options: CsvOptions): string {
  const start = options.ignoreLeadingWhiteSpace ? text.replace(/^[\0- ]+/, '') : text
  const value = options.ignoreTrailingWhiteSpace ? start.replace(/[\0- ]+$/, '') : start
  return value === '' ? options.emptyValue ?? options.quote + options.quote : quotedWhereNeeded(value, options)
}

function quotedWhereNeeded(text: string, { sep, quote, escape }: CsvOptions): string {
  if (!text.includes(sep) && !text.includes(quote) && !/[\r\n]/.test(text)) return text
  const inner = escape === quote ? text : text.replaceAll(escape, escape + escape)
  return quote + inner.replaceAll(quote, escape + quote) + quote
}
