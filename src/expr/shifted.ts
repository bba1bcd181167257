import type { Call } from './expression'

/** `time ± interval` as a call of its own, for the rewrite of `plus` and `minus`; the call itself where there is none. */
export function shifted(of: Call, sign: 1 | -1): Call {
  const [first, second] = of.args
  const isInterval = (one: Call['args'][number]): one is Call => one.kind === 'call' && one.fn === 'interval'
  const [time, span] = isInterval(second) ? [first, second] : sign === 1 && isInterval(first) ? [second, first] : []
  if (time === undefined || span === undefined) return of
  return { ...of, fn: 'shift', args: Object.freeze([time]), options: { micros: sign * (span.options.micros as number) } }
}
