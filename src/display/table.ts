import type { Batch } from '../batch/batch'
import { valueAt } from '../batch/rows'
import type { Vector } from '../batch/vector'
import { isWindowType, typeName, type DataType } from '../core/data-type'
import type { Instant, LocalDateTime } from '../core/instant'
import { cellText } from './cell-text'
import { AS_IS, html, htmlText, type Html } from './html'
import { shortText, visibleText } from './visible-text'

/** Anything with rows and columns, as a table shows it. */
export interface Table {
  readonly columns: readonly TableColumn[]
  readonly numRows: number
}

export interface TableColumn {
  readonly name: string
  /** In Spark's spelling; null where nothing says. */
  readonly type: string | null
  /** Numbers stand at the right. */
  readonly numeric: boolean
  value(row: number): unknown
}

export interface TableOptions {
  /** Rows shown; default 1000. */
  readonly limit?: number
  /** Characters of a field shown; default 200. */
  readonly width?: number
  /** Rows there are, where the table holds only some of them. */
  readonly total?: number
  readonly caption?: string
  /** Which rows are shown where not all are; default `first`. */
  readonly which?: 'first' | 'last'
}

export function batchTable(of: Batch): Table {
  return {
    numRows: of.numRows,
    columns: of.schema.fields.map((field, i) => ({
      name: field.name, type: typeName(field.type), numeric: isNumeric(field.type), value: valuesOf(of.columns[i]),
    })),
  }
}

function valuesOf(vector: Vector): TableColumn['value'] {
  if (!isWindowType(vector.type)) return row => valueAt(vector, row)
  // A window reads better than the struct that it is.
  return row => {
    const window = valueAt(vector, row) as { readonly start: Instant | LocalDateTime | null; readonly end: Instant | LocalDateTime | null } | null
    return window === null ? null : `${String(window.start)} – ${String(window.end)}`
  }
}

/** A list of objects, whatever their keys; every key of any row is a column. */
export function rowsTable(rows: readonly unknown[]): Table {
  const names = new Set<string>()
  for (const row of rows) for (const name of isPlain(row) ? Object.keys(row) : ['value']) names.add(name)
  const columns = [...names].map(name => {
    const value = (i: number): unknown => {
      const row = rows[i]
      return isPlain(row) ? (Object.hasOwn(row, name) ? row[name] : null) : name === 'value' ? row : null
    }
    const given = rows.map((_, i) => value(i)).filter(one => one !== null && one !== undefined)
    return { name, type: null, numeric: given.length > 0 && given.every(one => typeof one === 'number' || typeof one === 'bigint'), value }
  })
  return { numRows: rows.length, columns }
}

/** The table as HTML: escaped, numbers at the right, each column's type below its name, what is left out said. */
export function tableHtml(table: Table, options: TableOptions = {}): string {
  return htmlText(tableMarkup(table, options))
}

const LEFT = 'text-align:left;white-space:pre-wrap;overflow-wrap:anywhere'
const SHORT = 'text-align:left;white-space:nowrap'
const RIGHT = 'text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums'

export function tableMarkup(table: Table, options: TableOptions): Html {
  const shown = Math.min(table.numRows, options.limit ?? 1000)
  const from = options.which === 'last' ? table.numRows - shown : 0
  const width = options.width ?? 200
  const head = table.columns.map(column => html`<th style="${column.numeric ? 'text-align:right' : 'text-align:left'}">${shortText(column.name, 100)}${typeLine(column)}</th>`)
  const body = Array.from({ length: shown }, (_, i) => html`<tr>${table.columns.map(column => cell(column, from + i, width))}</tr>\n`)
  return html`<table class="tidemark-table ${AS_IS}">${options.caption === undefined ? '' : html`<caption style="text-align:left;white-space:nowrap">${options.caption}</caption>`}
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody></table>
<p class="tidemark-rows">${rowsLine(table.numRows, shown, options)}</p>`
}

/** `12 rows`, or `first 1,000 of 40,000 rows: 39,000 more`. */
export function rowsLine(rows: number, shown: number, options: TableOptions): string {
  const total = options.total ?? rows
  const text = total.toLocaleString('en-US')
  if (shown >= total) return `${text} row${total === 1 ? '' : 's'}`
  return `${options.which ?? 'first'} ${shown.toLocaleString('en-US')} of ${text} rows, and ${(total - shown).toLocaleString('en-US')} more`
}

function typeLine(column: TableColumn): Html | string {
  return column.type === null ? '' : html`<br><small style="font-weight:normal;opacity:.7">${shortText(column.type, 120)}</small>`
}

function cell(column: TableColumn, row: number, width: number): Html {
  const value = column.value(row)
  if (value === null || value === undefined) return html`<td style="${column.numeric ? RIGHT : LEFT}"><em style="opacity:.6">null</em></td>`
  const text = cellShown(value, width)
  return html`<td style="${column.numeric ? RIGHT : text.length <= 32 ? SHORT : LEFT}">${text}</td>`
}

/** One value as both forms of a table show it. */
export function cellShown(value: unknown, width: number): string {
  return typeof value === 'string' ? shortText(value, width) : visibleText(cellText(value, width))
}

function isNumeric(type: DataType): boolean {
  return ['tinyint', 'smallint', 'int', 'bigint', 'float', 'double', 'decimal'].includes(type.kind)
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

/** The table as aligned text, at most `limit` rows (default 20), for where there is no HTML. */
export function tableText(table: Table, options: TableOptions = {}): string {
  const shown = Math.min(table.numRows, options.limit ?? 20)
  const from = options.which === 'last' ? table.numRows - shown : 0
  const columns = table.columns.map(column => ({
    numeric: column.numeric,
    lines: [shortText(column.name, 40), ...Array.from({ length: shown }, (_, i) => cellShown(column.value(from + i), options.width ?? 60))],
  }))
  const widths = columns.map(column => column.lines.reduce((most, line) => Math.max(most, line.length), 0))
  const line = (i: number): string => columns.map((column, c) => (column.numeric ? column.lines[i].padStart(widths[c]) : column.lines[i].padEnd(widths[c]))).join('  ').trimEnd()
  const lines = [line(0), widths.map(width => '-'.repeat(width)).join('  '), ...Array.from({ length: shown }, (_, i) => line(i + 1))]
  return `${lines.join('\n')}\n${rowsLine(table.numRows, shown, options)}`
}
