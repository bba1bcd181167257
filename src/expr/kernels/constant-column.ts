import { takeVector } from '../../batch/select'
import type { Vector } from '../../batch/vector'

/**
 * One value for every row, made once for the longest batch so far: shorter ones share its memory. `one` holds the value
 * in its only row.
 */
export function constantColumn(one: () => Vector): (rows: number) => Vector {
  let made: Vector | null = null
  return rows => {
    if (made === null || made.length < rows) made = takeVector(one(), new Int32Array(Math.max(rows, 1)))
    return made.length === rows ? made : shortened(made, rows)
  }
}

function shortened(of: Vector, rows: number): Vector {
  const validity = of.kind === 'null' || of.validity === null ? null : of.validity.subarray(0, rows)
  switch (of.kind) {
    case 'null': return { ...of, length: rows }
    case 'boolean': return { ...of, length: rows, validity, values: of.values.subarray(0, rows) }
    case 'int': return { ...of, length: rows, validity, values: of.values.subarray(0, rows) }
    case 'long': return { ...of, length: rows, validity, values: of.values.subarray(0, rows) }
    case 'double': return { ...of, length: rows, validity, values: of.values.subarray(0, rows) }
    case 'string': return { ...of, length: rows, validity, codes: of.codes.subarray(0, rows) }
    case 'binary': return { ...of, length: rows, validity, starts: of.starts.subarray(0, rows), ends: of.ends.subarray(0, rows) }
    case 'decimal': return { ...of, length: rows, validity, values: of.values.slice(0, rows) }
    default: return takeVector(of, new Int32Array(rows))
  }
}
