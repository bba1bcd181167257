import { child } from '../../expr/bind'
import { halvesOf } from '../../expr/kernels/longs'
import type { LongVector, Vector } from '../../batch/vector'
import { InternalError } from '../../core/errors'

/** The time by which a group's key is late or done: a window's end, or the event time itself. */
export function eventTimeOf(key: Vector): LongVector {
  const time = key.kind === 'struct' ? child(key, 1) : key
  if (time.kind !== 'long') throw new InternalError(`the event time key is a ${time.kind} column`)
  return time
}

const MAX_INT64 = 2n ** 63n - 1n

/** 1 where the time is at or before `watermarkMs`, equality included; a null time never is. */
export function atOrBefore(times: LongVector, watermarkMs: number): Uint8Array {
  const micros = BigInt(watermarkMs) * 1000n
  const limit = micros > MAX_INT64 ? MAX_INT64 : micros
  const high = Number(limit >> 32n)
  const low = Number(limit & 0xffff_ffffn)
  const halves = halvesOf(times)
  const found = new Uint8Array(times.length)
  for (let i = 0; i < found.length; i++) {
    if (times.validity !== null && times.validity[i] === 0) continue
    const top = halves[2 * i + 1]
    found[i] = top < high || (top === high && halves[2 * i] >>> 0 <= low) ? 1 : 0
  }
  return found
}
