import type { Completion, FromCells, ToCells } from './cell-channel'
import type { Tslab } from './load-tslab'

/** What could come at a position of a source, or what stands there. */
export function answer(tslab: Tslab, message: Extract<ToCells, { kind: 'complete' | 'inspect' }>): FromCells {
  const { request, source, at } = message
  return message.kind === 'complete'
    ? { kind: 'completed', request, completion: complete(tslab, source, at) }
    : { kind: 'inspected', request, text: inspect(tslab, source, at) }
}

function complete(tslab: Tslab, source: string, at: number): Completion {
  const { start, end, candidates } = tslab.complete(source, at)
  return { start, end, matches: candidates }
}

function inspect(tslab: Tslab, source: string, at: number): string | null {
  const info = tslab.inspect(source, at)
  if (info === undefined) return null
  const text = (parts: readonly { readonly text: string }[] = []): string => parts.map(part => part.text).join('')
  return [text(info.displayParts), text(info.documentation)].filter(part => part !== '').join('\n\n')
}
