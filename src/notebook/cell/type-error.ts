import type { ErrorOutput } from '../nbformat'
import { cellName } from './cell-name'
import type { Diagnostic } from './diagnostic'

const shown = 5

/**
 * What TypeScript refuses, as a cell's output. A refusal type of ours carries a sentence and the valid choices inside
 * TypeScript's message: they are told first, with cell and line; the message itself comes after.
 */
export function typeError(cell: number, diagnostics: readonly Diagnostic[]): ErrorOutput {
  const complaints = group(diagnostics)
  const told = complaints.map(complaint => ({ ...complaint, ...sentenceOf(complaint.messages) }))
  const heads = told.slice(0, shown).map(({ at, sentence, hint }) =>
    `${at.fileName === undefined ? cellName(cell) : at.fileName}, line ${at.start.line + 1}: ${sentence}${hint === undefined ? '' : `\n  ${hint}`}`)
  if (told.length > shown) heads.push(`… and ${told.length - shown} more`)
  const raw = told.filter(({ own, messages }) => own || messages.length > 1).map(({ at, messages }) =>
    `TypeScript, at ${at.start.line + 1}:${at.start.character + 1} (TS${at.code}):\n${messages.map((message, depth) => '  '.repeat(Math.min(depth, 6) + 1) + message).join('\n')}`)
  return { output_type: 'error', ename: 'TypeScriptError', evalue: told[0].sentence, traceback: [heads.join('\n'), ...raw] }
}

interface Complaint { readonly at: Diagnostic; readonly messages: readonly string[] }

/** The links of a chain follow each other at one place. */
function group(diagnostics: readonly Diagnostic[]): Complaint[] {
  const complaints: { at: Diagnostic; messages: string[] }[] = []
  for (const diagnostic of diagnostics) {
    const last = complaints.at(-1)
    const same = last !== undefined && last.at.fileName === diagnostic.fileName
      && last.at.start.line === diagnostic.start.line && last.at.start.character === diagnostic.start.character
    if (same) last.messages.push(diagnostic.messageText)
    else complaints.push({ at: diagnostic, messages: [diagnostic.messageText] })
  }
  return complaints
}

interface Told { readonly sentence: string; readonly hint?: string; /** Whether the sentence is ours. */ readonly own: boolean }

const literal = String.raw`"((?:[^"\\]|\\.)*)"`
const refusal = new RegExp(String.raw`\bRefused<${literal}`)
const sentenceType = new RegExp(String.raw`assignable to (?:parameter of )?type '${literal}'`)

function sentenceOf(messages: readonly string[]): Told {
  for (const message of messages) {
    const refused = refusal.exec(message)
    if (refused !== null) {
      const choices = upToClosing(message.slice(refused.index + refused[0].length))
      const valid = [...choices.matchAll(new RegExp(literal, 'g'))].map(match => unquote(match[1]))
      // TypeScript shortens long unions.
      const more = /\.\.\. (\d+) more \.\.\./.exec(choices)
      return {
        sentence: unquote(refused[1]),
        own: true,
        ...(valid.length === 0 ? {} : { hint: `valid: ${valid.join(', ')}${more === null ? '' : `, and ${more[1]} more`}` }),
      }
    }
    const type = sentenceType.exec(message)?.[1]
    if (type !== undefined && type.trim().split(' ').length >= 3) return { sentence: unquote(type), own: true }
  }
  const [message] = messages
  const hint = hints.find(([pattern]) => pattern.test(message))?.[1]
  return { sentence: message, own: false, ...(hint === undefined ? {} : { hint }) }
}

/** The rest of a type's arguments, to the bracket that closes them; brackets inside texts are not brackets. */
function upToClosing(text: string): string {
  let depth = 1
  for (const match of text.matchAll(new RegExp(`${literal}|=>|[<>]`, 'g'))) {
    depth += match[0] === '<' ? 1 : match[0] === '>' ? -1 : 0
    if (depth === 0) return text.slice(0, match.index)
  }
  return text
}

const hints: readonly (readonly [RegExp, string])[] = [
  [/^Cannot find module 'tidemark'/, 'Install it where the notebook is: npm install tidemark (or the packed .tgz).'],
  [/^(Cannot redeclare exported variable|Export declaration conflicts)/, "Cells share their variables: leave out the word 'export'."],
]

function unquote(text: string): string {
  try {
    return JSON.parse(`"${text}"`) as string
  } catch {
    return text
  }
}
