import { dictionaryOf } from '../../batch/dictionary'
import { columnBuilder } from '../../batch/builders'
import { concatVectors, takeVector } from '../../batch/select'
import type { LongVector, StringVector, Vector } from '../../batch/vector'
import { STRING, type DataType } from '../../core/data-type'
import type { Accumulator } from '../registry'
import { counted, grownTo, roomFor, takenBytes } from './accumulators'
import { compareAt, compareNumbers } from './compare-rows'
import { compareText } from './compare-text'
import { compareHalves, halvesOf } from './longs'
import { booleanVector, doubleVector, intVector, longVector } from './vectors'

/** The least (`sign` -1) or greatest (`sign` 1) value of each group. */
export function extremes(type: DataType, sign: 1 | -1): Accumulator {
  switch (type.kind) {
    case 'boolean':
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'date':
    case 'year_month':
    case 'float':
    case 'double': return ofNumbers(type, sign)
    case 'bigint':
    case 'timestamp':
    case 'timestamp_ntz':
    case 'day_time': return ofLongs(type, sign)
    case 'string': return ofStrings(sign)
    default: return ofAnything(type, sign)
  }
}

function ofNumbers(type: DataType, sign: 1 | -1): Accumulator {
  let best = new Float64Array(64)
  let some = new Uint8Array(64)
  const fold = (slots: Int32Array, arg: Vector, rows: number): void => {
    const room = roomFor(slots, rows, some.length)
    best = grownTo(best, room, Float64Array)
    some = grownTo(some, room, Uint8Array)
    if (arg.kind !== 'int' && arg.kind !== 'double' && arg.kind !== 'boolean') return
    for (let i = 0; i < rows; i++) {
      if (!counted(arg, slots, i)) continue
      const slot = slots[i]
      if (some[slot] === 1 && sign * compareNumbers(arg.values[i], best[slot]) <= 0) continue
      best[slot] = arg.values[i]
      some[slot] = 1
    }
  }
  const values = (slots: Int32Array): Vector => {
    const numbers = new Float64Array(slots.length)
    for (let i = 0; i < slots.length; i++) if (slots[i] < best.length) numbers[i] = best[slots[i]]
    const validity = takenBytes(some, slots)
    if (type.kind === 'boolean') return booleanVector(Uint8Array.from(numbers), validity)
    return type.kind === 'float' || type.kind === 'double' ? doubleVector(numbers, validity, type) : intVector(Int32Array.from(numbers), validity, type)
  }
  return {
    stateTypes: [type],
    update: (slots, [arg], rows) => fold(slots, arg, rows),
    result: values,
    clear(slot) { if (slot < some.length) some[slot] = 0 },
    merge: (into, from) => fold(into, values(from), into.length),
    save: slots => [values(slots)],
    restore(slots, [state]) {
      for (const slot of slots) if (slot < some.length) some[slot] = 0
      fold(slots, state, slots.length)
    },
  }
}

function ofLongs(type: DataType, sign: 1 | -1): Accumulator {
  let best = new Int32Array(2 * 64)
  let some = new Uint8Array(64)
  const fold = (slots: Int32Array, arg: Vector, rows: number): void => {
    const room = roomFor(slots, rows, some.length)
    best = grownTo(best, 2 * room, Int32Array)
    some = grownTo(some, room, Uint8Array)
    if (arg.kind !== 'long') return
    const halves = halvesOf(arg)
    for (let i = 0; i < rows; i++) {
      if (!counted(arg, slots, i)) continue
      const slot = slots[i]
      if (some[slot] === 1 && sign * compareHalves(halves, i, best, slot) <= 0) continue
      best[2 * slot] = halves[2 * i]
      best[2 * slot + 1] = halves[2 * i + 1]
      some[slot] = 1
    }
  }
  const values = (slots: Int32Array): LongVector => {
    const longs = new BigInt64Array(slots.length)
    const into = halvesOf({ values: longs })
    for (let i = 0; i < slots.length; i++) {
      if (slots[i] >= some.length) continue
      into[2 * i] = best[2 * slots[i]]
      into[2 * i + 1] = best[2 * slots[i] + 1]
    }
    return longVector(longs, takenBytes(some, slots), type)
  }
  return {
    stateTypes: [type],
    update: (slots, [arg], rows) => fold(slots, arg, rows),
    result: values,
    clear(slot) { if (slot < some.length) some[slot] = 0 },
    merge: (into, from) => fold(into, values(from), into.length),
    save: slots => [values(slots)],
    restore(slots, [state]) {
      for (const slot of slots) if (slot < some.length) some[slot] = 0
      fold(slots, state, slots.length)
    },
  }
}

