import type { Batch } from '../batch/batch'
import type { StructType } from '../core/data-type'

/** Options as they were given, by any of their spellings; each format checks them. */
export type FormatOptions = Readonly<Record<string, unknown>>

/** Told of every row that could not be read as it was meant: its number in the batch, why, and its bytes in the file. */
export type FileReport = (row: number, reason: string, raw: () => Uint8Array) => void

export interface RowsOfFile {
  readonly batch: Batch
  /** For each row the line it stood on, from 0: its offset in the file. */
  readonly lines: Float64Array
}

/** How rows lie in a file: what the file source reads and the file sink writes. */
export interface FileFormat {
  readonly name: string
  /** The ending of the files that are written, with its point. */
  readonly extension: string
  readonly readOptions: readonly string[]
  readonly writeOptions: readonly string[]
  /** The one schema its rows have; null where the reader must be given one. */
  readonly schema: StructType | null
  /** Checks options and schema before any file is read. */
  check(schema: StructType, options: FormatOptions): void
  /** The rows of a whole file. Every field is nullable, whatever the schema says. */
  read(file: Uint8Array, schema: StructType, options: FormatOptions, report?: FileReport): RowsOfFile
  /** Checks that such rows can be written, before a query starts. */
  checkWrite(schema: StructType, options: FormatOptions): void
  /** A whole file of these rows. */
  write(batches: readonly Batch[], schema: StructType, options: FormatOptions): Uint8Array
}
