import type { Node } from './node'

/** A node over its children as something makes them. */
export function withChildren(node: Node, to: (child: Node) => Node): Node {
  if ('children' in node) return Object.freeze({ ...node, children: node.children.map(to) })
  return 'child' in node ? Object.freeze({ ...node, child: to(node.child) }) : node
}
