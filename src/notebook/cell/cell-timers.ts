import { currentExecution } from './execution'

type Timer = ReturnType<typeof setTimeout>
type Call = (...values: unknown[]) => unknown

/** The functions whose calls in a cell go through `callTimer`. */
export const timerNames: ReadonlySet<string> = new Set(['setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'])

const timers = new Map<string, Set<Timer>>()

function forget(owner: string, timer: Timer): void {
  const own = timers.get(owner)
  own?.delete(timer)
  if (own?.size === 0) timers.delete(owner)
}

/**
 * Calls what a cell calls `setTimeout` and the like, and keeps the timer for its cell where it is node's own. Timers that
 * libraries start while a cell runs may serve other cells too, and are not kept.
 */
export function callTimer(call: Call, ...values: unknown[]): unknown {
  const { owner } = currentExecution()
  if (call === clearTimeout as Call || call === clearInterval as Call) {
    for (const of of [...timers.keys()]) forget(of, values[0] as Timer)
    return call(...values)
  }
  const once = call === setTimeout as unknown as Call
  const [callback, ...rest] = values
  if ((!once && call !== setInterval as unknown as Call) || typeof callback !== 'function') return call(...values)
  const timer = call(!once ? callback : (...given: unknown[]): unknown => {
    forget(owner, timer)
    return (callback as Call)(...given)
  }, ...rest) as Timer
  timers.set(owner, (timers.get(owner) ?? new Set()).add(timer))
  return timer
}

/** Clears the timers of a cell that have not run out, or those of all cells. */
export function stopTimers(owner?: string): void {
  for (const [of, own] of [...timers]) {
    if (owner !== undefined && owner !== of) continue
    timers.delete(of)
    for (const timer of own) clearTimeout(timer)
  }
}
