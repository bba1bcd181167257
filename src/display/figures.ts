import { cellOutput } from '../core/cell-output'
import type { Instant, LocalDate } from '../core/instant'
import { numberText } from './charts/words'
import { html, htmlText, type Html } from './html'
import { shortText } from './visible-text'

/** A figure: a value, or a value with what it is counted in and a line below it. */
export type Figure = FigureValue | { readonly value: FigureValue; readonly unit?: string; readonly note?: string }
export type FigureValue = number | bigint | string | Instant | LocalDate | null

/**
 * Shows a few figures side by side, as tiles: the numbers a report opens with.
 *
 * @example
 * figures({ Logins: 12_345, 'Busiest hour': '10:00–11:00', 'Mean per hour': { value: 36.7, unit: 'logins' } })
 */
export function figures(of: Readonly<Record<string, Figure>>): void {
  const tiles = Object.entries(of).map(([name, figure]) => ({ name, ...partsOf(figure) }))
  cellOutput().show({
    'text/html': htmlText(html`<div class="tidemark-figures" style="display:flex;flex-wrap:wrap;gap:12px">${tiles.map(tile)}</div>`),
    'text/plain': tiles.map(({ name, value, unit, note }) => `${shortText(name, 80)}: ${valueText(value)}${unit === undefined ? '' : ` ${shortText(unit, 40)}`}${note === undefined ? '' : ` (${shortText(note, 200)})`}`).join('\n'),
  })
}

interface Parts { readonly value: FigureValue; readonly unit?: string; readonly note?: string }

function partsOf(figure: Figure): Parts {
  return typeof figure === 'object' && figure !== null && 'value' in figure ? figure : { value: figure }
}

function tile({ name, value, unit, note }: Parts & { readonly name: string }): Html {
  return html`<div class="tidemark-figure" style="flex:1 1 140px;min-width:120px;padding:10px 14px;border:1px solid rgba(128,128,128,.35);border-radius:6px">
<div class="tidemark-figure-name" style="font-size:12px;opacity:.75">${shortText(name, 80)}</div>
<div class="tidemark-figure-value" style="font-size:26px;font-weight:600;line-height:1.3;font-variant-numeric:tabular-nums"><strong>${valueText(value)}</strong>${unit === undefined ? '' : html` <small style="font-size:13px;font-weight:normal;opacity:.75">${shortText(unit, 40)}</small>`}</div>${note === undefined ? '' : html`
<div class="tidemark-figure-note" style="font-size:12px;opacity:.75">${shortText(note, 200)}</div>`}
</div>`
}

function valueText(value: FigureValue): string {
  if (value === null) return '–'
  if (typeof value === 'number' || typeof value === 'bigint') return numberText(value)
  return shortText(typeof value === 'string' ? value : value.toString(), 80)
}
