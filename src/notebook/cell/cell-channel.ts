import type { MimeBundle } from '../../core/cell-output'
import type { ErrorOutput } from '../nbformat'

/** Beside the channel, a pipe: a byte in it is an interruption, and its end is the end of the holder. */
export const interruptionsFd = 4

/** What the notebook's holder tells the process that runs its cells. */
export type ToCells =
  | {
      readonly kind: 'execute'
      /** The execution count; one of its own for each execution. */
      readonly cell: number
      readonly source: string
      /** What stays the same when the cell is run again; by default nothing does. */
      readonly owner?: string
      /** Whether nobody watches; true by default. */
      readonly headless?: boolean
    }
  | { readonly kind: 'complete' | 'inspect'; readonly request: number; readonly source: string; readonly at: number }
  | { readonly kind: 'close' }

/** What that process tells back. `cell` is the execution count: the first code cell that runs is 1. */
export type FromCells =
  | { readonly kind: 'ready' }
  | { readonly kind: 'unfit'; readonly message: string; readonly hint: string }
  | { readonly kind: 'stream'; readonly cell: number; readonly name: 'stdout' | 'stderr'; readonly text: string }
  | { readonly kind: 'display'; readonly cell: number; readonly id: string; readonly data: MimeBundle }
  /** A cell's last value. */
  | { readonly kind: 'result'; readonly cell: number; readonly id: string; readonly data: MimeBundle }
  | { readonly kind: 'update'; readonly cell: number; readonly id: string; readonly data: MimeBundle }
  | { readonly kind: 'error'; readonly cell: number; readonly error: ErrorOutput }
  | { readonly kind: 'done'; readonly cell: number }
  | { readonly kind: 'completed'; readonly request: number; readonly completion: Completion }
  | { readonly kind: 'inspected'; readonly request: number; readonly text: string | null }
  | { readonly kind: 'closed' }

/** What could stand between two positions of a source. */
export interface Completion { readonly start: number; readonly end: number; readonly matches: readonly string[] }
