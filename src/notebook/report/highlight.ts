import { html, raw, type Html } from './html'

const keywords = new Set(('abstract as async await break case catch class const continue debugger declare default delete do else enum '
  + 'export extends false finally for from function get if implements import in infer instanceof interface is keyof let namespace '
  + 'never new null of private protected public readonly return satisfies set static super switch this throw true try type typeof '
  + 'undefined var void while with yield').split(' '))

const token = new RegExp([
  String.raw`(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))`,
  String.raw`(?<string>'(?:[^'\\\n]|\\.)*'?|"(?:[^"\\\n]|\\.)*"?|` + '`(?:[^`\\\\]|\\\\[\\s\\S])*`?)',
  String.raw`(?<number>\b\d[\w.]*)`,
  String.raw`(?<word>[A-Za-z_$][\w$]*)`,
].join('|'), 'g')

/** TypeScript with comments, strings, numbers and keywords marked; a lexer, not a parser, and that is enough to read by. */
export function highlight(source: string): Html {
  const parts: Html[] = []
  let at = 0
  for (const match of source.matchAll(token)) {
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0]
    // A method may be called `as`.
    const member = /(?<!\.)\.$/.test(source.slice(Math.max(0, match.index - 2), match.index))
    const shown = kind === 'word' ? (keywords.has(match[0]) && !member ? 'keyword' : undefined) : kind
    if (shown === undefined) continue
    parts.push(html`${source.slice(at, match.index)}<span class="r-${shown}">${match[0]}</span>`)
    at = match.index + match[0].length
  }
  return raw(parts.map(part => part.markup).join('') + html`${source.slice(at)}`.markup)
}
