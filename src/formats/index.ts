/**
 * Formats: bytes and a schema to columns, and columns to bytes. JSON (records of a stream, lines of a file), CSV, text;
 * what becomes of a record that is not what the schema says.
 *
 * May import: core, batch.
 *
 * Invariants
 * - The answer is Spark's, for good records and bad ones; what a real Spark said is in `test/formats/spark/`.
 * - A record is read from its bytes into columns: no object a record, no JSON.parse.
 * - A record never throws, save in mode FAILFAST; a reason for what was wrong holds no value of the record.
 * - A field's name is data: `__proto__` is a field like any other.
 */
import { csvFormat } from './csv/csv-format'
import type { FileFormat } from './file-format'
import { jsonFormat } from './json/json-format'
import { textFormat } from './text/text-format'

export type { FileFormat, FileReport, FormatOptions, RowsOfFile } from './file-format'
export * from './json'

/** The formats of files, by Spark's names. */
export const fileFormats: Readonly<Record<'json' | 'csv' | 'text', FileFormat>> = { json: jsonFormat, csv: csvFormat, text: textFormat }
