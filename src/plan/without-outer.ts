import { sameType } from '../core/data-type'
import { resolvePath } from '../expr/bind'
import { walk, type Expression } from '../expr/expression'
import { quote } from './names'
import { neededColumns } from './needed-columns'
import { isStreaming } from './node'
import { joinColumns, type Join, type JoinType, type Side } from './nodes/join'

/** What an outer join comes to once rows without a partner on that side are dropped. */
const WITHOUT: Readonly<Partial<Record<JoinType, Partial<Record<Side, JoinType>>>>> = {
  left: { right: 'inner' }, right: { left: 'inner' }, full: { left: 'left', right: 'right' },
}

/**
 * The join under a condition that holds of no row whose side was made of nulls: it need not make them, as Spark's optimizer
 * sees. What it waits for in its state is then less. Its schema stays as it was.
 */
export function withoutOuter(of: Join, condition: Expression): Join {
  const [left, right] = of.children
  const columns = joinColumns(left.schema, right.schema, of.type, of.using)
  const sides = [...walk(condition)].flatMap((one): (Side | 'both')[] => {
    if (one.kind !== 'column') return []
    const from = columns[resolvePath(one.path, of.schema).indexes[0]]
    return [from.left < 0 ? 'right' : from.right < 0 ? 'left' : 'both']
  })
  const [side] = sides
  if (side === undefined || side === 'both' || sides.some(one => one !== side) || !dropsNulls(condition)) return of
  const type = WITHOUT[of.type]?.[side]
  // A column that both sides have is then taken from another side.
  const stays = (name: string): boolean => of.type === 'left' || (of.type === 'right' && !isStreaming(of) && sameType(resolvePath(quote(name), left.schema).type, resolvePath(quote(name), right.schema).type))
  if (type === undefined || !of.using.every(stays)) return of
  return Object.freeze({ ...of, type })
}

/** Whether a condition is false or null where all of its columns are null. */
function dropsNulls(of: Expression): boolean {
  if (of.kind === 'literal') return of.value === false || of.value === null
  if (of.kind === 'call') {
    if (of.fn === 'and') return of.args.some(dropsNulls)
    if (of.fn === 'or' || of.fn === 'coalesce') return of.args.every(dropsNulls)
    if (of.fn === 'isin') return neededColumns(of.args[0]).length > 0
  }
  return neededColumns(of).length > 0
}
