import type { MimeBundle } from '../../core/cell-output'
import { sources, type Widget } from './widget'

/** By this the runner knows which parameters a notebook asks for, and with which values it ran. */
export const WIDGET_MIME = 'application/vnd.tidemark.widget+json'

/** A widget as a cell shows it: its value, what it could be, and how to change it. */
export function widgetBundle(of: Widget, headless: boolean): MimeBundle {
  const { name, kind, choices, values, source } = of
  const value = kind === 'multiselect' ? values : values[0]
  const shown = values.length === 0 ? 'none' : values.join(', ')
  const offered = choices.length === 0 ? [] : [`${kind === 'multiselect' ? 'any of' : kind === 'combobox' ? 'any text, or' : 'one of'} ${choices.slice(0, 12).join(', ')}${choices.length > 12 ? `, and ${choices.length - 12} more` : ''}`]
  const example = kind === 'multiselect' ? `[${values.map(one => JSON.stringify(one)).join(', ')}]` : JSON.stringify(values[0] ?? '')
  const how = headless ? [] : [`change: widgets.set(${JSON.stringify(name)}, ${example}), then run this cell and those below again`]
  const notes = [...(source === 'default' ? [] : [`from ${sources[source]}`]), ...offered, ...how]
  const title = of.label ?? name
  return {
    [WIDGET_MIME]: { name, kind, label: of.label, choices, value, source },
    'text/html': `<p class="tidemark-widget tex2jax_ignore mathjax_ignore"><strong>${escaped(title)}</strong> <code>${escaped(shown)}</code>${notes.length === 0 ? '' : ` <small>${escaped(notes.join(' · '))}</small>`}</p>`,
    'text/plain': `${visible(title)}: ${visible(shown)}${notes.length === 0 ? '' : ` (${visible(notes.join(' · '))})`}`,
  }
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => visible(text).replace(/[&<>"']/g, one => entities[one])

/** Characters that would act on a terminal or turn the line around are shown as what they are. */
const visible = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, one => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
