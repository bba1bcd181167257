import type { MimeBundle } from '../core/cell-output'
import { tableHtml, tableText, type Table, type TableOptions } from './table'

/** A table in both its forms; the text has fewer rows. */
export function tableBundle(table: Table, options: TableOptions): MimeBundle {
  const text = tableText(table, { ...options, limit: Math.min(options.limit ?? 20, 100) })
  return { 'text/html': tableHtml(table, options), 'text/plain': options.caption === undefined ? text : `${options.caption}\n${text}` }
}
