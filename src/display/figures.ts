import { cellOutput } from '../core/cell-output'
import type { DayTimeInterval, YearMonthInterval } from '../core/interval'
import type { Instant, LocalDate, LocalDateTime } from '../core/instant'
import { numberText } from './charts/words'
import { AS_IS, html, htmlText, type Html } from './html'
import { shortText } from './visible-text'

/** A figure: a value, or a value with what it is counted in and a line below it. */
export type Figure = FigureValue | { readonly value: FigureValue; readonly unit?: string; readonly note?: string }
export type FigureValue = number | bigint | string | Instant | LocalDateTime | LocalDate | DayTimeInterval | YearMonthInterval | null

/**
 * Shows a few figures side by side, as tiles: the numbers a report opens with.
 *
 * @example
 * figures({ Logins: 12_345, 'Busiest hour': '10:00–11:00', 'Mean per hour': { value: 36.7, unit: 'logins' } })
 */
export function figures(of: Readonly<Record<string, Figure>>): void {
  const tiles = Object.entries(of).map(([name, figure]) => ({ name, ...partsOf(figure) }))
  cellOutput().show({
    // A table, so that the tiles stand side by side also where a page takes no styles from an output.
    'text/html': htmlText(html`<table class="tidemark-figures ${AS_IS}"><tbody><tr>${tiles.map(tile)}</tr></tbody></table>`),
    'text/plain': tiles.map(({ name, value, unit, note }) => `${shortText(name, 80)}: ${valueText(value)}${unit === undefined ? '' : ` ${shortText(unit, 40)}`}${note === undefined ? '' : ` (${shortText(note, 200)})`}`).join('\n'),
  })
}

interface Parts { readonly value: FigureValue; readonly unit?: string; readonly note?: string }

function partsOf(figure: Figure): Parts {
  return typeof figure === 'object' && figure !== null && 'value' in figure ? figure : { value: figure }
}

function tile({ name, value, unit, note }: Parts & { readonly name: string }): Html {
  const quiet = 'font-size:12px;opacity:.75'
  return html`<td style="text-align:left;vertical-align:top;padding:8px 28px 8px 0">
<span class="tidemark-figure-name" style="${quiet}">${shortText(name, 80)}</span><br>
<strong class="tidemark-figure-value" style="font-size:26px;line-height:1.35;white-space:nowrap">${valueText(value)}</strong>${unit === undefined ? '' : html` <small class="tidemark-figure-unit">${shortText(unit, 40)}</small>`}${note === undefined ? '' : html`<br>
<span class="tidemark-figure-note" style="${quiet}">${shortText(note, 200)}</span>`}</td>`
}

function valueText(value: FigureValue): string {
  if (value === null) return '–'
  if (typeof value === 'number' || typeof value === 'bigint') return numberText(value)
  return shortText(typeof value === 'string' ? value : value.toString(), 80)
}
