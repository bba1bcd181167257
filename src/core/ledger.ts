import type { RowOrigin } from './origin'

/**
 * A copy of a row that did not do what its sender meant: kept beside the stream, never taken from it.
 * `malformed` stayed in the stream with null fields, `late` missed its window, `quarantined` was taken out on request.
 */
export interface LedgerEntry {
  readonly kind: 'malformed' | 'late' | 'quarantined'
  readonly reason: string
  readonly batchId: number
  readonly origin: RowOrigin | null
  /** The bytes as they came, for a malformed record. */
  readonly raw?: Uint8Array
  /** The row's values, for a late or quarantined row. */
  readonly row?: Readonly<Record<string, unknown>>
  /** The window a late row missed, and the watermark it missed it by; microseconds since the epoch. */
  readonly window?: { readonly start: bigint; readonly end: bigint }
  readonly watermarkMs?: number
}
