import type { Tslab } from './load-tslab'

/** How a frame of a cell reads in a stack, after mapping. */
const cellFrame = /cell-(\d+)\.ts:(\d+):(\d+)/

/** Makes every stack of this process name a cell's own lines, as written, instead of those of its generated code. */
export function mapStackTraces(locate: Tslab['locate']): void {
  Error.prepareStackTrace = (error, frames) => {
    const lines = frames.flatMap(frame => {
      const text = String(frame)
      const at = cellFrame.exec(text)
      if (at === null) return [`    at ${text}`]
      const source = locate(Number(at[1]), Number(at[2]), Number(at[3]))
      // What the executor wraps around a cell has no place in it.
      return source === undefined ? [] : [`    at ${text.replace(cellFrame, `cell-${at[1]}.ts:${source.line}:${source.column}`)}`]
    })
    return [Error.prototype.toString.call(error), ...lines].join('\n')
  }
}

export interface CellFrame { readonly cell: number; readonly line: number; readonly within?: string }

/** The frames of a mapped stack that lie in cells, innermost first. */
export function cellFrames(stack: string): CellFrame[] {
  return stack.split('\n').flatMap(line => {
    const at = cellFrame.exec(line)
    if (at === null) return []
    // A cell's variables live on a proxy, which is not the reader's concern.
    const within = /^\s+at (?:async )?(?:(?:Proxy|Object)\.)?(\S+) \(/.exec(line)?.[1]
    return [{ cell: Number(at[1]), line: Number(at[2]), ...(within === undefined || within === '<anonymous>' ? {} : { within }) }]
  })
}
