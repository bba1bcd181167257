import { addColumn, rename, select, without } from './columns'
import { cube, groupBy, pivoted, rollup } from './groups'
import { join } from './joins'
import type { Operator } from './operator'
import { overRows } from './over'
import { exceptRows, intersectRows, unionNamed } from './sets'
import { distinct, dropDuplicates, orderBy, take, unionAll, watermark, where } from './rows'

export type { Made, Making, Operator } from './operator'

/** The operators that the grammar knows: to add one, its file and its name here. */
export const operators: readonly Operator[] = [
  select, addColumn, rename, without, where, unionAll, join, groupBy, rollup, cube, pivoted, distinct, dropDuplicates, orderBy, take, watermark,
  unionNamed, intersectRows, exceptRows, overRows,
]

const byName = new Map(operators.map(one => [one.name, one]))

export function operatorOf(name: string): Operator {
  const found = byName.get(name)
  if (found === undefined) throw new Error(`the grammar has no operator '${name}'`)
  return found
}
