/** Markup that may stand in a page as it is. Only `html`, `raw` and the sanitisers make it. */
export interface Html { readonly markup: string }

/** What may stand in an `html` template: text is escaped, markup is not, lists are joined, false and undefined are nothing. */
export type Part = Html | string | number | false | undefined | readonly Part[]

/** The one place where text becomes markup. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return raw(texts.map((text, at) => text + (at < parts.length ? markup(parts[at]) : '')).join(''))
}

/** Trusts markup: only what a sanitiser or markdown-it (without HTML) has made, and the report's own constants. */
export const raw = (text: string): Html => ({ markup: text })

function markup(part: Part): string {
  if (part === false || part === undefined) return ''
  if (Array.isArray(part)) return part.map(markup).join('')
  return typeof part === 'object' && 'markup' in part ? part.markup : escapeText(String(part))
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export const escapeText = (text: string): string => text.replace(/[&<>"']/g, character => entities[character])
