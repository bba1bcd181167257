import { parseDuration } from '../core/duration'
import type { Trigger } from '../plan/query'
import { InvalidTrigger } from './errors'

/**
 * When a query's batches run: `processingTime` on multiples of an interval (an overrun starts the next at once),
 * `availableNow` until what is there at the start is done, and then the query ends. `once` (which Spark has deprecated)
 * does all of that in a single batch, whatever rate limits say; what the watermark of that batch closes comes with the next
 * run. Exactly one of them.
 */
export type TriggerOptions =
  | { readonly processingTime: string; readonly availableNow?: undefined; readonly once?: undefined }
  | { readonly availableNow: true; readonly processingTime?: undefined; readonly once?: undefined }
  | { readonly once: true; readonly processingTime?: undefined; readonly availableNow?: undefined }

/** Batch after batch, as fast as rows come. */
export const AS_FAST_AS_ROWS_COME: Trigger = Object.freeze({ kind: 'processing-time', intervalMs: 0 })

export function triggerOf(of: TriggerOptions): Trigger {
  const given = Object.keys(of).filter(key => of[key as keyof TriggerOptions] !== undefined)
  if (given.length !== 1) throw new InvalidTrigger(`a trigger has one of processingTime, availableNow and once, and got ${given.length === 0 ? 'neither' : given.join(' and ')}`, { hint: EXAMPLE })
  if (of.availableNow === true) return { kind: 'available-now' }
  if (of.once === true) return { kind: 'once' }
  if (of.processingTime === undefined) throw new InvalidTrigger(`there is no trigger '${given[0]}'`, { hint: EXAMPLE })
  const { micros } = parseDuration(of.processingTime)
  if (micros < 0) throw new InvalidTrigger(`a trigger's interval cannot be negative: '${of.processingTime}'`, { hint: EXAMPLE })
  return { kind: 'processing-time', intervalMs: micros / 1000 }
}

const EXAMPLE = "Write { processingTime: '10 seconds' } or { availableNow: true }."
