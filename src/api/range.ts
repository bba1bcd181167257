import { batch, type Batch } from '../batch/batch'
import { BIGINT, field, struct } from '../core/data-type'
import { InvalidRange } from './errors'

/** Refuses what no range goes by. */
export function checkRange(start: number, end: number, step: number): void {
  for (const [name, value] of Object.entries({ start, end, step })) {
    if (!Number.isSafeInteger(value)) throw new InvalidRange(`range's ${name} is a whole number, and got ${value}`)
  }
  if (step === 0) throw new InvalidRange('range cannot go on in steps of 0')
}

/** A batch of the whole numbers from `start` up to but without `end`. */
export function rangeOf(start: number, end: number, step: number): Batch {
  checkRange(start, end, step)
  const length = Math.max(0, Math.ceil((end - start) / step))
  const values = new BigInt64Array(length)
  for (let i = 0; i < length; i++) values[i] = BigInt(start + i * step)
  return batch(struct([field('id', BIGINT, false)]), [{ kind: 'long', type: BIGINT, length, validity: null, values }], length)
}
