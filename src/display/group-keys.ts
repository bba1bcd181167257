import type { OutputMode } from '../connectors/contract'
import type { Schema } from '../core/data-type'
import { InternalError, isTidemarkError } from '../core/errors'
import { pathParts } from '../expr/bind'
import type { Expression } from '../expr/expression'
import { checkStreaming } from '../plan/check-streaming'
import { isTimeWindow, watermarkDelayMs } from '../plan/metadata'
import { walkPlan, type Node } from '../plan/node'

/** How a streaming frame is shown where nobody says. */
export interface ShownAs {
  readonly mode: OutputMode
  /** The output columns that tell a group from the others; null where no set of them does. */
  readonly keys: readonly string[] | null
}

/**
 * The output mode a stream is drawn with: `complete` where it is legal and small, else `update`; `append` for rows.
 * Groups of a time window or of a watermark's time come as long as the stream goes on, and count as large.
 */
export function shownAs(plan: Node, wanted?: OutputMode): ShownAs {
  const keys = groupKeys(plan)
  if (wanted !== undefined) return { mode: wanted, keys }
  if (!isLegal(plan, 'complete')) return { mode: 'append', keys }
  return { mode: keys !== null && isTimed(plan) && isLegal(plan, 'update') ? 'update' : 'complete', keys }
}

function isLegal(plan: Node, mode: OutputMode): boolean {
  try {
    checkStreaming(plan, mode)
    return true
  } catch (error) {
    if (isTidemarkError(error)) return false
    throw error
  }
}

function isTimed(plan: Node): boolean {
  return [...walkPlan(plan)].some(node => 'aggregates' in node && node.schema.fields.slice(0, node.keys.length).some(field => isTimeWindow(field) || watermarkDelayMs(field) !== undefined))
}

/** The output columns that hold the group's key, where every part of it is still there. */
function groupKeys(plan: Node): readonly string[] | null {
  if ('aggregates' in plan) return plan.schema.fields.slice(0, plan.keys.length).map(field => field.name)
  // A group that stops matching is never sent again, and would stay in the view.
  if ('condition' in plan || !('child' in plan)) return null
  const below = groupKeys(plan.child)
  if (below === null || !('expressions' in plan)) return below
  const names = below.map(key => {
    const at = plan.expressions.findIndex(expression => carries(expression, key))
    return at < 0 ? undefined : plan.schema.fields[at].name
  })
  return names.every(name => name !== undefined) ? names : null
}

/** Whether an expression is a column as it is; for a window, its start will do, as all windows are as long. */
function carries(expression: Expression, key: string): boolean {
  if (expression.kind === 'alias') return carries(expression.child, key)
  if (expression.kind !== 'column') return false
  const [head, ...rest] = pathParts(expression.path).map(part => part.toLowerCase())
  return head === key.toLowerCase() && (rest.length === 0 || (rest.length === 1 && rest[0] === 'start'))
}

export function columnNamed(schema: Schema, name: string): number {
  const at = schema.fields.findIndex(field => field.name === name)
  if (at < 0) throw new InternalError(`the view's key '${name}' is no column`)
  return at
}
