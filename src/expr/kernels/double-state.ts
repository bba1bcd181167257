import type { DoubleVector, Vector } from '../../batch/vector'
import { DOUBLE } from '../../core/data-type'
import type { Accumulator } from '../registry'
import { counted, grownTo, roomFor } from './accumulators'
import { coerce } from './coerce'
import { doubleVector } from './vectors'

/** An aggregate whose running value is a few doubles, all 0 before the first row. */
export interface DoubleState {
  /** How many doubles a group has; they lie side by side at `state[at]`, `state[at + 1]` … */
  readonly width: number
  /** Folds a row in which every argument has a value; `y` is NaN for a function of one argument. */
  readonly step: (state: Float64Array, at: number, x: number, y: number) => void
  /** Folds the doubles at `from` into those at `into`; neither group is empty. The first double is a group's count. */
  readonly merge: (state: Float64Array, into: number, from: number) => void
  /** Null where there is none. */
  readonly result: (state: Float64Array, at: number) => number | null
}

export function doubleState({ width, step, merge, result }: DoubleState): Accumulator {
  let state = new Float64Array(64 * width)
  const makeRoom = (slots: Int32Array, rows: number): void => {
    state = grownTo(state, width * roomFor(slots, rows, state.length / width), Float64Array)
  }
  return {
    stateTypes: Array.from({ length: width }, () => DOUBLE),
    update(slots, args, rows) {
      makeRoom(slots, rows)
      if (args.some(arg => arg.kind === 'null')) return
      const [x, y] = args.map(arg => (coerce(arg, DOUBLE) as DoubleVector).values)
      for (let i = 0; i < rows; i++) {
        if (!counted(args[0], slots, i) || (y !== undefined && !counted(args[1], slots, i))) continue
        step(state, slots[i] * width, x[i], y === undefined ? NaN : y[i])
      }
    },
    result(slots, ofParts = false) {
      const whole = new Float64Array(2 * width)
      const values = new Float64Array(slots.length)
      const validity = new Uint8Array(slots.length)
      slots.forEach((slot, i) => {
        const at = slot * width
        if (at >= state.length || state[at] === 0) return
        // Spark puts a group's only part together with none, which is NaN where the square of a mean is beyond all doubles.
        whole.set(state.subarray(at, at + width), width)
        whole.fill(0, 0, width)
        if (ofParts) merge(whole, 0, width)
        const value = result(whole, ofParts ? 0 : width)
        if (value === null) return
        values[i] = value
        validity[i] = 1
      })
      return doubleVector(values, validity)
    },
    merge(into, from) {
      makeRoom(into, into.length)
      for (let i = 0; i < into.length; i++) {
        const [to, of] = [into[i] * width, from[i] * width]
        if (of >= state.length || state[of] === 0) continue
        if (state[to] === 0) state.copyWithin(to, of, of + width)
        else merge(state, to, of)
      }
    },
    clear(slot) { if (slot * width < state.length) state.fill(0, slot * width, (slot + 1) * width) },
    save: slots => Array.from({ length: width }, (_, lane) =>
      doubleVector(Float64Array.from(slots, slot => (slot * width < state.length ? state[slot * width + lane] : 0)), null)),
    restore(slots, saved: readonly Vector[]) {
      makeRoom(slots, slots.length)
      saved.forEach((lane, of) => {
        const { values } = lane as DoubleVector
        for (let i = 0; i < slots.length; i++) state[slots[i] * width + of] = values[i]
      })
    },
  }
}
