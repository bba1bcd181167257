import MarkdownIt from 'markdown-it'
import type { MimeBundle } from '../../core/cell-output'
import { escapeText, raw, type Html } from './html'
import { highlight } from './highlight'

type Token = ReturnType<MarkdownIt['parse']>[number]
interface Env { readonly attachments: Readonly<Record<string, MimeBundle>>; readonly prefix: string }

const markdown = createMarkdown()

/** A markdown cell or output as markup: no HTML of its own, no picture that would have to be fetched. */
export function renderMarkdown(source: string, attachments: Env['attachments'] = {}, prefix = ''): Html {
  const env: Env = { attachments, prefix }
  return raw(markdown.render(source, env))
}

/** The first heading of level 1 and the first paragraph, as plain text; and the source without that heading. */
export function headOf(source: string): { title?: string; summary?: string; rest: string } {
  const tokens = markdown.parse(source, {})
  const inlineAfter = (kind: string, tag: string): Token | undefined =>
    tokens[tokens.findIndex(token => token.type === kind && token.tag === tag && token.level === 0) + 1 || tokens.length]
  const heading = inlineAfter('heading_open', 'h1')
  const paragraph = inlineAfter('paragraph_open', 'p')
  const lines = source.split('\n')
  if (heading?.map != null) lines.splice(heading.map[0], heading.map[1] - heading.map[0] + (/^=+\s*$/.test(lines[heading.map[1]] ?? '') ? 1 : 0))
  return {
    ...(heading === undefined ? {} : { title: plain(heading) }),
    ...(paragraph === undefined ? {} : { summary: plain(paragraph) }),
    rest: lines.join('\n'),
  }
}

const plain = (token: Token): string => (token.children ?? [])
  .map(child => (child.type === 'softbreak' || child.type === 'hardbreak' ? ' ' : child.content)).join('').trim()

function createMarkdown(): MarkdownIt {
  const it = new MarkdownIt({
    html: false,
    linkify: true,
    highlight: (code, language) => (/^(ts|typescript|js|javascript|)$/.test(language) ? highlight(code).markup : escapeText(code)),
  })
  it.linkify.add('//', null)
  const { rules } = it.renderer
  rules.link_open = (tokens, at, options, _env, self) => {
    const token = tokens[at]
    const href = String(token.attrGet('href') ?? '')
    if (/^https?:/i.test(href)) token.attrSet('rel', 'noopener noreferrer')
    // Notebooks lead on to each other; so do their reports.
    else if (/^[^:/?#]+\.ipynb(#.*)?$/.test(href)) token.attrSet('href', href.replace(/\.ipynb(?=#|$)/, '.html'))
    // An address without a scheme would take the page's own, which for a file is the disk.
    else if (/^[/\\]{2}/.test(href) || /^(?!mailto:)[a-z][a-z0-9+.-]*:/i.test(href)) token.attrs = []
    return self.renderToken(tokens, at, options)
  }
  rules.image = (tokens, at, _options, env: Env) => {
    const source = String(tokens[at].attrGet('src') ?? '')
    const alt = escapeText(tokens[at].content)
    const data = source.startsWith('attachment:') ? attached(env.attachments[decodeURIComponent(source.slice(11))]) : source
    if (data !== undefined && picture.test(data)) return `<img src="${escapeText(data)}" alt="${alt}">`
    return `<em class="r-missing">${alt === '' ? 'picture' : alt} (not part of this file)</em>`
  }
  rules.heading_open = (tokens, at, options, env: Env, self) => {
    const slug = tokens[at + 1].content.trim().toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '')
    tokens[at].attrSet('id', `${env.prefix}${slug}`)
    return self.renderToken(tokens, at, options)
  }
  rules.table_open = () => '<div class="r-scroll"><table>\n'
  rules.table_close = () => '</table></div>\n'
  return it
}

const picture = /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+$/

function attached(bundle: MimeBundle | undefined): string | undefined {
  const mime = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'].find(name => typeof bundle?.[name] === 'string')
  return mime === undefined ? undefined : `data:${mime};base64,${String(bundle?.[mime]).replace(/\s/g, '')}`
}
