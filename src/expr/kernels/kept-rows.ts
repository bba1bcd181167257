import { columnBuilder } from '../../batch/builders'
import { valueAt } from '../../batch/rows'
import { concatVectors, takeVector } from '../../batch/select'
import type { BooleanVector, Vector } from '../../batch/vector'
import { BOOLEAN, type DataType } from '../../core/data-type'
import type { Accumulator } from '../registry'
import { grownTo, roomFor, takenBytes } from './accumulators'
import { booleanVector } from './vectors'

export interface KeptRows {
  readonly types: readonly DataType[]
  /** Whether a row takes part at all. */
  readonly takes: (columns: readonly Vector[], row: number) => boolean
  /** Whether a row takes the place of the one that its group keeps. */
  readonly replaces: (columns: readonly Vector[], row: number, kept: number) => boolean
}

/** A dictionary lives as long as a value that was taken from its batch: now and then the values are laid out anew. */
const RENEWED_EVERY = 64

function renewed(of: Vector): Vector {
  if (of.kind === 'int' || of.kind === 'long' || of.kind === 'double' || of.kind === 'boolean' || of.kind === 'decimal' || of.kind === 'null') return of
  const builder = columnBuilder(of.type)
  for (let row = 0; row < of.length; row++) builder.append(valueAt(of, row))
  return builder.finish()
}

/** Keeps one row of each group; the aggregate's value is its first column. */
export function keptRows({ types, takes, replaces }: KeptRows): Accumulator {
  let held: Vector[] = types.map(type => columnBuilder(type).finish())
  let some = new Uint8Array(64)
  let folds = 0
  const fold = (slots: Int32Array, args: readonly Vector[], rows: number): void => {
    some = grownTo(some, roomFor(slots, rows, some.length), Uint8Array)
    const before = held[0].length
    const columns = types.map((type, i) => concatVectors(type, [held[i], args[i]]))
    const places = new Int32Array(some.length).fill(-1)
    for (let slot = 0; slot < before; slot++) places[slot] = slot
    for (let i = 0; i < rows; i++) {
      const slot = slots[i]
      if (slot < 0 || !takes(columns, before + i)) continue
      if (some[slot] === 1 && !replaces(columns, before + i, places[slot])) continue
      places[slot] = before + i
      some[slot] = 1
    }
    held = columns.map(column => takeVector(column, places))
    if (++folds % RENEWED_EVERY === 0) held = held.map(renewed)
  }
  const places = (slots: Int32Array): Int32Array => slots.map(slot => (slot < held[0].length && some[slot] === 1 ? slot : -1))
  return {
    stateTypes: [BOOLEAN, ...types],
    update: fold,
    merge(into, from) {
      // A kept row took part when it came; where a group has none, there is nothing to fold.
      const there = Int32Array.from(from.keys()).filter(i => from[i] < some.length && some[from[i]] === 1)
      if (there.length === 0) return
      const rows = there.map(i => from[i])
      fold(there.map(i => into[i]), held.map(column => takeVector(column, rows)), rows.length)
    },
    result: slots => takeVector(held[0], places(slots)),
    clear(slot) { if (slot < some.length) some[slot] = 0 },
    save: slots => [booleanVector(takenBytes(some, slots), null), ...held.map(column => takeVector(column, places(slots)))],
    restore(slots, [kept, ...columns]) {
      for (const slot of slots) if (slot < some.length) some[slot] = 0
      const { values } = kept as BooleanVector
      const there = Int32Array.from(slots.keys()).filter(i => values[i] === 1)
      // A kept row is one that took part: what it says of itself now does not matter.
      const into = there.map(i => slots[i])
      some = grownTo(some, roomFor(slots, slots.length, some.length), Uint8Array)
      const before = held[0].length
      const at = new Int32Array(some.length).fill(-1)
      for (let slot = 0; slot < before; slot++) at[slot] = slot
      into.forEach((slot, i) => {
        at[slot] = before + there[i]
        some[slot] = 1
      })
      held = types.map((type, i) => takeVector(concatVectors(type, [held[i], columns[i]]), at))
    },
  }
}
