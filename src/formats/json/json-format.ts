import type { Batch } from '../../batch/batch'
import { batch } from '../../batch/batch'
import type { Vector } from '../../batch/vector'
import type { StructType } from '../../core/data-type'
import { didYouMean } from '../../core/nearest'
import type { FileFormat, FormatOptions } from '../file-format'
import { eachLine, textStart } from '../lines'
import { InvalidFormatOption, jsonOptions, optionText } from './json-options'
import { jsonReader } from './json-reader'
import { jsonText } from './write-json'

/** JSON lines: an object a line; blank lines are no rows, an array of objects is a row for each. Spark: `json`. */
export const jsonFormat: FileFormat = {
  name: 'json',
  extension: '.json',
  readOptions: ['mode', 'columnNameOfCorruptRecord', 'maxNestingDepth'],
  writeOptions: ['ignoreNullFields'],
  schema: null,
  check: (schema, options) => { jsonReader(schema, jsonOptions(options)) },
  checkWrite: (_, options) => { ignoreNulls(options) },
  read(file, schema, given, report) {
    const options = jsonOptions(given)
    const lines: number[] = []
    let line = { start: 0, end: 0 }
    const reader = jsonReader(schema, options, (row, reason) => {
      const { start, end } = line
      report?.(row, reason, () => file.slice(start, end))
    })
    eachLine(file, (start, end, number) => {
      line = { start, end }
      const before = reader.length
      const good = reader.readLine(file, start, end)
      if (!good && options.mode === 'DROPMALFORMED') reader.truncate(before)
      for (let row = before; row < reader.length; row++) lines.push(number)
    }, textStart(file))
    return { batch: batch(schema, reader.finish().children, lines.length), lines: Float64Array.from(lines) }
  },
  write(batches, schema, options) {
    const ignoreNullFields = ignoreNulls(options)
    return Buffer.from(batches.flatMap(of => {
      const rows = asStruct(of, schema)
      return Array.from({ length: of.numRows }, (_, row) => `${jsonText(rows, row, { ignoreNullFields })}\n`)
    }).join(''), 'utf8')
  },
}

function asStruct(of: Batch, schema: StructType): Vector {
  return { kind: 'struct', type: schema, length: of.numRows, validity: null, children: of.columns }
}

function ignoreNulls(options: FormatOptions): boolean {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue
    if (name.toLowerCase() !== 'ignorenullfields') throw new InvalidFormatOption(`writing JSON has no option '${name}'`, { hint: didYouMean(name, ['ignoreNullFields']), details: { option: name } })
    if (value !== true && value !== false && value !== 'true' && value !== 'false') throw new InvalidFormatOption(`ignoreNullFields cannot be '${optionText(value)}'`, { hint: 'Valid: true, false.' })
    return value === true || value === 'true'
  }
  return true
}
