import type { Call, Expression } from '../expr/expression'
import type { Node } from './node'
import { sessionWindow } from './nodes/session-window'
import { timeWindow } from './nodes/time-window'

/** The call of a window that an expression is, under whatever name; undefined where it is none. */
export function windowCall(of: Expression): Call | undefined {
  if (of.kind === 'alias') return windowCall(of.child)
  return of.kind === 'call' && (of.fn === 'window' || of.fn === 'sessionWindow') ? of : undefined
}

/** The name that Spark gives a window's column. */
export function windowName(of: Expression): string {
  return of.kind === 'alias' ? of.name : windowCall(of)?.fn === 'sessionWindow' ? 'session_window' : 'window'
}

/** The node that adds a window's column. */
export function windowBelow(child: Node, of: Call, name: string): Node {
  return of.fn === 'sessionWindow' ? sessionWindow(child, of, name) : timeWindow(child, of, name)
}