function ofStrings(sign: 1 | -1): Accumulator {
  const best: (string | undefined)[] = []
  const fold = (slots: Int32Array, arg: Vector, rows: number): void => {
    if (arg.kind !== 'string') return
    for (let i = 0; i < rows; i++) {
      if (!counted(arg, slots, i)) continue
      const text = arg.dictionary.value(arg.codes[i])
      const so = best[slots[i]]
      if (so === undefined || sign * compareText(text, so) > 0) best[slots[i]] = text
    }
  }
  const values = (slots: Int32Array): StringVector => {
    const codeOf = new Map<string, number>()
    const codes = new Int32Array(slots.length)
    const validity = new Uint8Array(slots.length)
    for (let i = 0; i < slots.length; i++) {
      const text = best[slots[i]]
      if (text === undefined) continue
      const code = codeOf.get(text) ?? codeOf.size
      codeOf.set(text, code)
      codes[i] = code
      validity[i] = 1
    }
    return { kind: 'string', type: STRING, length: slots.length, validity, codes, dictionary: dictionaryOf([...codeOf.keys()]) }
  }
  return {
    stateTypes: [STRING],
    update: (slots, [arg], rows) => fold(slots, arg, rows),
    result: values,
    clear(slot) { best[slot] = undefined },
    merge: (into, from) => fold(into, values(from), into.length),
    save: slots => [values(slots)],
    restore(slots, [state]) {
      for (const slot of slots) best[slot] = undefined
      fold(slots, state, slots.length)
    },
  }
}

/** Any type with an order: one row a group is kept, taken anew from what it was and the batch. */
function ofAnything(type: DataType, sign: 1 | -1): Accumulator {
  let held: Vector = columnBuilder(type).finish()
  const fold = (slots: Int32Array, arg: Vector, rows: number): void => {
    const before = held.length
    const both = concatVectors(type, [held, arg])
    const places = new Int32Array(roomFor(slots, rows, Math.max(before, 1))).fill(-1)
    for (let slot = 0; slot < before; slot++) places[slot] = slot
    const empty = (place: number): boolean => place < 0 || both.kind === 'null' || (both.validity !== null && both.validity[place] === 0)
    for (let i = 0; i < rows; i++) {
      if (!counted(arg, slots, i)) continue
      const at = before + i
      const so = places[slots[i]]
      if (empty(so) || sign * compareAt(both, at, both, so) > 0) places[slots[i]] = at
    }
    held = takeVector(both, places)
  }
  const values = (slots: Int32Array): Vector => takeVector(held, slots.map(slot => (slot < held.length ? slot : -1)))
  const forget = (slots: Iterable<number>): void => {
    const places = Int32Array.from({ length: held.length }, (_, slot) => slot)
    for (const slot of slots) if (slot < places.length) places[slot] = -1
    held = takeVector(held, places)
  }
  return {
    stateTypes: [type],
    update: (slots, [arg], rows) => fold(slots, arg, rows),
    result: values,
    clear: slot => forget([slot]),
    merge: (into, from) => fold(into, values(from), into.length),
    save: slots => [values(slots)],
    restore(slots, [state]) {
      forget(slots)
      fold(slots, state, slots.length)
    },
  }
}
