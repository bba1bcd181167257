import { visibleText } from './visible-text'

/** HTML that this file made. Anything else that comes into a template is text. */
export interface Html { readonly [made]: string }

const made = Symbol('html')

/**
 * The only way HTML is written here: what the template says is markup, every value put into it is text and is escaped,
 * lists are joined.
 *
 * @example
 * html`<td>${'<b>'}</td>` // <td>&lt;b&gt;</td>
 */
export function html(markup: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let text = markup[0]
  values.forEach((value, i) => { text += written(value) + markup[i + 1] })
  return { [made]: text }
}

type HtmlValue = string | number | Html | readonly Html[]

/** Markup that another part of this room has made and answers for: a rendered picture. */
export function trusted(markup: string): Html {
  return { [made]: markup }
}

export function htmlText(of: Html): string {
  return of[made]
}

function written(value: HtmlValue): string {
  if (typeof value === 'string') return escape(value)
  if (typeof value === 'number') return String(value)
  return isList(value) ? value.map(htmlText).join('') : value[made]
}

function isList(value: Html | readonly Html[]): value is readonly Html[] {
  return Array.isArray(value)
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;', '`': '&#96;' }

function escape(text: string): string {
  return visibleText(text).replace(/[&<>"'`]/g, character => entities[character])
}

/** Classes for what shows data. Mathematics between dollar signs is for prose: a front end does not typeset it here. */
export const AS_IS = 'tex2jax_ignore mathjax_ignore'
