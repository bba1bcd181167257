import type { Batch } from './batch'
import { escapeControls, showText } from './show-text'

export interface PrintOptions {
  /** How many rows at most. Default 20. */
  readonly rows?: number
  /** The longest a value is shown, in characters, `...` for the rest; `false` shows all of it, aligned left. Default 20. */
  readonly truncate?: number | boolean
}

/**
 * A batch as the table that Spark's `show` prints.
 *
 * @example
 * printBatch(batchOfRows(parseDdl('user STRING, n INT'), [{ user: 'ada', n: 1 }]))
 * // +----+---+
 * // |user|  n|
 * // +----+---+
 * // | ada|  1|
 * // +----+---+
 */
export function printBatch(of: Batch, options: PrintOptions = {}): string {
  const { rows = 20, truncate = true } = options
  const longest = truncate === true ? 20 : truncate === false ? 0 : truncate
  const shown = Math.min(of.numRows, rows)
  const columns = of.schema.fields.map((f, c) =>
    [escapeControls(f.name), ...Array.from({ length: shown }, (_, row) => showText(of.columns[c], row))].map(text => shortened(text, longest)))
  const widths = columns.map(column => column.reduce((width, text) => Math.max(width, cells(text)), 3))
  const rule = `+${widths.map(width => '-'.repeat(width)).join('+')}+\n`
  const line = (row: number): string => `|${columns.map((column, c) => padded(column[row], widths[c], longest > 0)).join('|')}|\n`
  const body = Array.from({ length: shown }, (_, row) => line(row + 1)).join('')
  const more = of.numRows > shown ? `only showing top ${shown} ${shown === 1 ? 'row' : 'rows'}\n` : ''
  return `${rule}${line(0)}${rule}${body}${rule}${more}`
}

function shortened(text: string, longest: number): string {
  if (longest <= 0 || text.length <= longest) return text
  return longest < 4 ? text.slice(0, longest) : `${text.slice(0, longest - 3)}...`
}

function padded(text: string, width: number, right: boolean): string {
  const gap = ' '.repeat(width - cells(text))
  return right ? gap + text : text + gap
}

/** How many cells of a terminal a text takes: East Asian wide characters take two. */
function cells(text: string): number {
  return text.length + (text.match(/[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6]/g) ?? []).length
}
