import { isNull, type Vector } from '../../batch/vector'
import { compareAt } from './compare-rows'

/** The sign of two rows by several columns, each in its direction; 0 where they tie. */
export function compareBy(columns: readonly Vector[], orders: readonly { readonly descending: boolean; readonly nullsFirst: boolean }[], a: number, b: number): number {
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i]
    const { descending, nullsFirst } = orders[i]
    const aIsNull = isNull(column, a)
    const bIsNull = isNull(column, b)
    if (aIsNull || bIsNull) {
      if (aIsNull !== bIsNull) return aIsNull === nullsFirst ? -1 : 1
      continue
    }
    const sign = compareAt(column, a, column, b)
    if (sign !== 0) return descending ? -sign : sign
  }
  return 0
}
