import { inspect } from 'node:util'
import { valueDisplay, type MimeBundle } from '../../core/cell-output'
import type { Execution } from './execution'
import { wait } from './helpers'

/** Shows a cell's last value: as `display` would where it has a form, else as text; a promise's own value once it is there. */
export async function showLastValue(value: unknown, execution: Execution, show: (bundle: MimeBundle) => void): Promise<void> {
  const settled = isPromise(value) ? await wait(value) : value
  if (settled === undefined || settled === null || execution.interrupted) return
  execution.showsResult = true
  try {
    const rich = valueDisplay()(settled)
    if (rich !== null) await wait(rich())
    else show({ 'text/plain': typeof settled === 'string' ? settled : inspect(settled) })
  } finally {
    execution.showsResult = false
  }
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
}
