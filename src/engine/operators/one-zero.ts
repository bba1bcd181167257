import type { Vector } from '../../batch/vector'

/** The column with 0 for each -0, also inside arrays and structs: what Spark hands on of a column that it has grouped by. */
export function oneZero(of: Vector): Vector {
  switch (of.kind) {
    case 'double': return of.values.some(value => Object.is(value, -0)) ? { ...of, values: of.values.map(value => value + 0) } : of
    case 'array': return { ...of, elements: oneZero(of.elements) }
    case 'struct': return { ...of, children: of.children.map(oneZero) }
    default: return of
  }
}
