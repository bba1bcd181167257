import { takeVector } from '../../batch/select'
import type { ArrayVector, MapVector, Vector } from '../../batch/vector'
import { BIGINT } from '../../core/data-type'
import { coerce } from './coerce'
import { compareAt } from './compare-rows'
import { nearestNumbers } from './longs'
import { testText } from './map-text'
import { isValid } from './vectors'

/** What becomes of an index outside an array: null, or an error that `refuse` throws. */
export type Outside = ((index: number, size: number) => never) | null

/** The element at an index a row, from `first` for the first one; with `fromEnd`, -1 is the last. */
export function takeElement(of: ArrayVector, index: Vector, first: 0 | 1, fromEnd: boolean, outside: Outside): Vector {
  const places = new Int32Array(of.length).fill(-1)
  const indexes = wholeNumbers(index)
  if (indexes === null) return takeVector(of.elements, places)
  for (let row = 0; row < places.length; row++) {
    if (!isValid(of.validity, row) || !isValid(index.validity, row)) continue
    const size = of.offsets[row + 1] - of.offsets[row]
    const at = indexes[row] < 0 && fromEnd ? size + indexes[row] : indexes[row] - first
    if (at >= 0 && at < size) places[row] = of.offsets[row] + at
    else outside?.(indexes[row], size)
  }
  return takeVector(of.elements, places)
}

function wholeNumbers(of: Vector): ArrayLike<number> | null {
  if (of.kind === 'null') return null
  return of.kind === 'int' ? (of).values : nearestNumbers(coerce(of, BIGINT) as Extract<Vector, { kind: 'long' }>)
}

/** The value under a key a row; null where the map has no such key. Keys are of one type on both sides. */
export function takeValue(of: MapVector, keys: Vector, key: Vector): Vector {
  const places = new Int32Array(of.length).fill(-1)
  const same = sameKey(keys, key)
  for (let row = 0; row < places.length; row++) {
    if (!isValid(of.validity, row) || key.kind === 'null' || !isValid(key.validity, row)) continue
    for (let at = of.offsets[row]; at < of.offsets[row + 1]; at++) {
      if (!same(at, row)) continue
      places[row] = at
      break
    }
  }
  return takeVector(of.values, places)
}

/** A literal key is compared once with each distinct key. */
function sameKey(keys: Vector, key: Vector): (at: number, row: number) => boolean {
  if (keys.kind === 'string' && key.kind === 'string' && key.dictionary.size === 1) {
    const wanted = key.dictionary.value(0)
    const is = testText(keys, text => text === wanted)
    return at => is[at] === 1
  }
  return (at, row) => compareAt(keys, at, key, row) === 0
}
