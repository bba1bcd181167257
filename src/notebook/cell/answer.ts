import { schemaTree } from '../../api/schema-tree'
import type { Schema } from '../../core/data-type'
import type { Completion, FromCells, ToCells } from './cell-channel'
import { textAt } from './columns-at'
import type { Tslab } from './load-tslab'

/** What could come at a position of a source, or what stands there. */
export function answer(tslab: Tslab, message: Extract<ToCells, { kind: 'complete' | 'inspect' }>): FromCells {
  const { request, source, at } = message
  return message.kind === 'complete'
    ? { kind: 'completed', request, completion: orElse(() => complete(tslab, source, at), { start: at, end: at, matches: [] }) }
    : { kind: 'inspected', request, text: orElse(() => inspect(tslab, source, at), null) }
}

/** The compiler fails on some sources that are being written, and a cell must not say so. */
function orElse<T>(work: () => T, otherwise: T): T {
  try {
    return work()
  } catch {
    return otherwise
  }
}

function complete(tslab: Tslab, source: string, at: number): Completion {
  const text = textAt(tslab.compiler, source, at)
  if (text === null) {
    const { start, end, candidates } = tslab.complete(source, at)
    return { start, end, matches: candidates }
  }
  const { start, typed } = text
  const own = tslab.complete(source, at).candidates.filter(name => name !== typed)
  const matches = own.length > 0 ? own : columns(tslab, text.frames)
  return { start, end: at, matches: [...matches.filter(name => name.startsWith(typed)), ...matches.filter(name => !name.startsWith(typed) && name.includes(typed))] }
}

// TypeScript gives the texts that a plain parameter takes, and none where it is a type to be inferred; so it is asked
// what the one method would take that every frame has with a plain column.
const probe = ".withWatermark('"

function columns(tslab: Tslab, frames: readonly string[]): readonly string[] {
  for (const frame of frames) {
    const found = tslab.complete(`${frame}${probe}')`, frame.length + probe.length).candidates
    if (found.length > 0) return found
  }
  return []
}

/** What a hover can hold. */
const longestType = 160

function inspect(tslab: Tslab, source: string, at: number): string | null {
  const info = tslab.inspect(source, at)
  if (info === undefined) return null
  const text = (parts: readonly { readonly text: string }[] = []): string => parts.map(part => part.text).join('')
  const type = text(info.displayParts)
  const value: unknown = tslab.locals[source.slice(info.textSpan.start, info.textSpan.start + info.textSpan.length)]
  const schema = schemaOf(value)
  const short = type.length <= longestType || schema === null ? type : `${type.slice(0, longestType)} …`
  return [short, schema === null ? '' : schemaTree(schema), text(info.documentation)].filter(part => part !== '').join('\n\n')
}

/** The schema of a frame, of whichever copy of the package. */
function schemaOf(value: unknown): Schema | null {
  if (typeof value !== 'object' || value === null || !('plan' in value)) return null
  const { schema } = (value as { plan: { schema?: Schema } }).plan
  return Array.isArray(schema?.fields) ? schema : null
}
