import type { MimeBundle } from '../../core/cell-output'
import type { ErrorOutput } from '../nbformat'

/** What the notebook's holder tells the process that runs its cells. */
export type ToCells =
  | { readonly kind: 'execute'; readonly cell: number; readonly source: string }
  | { readonly kind: 'close' }

/** What that process tells back. `cell` is the execution count: the first code cell that runs is 1. */
export type FromCells =
  | { readonly kind: 'ready' }
  | { readonly kind: 'unfit'; readonly message: string; readonly hint: string }
  | { readonly kind: 'stream'; readonly cell: number; readonly name: 'stdout' | 'stderr'; readonly text: string }
  | { readonly kind: 'display'; readonly cell: number; readonly id: string; readonly data: MimeBundle }
  | { readonly kind: 'update'; readonly id: string; readonly data: MimeBundle }
  | { readonly kind: 'error'; readonly cell: number; readonly error: ErrorOutput }
  | { readonly kind: 'done'; readonly cell: number }
  | { readonly kind: 'closed' }
