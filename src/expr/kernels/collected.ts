import { columnBuilder } from '../../batch/builders'
import { valueAt } from '../../batch/rows'
import { concatVectors, takeVector } from '../../batch/select'
import type { ArrayVector, Vector } from '../../batch/vector'
import type { ArrayType } from '../../core/data-type'
import type { Accumulator } from '../registry'
import { counted } from './accumulators'
import { valueKey } from './value-key'

/** The values of each group as arrays, nulls left out; `distinct` keeps each once. */
export function collected(type: ArrayType, distinct: boolean): Accumulator {
  let held: Vector = columnBuilder(type.element).finish()
  /** For each slot, where in `held` its values stand. */
  let places: (number[] | undefined)[] = []
  const keys: (Set<string> | undefined)[] = []
  let dead = 0
  const isNew = (slot: number, from: Vector, row: number): boolean => {
    if (!distinct) return true
    const seen = (keys[slot] ??= new Set())
    const key = valueKey(valueAt(from, row))
    if (seen.has(key)) return false
    seen.add(key)
    return true
  }
  /** Takes the values of `from` at these rows, each for its slot. */
  const keep = (from: Vector, slots: readonly number[], rows: readonly number[]): void => {
    slots.forEach((slot, i) => (places[slot] ??= []).push(held.length + i))
    held = concatVectors(type.element, [held, takeVector(from, Int32Array.from(rows))])
  }
  /** Lays the values out anew, without those of groups that are gone. */
  const renew = (): void => {
    const builder = columnBuilder(type.element)
    places = places.map(of => of?.map(place => {
      builder.append(valueAt(held, place))
      return builder.length - 1
    }))
    held = builder.finish()
    dead = 0
  }
  const arrays = (slots: Int32Array): ArrayVector => {
    const offsets = new Int32Array(slots.length + 1)
    const all: number[] = []
    slots.forEach((slot, i) => {
      for (const place of places[slot] ?? []) all.push(place)
      offsets[i + 1] = all.length
    })
    return { kind: 'array', type, length: slots.length, validity: null, offsets, elements: takeVector(held, Int32Array.from(all)) }
  }
  const clear = (slot: number): void => {
    dead += places[slot]?.length ?? 0
    places[slot] = undefined
    keys[slot] = undefined
    if (dead > 1024 && dead > held.length / 2) renew()
  }
  return {
    stateTypes: [type],
    merge(into, from) {
      const { offsets, elements } = arrays(from)
      const slots: number[] = []
      const rows: number[] = []
      into.forEach((slot, i) => {
        for (let at = offsets[i]; at < offsets[i + 1]; at++) {
          if (!isNew(slot, elements, at)) continue
          slots.push(slot)
          rows.push(at)
        }
      })
      if (slots.length > 0) keep(elements, slots, rows)
    },
    update(slots, [arg], rows) {
      const into: number[] = []
      const from: number[] = []
      for (let i = 0; i < rows; i++) {
        if (!counted(arg, slots, i) || !isNew(slots[i], arg, i)) continue
        into.push(slots[i])
        from.push(i)
      }
      if (into.length > 0) keep(arg, into, from)
    },
    result: arrays,
    clear,
    save: slots => [arrays(slots)],
    restore(slots, [state]) {
      const { offsets, elements } = state as ArrayVector
      slots.forEach(clear)
      const into: number[] = []
      slots.forEach((slot, i) => {
        for (let at = offsets[i]; at < offsets[i + 1]; at++) {
          isNew(slot, elements, at)
          into.push(slot)
        }
      })
      if (into.length > 0) keep(elements, into, into.map((_, i) => i))
    },
  }
}
