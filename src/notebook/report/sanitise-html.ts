import sanitizeHtml from 'sanitize-html'
import { raw, type Html } from './html'

const colour = /^(?:#[0-9a-f]{3,8}|rgba?\([\d\s.,%]+\)|[a-z]+)$/i
const length = /^-?[\d.]+(?:px|em|rem|ch|%)$/

const options: sanitizeHtml.IOptions = {
  allowedTags: [
    'table', 'caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td',
    'div', 'p', 'span', 'pre', 'code', 'br', 'hr', 'b', 'strong', 'i', 'em', 'small', 'sub', 'sup', 'abbr', 'time', 'mark',
    'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'figure', 'figcaption', 'details', 'summary', 'a',
  ],
  allowedAttributes: {
    '*': ['class', 'title', 'dir', 'lang', 'style', 'align', 'aria-label', 'aria-hidden', 'role'],
    a: ['href', 'rel'],
    details: ['open'],
    time: ['datetime'],
    col: ['span'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan', 'scope'],
  },
  allowedSchemes: ['http', 'https'],
  allowProtocolRelative: false,
  nestingLimit: 200,
  allowedStyles: {
    '*': {
      'text-align': [/^(?:left|right|center|start|end)$/],
      color: [colour],
      'background-color': [colour],
      'font-weight': [/^(?:bold|normal|\d{3})$/],
      'font-style': [/^(?:italic|normal)$/],
      'white-space': [/^(?:pre|pre-wrap|nowrap|normal)$/],
      'overflow-wrap': [/^(?:anywhere|break-word|normal)$/],
      'font-variant-numeric': [/^tabular-nums$/],
      opacity: [/^(?:1|0?\.[3-9]\d?)$/],
      width: [length],
    },
  },
  transformTags: {
    '*': (tagName, attribs) => ({ tagName, attribs: withoutReportClasses(attribs) }),
    // Only absolute addresses: in a report that was sent to someone, a relative one leads nowhere they can see.
    a: (_, { href, ...rest }) => /^https?:\/\//i.test(href ?? '')
      ? { tagName: 'a', attribs: { ...withoutReportClasses(rest), href, rel: 'noopener noreferrer' } }
      : { tagName: 'span', attribs: withoutReportClasses(rest) },
  },
}

/** A cell's `text/html` (a table, mostly) as markup that can stand in the report: structure and text, no behaviour. */
export const sanitiseHtml = (markup: string): Html => raw(sanitizeHtml(markup, options))

// The report's own classes are prefixed: an output cannot pass as the report's error box or header.
function withoutReportClasses(attribs: sanitizeHtml.Attributes): sanitizeHtml.Attributes {
  if (attribs.class === undefined) return attribs
  const { class: names, ...rest } = attribs
  const kept = names.split(/\s+/).filter(name => !name.startsWith('r-')).join(' ')
  return kept === '' ? rest : { ...rest, class: kept }
}
