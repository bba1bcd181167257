import type { CallSite } from './errors'

const ours = __dirname.replace(/core$/, '')

/** The line of the user's script or cell that called into the library, for plan errors. */
export function callSite(): CallSite | undefined {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 12
  const stack = new Error().stack ?? ''
  Error.stackTraceLimit = limit
  for (const line of stack.split('\n').slice(2)) {
    if (line.includes(ours) || line.includes('node:internal')) continue
    const at = /\(?([^()\s]+):(\d+):(\d+)\)?$/.exec(line)
    if (at !== null) return { file: at[1], line: Number(at[2]), column: Number(at[3]) }
  }
  return undefined
}
