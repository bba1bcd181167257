import { batch } from '../../batch/batch'
import { StringBuilder } from '../../batch/builders'
import { isNull } from '../../batch/vector'
import type { Vector } from '../../batch/vector'
import { field, STRING, struct, typeName } from '../../core/data-type'
import type { StructType } from '../../core/data-type'
import { didYouMean } from '../../core/nearest'
import type { FileFormat, FormatOptions } from '../file-format'
import { InvalidFormatOption } from '../json/json-options'
import { eachLine, textStart } from '../lines'

const VALUE = struct([field('value', STRING)])

/** A line a row, as the STRING `value`; null is written as an empty line. Spark: `text`. */
export const textFormat: FileFormat = {
  name: 'text',
  extension: '.txt',
  readOptions: [],
  writeOptions: [],
  schema: VALUE,
  check: (schema, options) => { checkText(schema, options) },
  checkWrite: (schema, options) => { checkText(schema, options) },
  read(file, schema, options) {
    checkText(schema, options)
    const values = new StringBuilder()
    const lines: number[] = []
    eachLine(file, (start, end, number) => {
      values.appendBytes(file, start, end)
      lines.push(number)
    }, textStart(file))
    return { batch: batch(schema, [values.finish()], lines.length), lines: Float64Array.from(lines) }
  },
  write(batches, schema, options) {
    checkText(schema, options)
    return Buffer.from(batches.flatMap(of => Array.from({ length: of.numRows }, (_, row) => `${textOf(of.columns[0], row)}\n`)).join(''), 'utf8')
  },
}

function textOf(of: Vector, row: number): string {
  return of.kind !== 'string' || isNull(of, row) ? '' : of.dictionary.value(of.codes[row])
}

function checkText(schema: StructType, options: FormatOptions): void {
  const [unknown] = Object.keys(options).filter(name => options[name] !== undefined)
  if (unknown !== undefined) throw new InvalidFormatOption(`text files have no option '${unknown}'`, { hint: didYouMean(unknown, []), details: { option: unknown } })
  if (schema.fields.length !== 1 || schema.fields[0].type.kind !== 'string') {
    throw new InvalidFormatOption(`text files have one STRING column, not ${typeName(schema)}`, { hint: "Select one column, or make one with concat or toJson; 'json' and 'csv' files hold more." })
  }
}
