import type { DataType } from '../core/data-type'
import type { Vector } from './vector'

/**
 * Grows a column row by row. `append` takes what a row holds (`string`, `boolean`, `number`, `bigint`, `Instant`, `LocalDateTime`,
 * `LocalDate`, `Uint8Array`, arrays, `Map`, plain objects for structs; null or undefined is null); the readers' hot
 * paths use the typed methods of the builder for their type instead.
 */
export interface ColumnBuilder {
  readonly type: DataType
  readonly length: number
  append(value: unknown): void
  appendNull(): void
  finish(): Vector
}
