/**
 * A query as data: frozen nodes, each knowing its schema, checked when it is made. Engines hold a table over
 * `Node['kind']`, so that the compiler lists what an engine lacks.
 */
export type Node = Nodes[keyof Nodes]

/** Every node by its kind; each file in `nodes/` adds its own by declaration merging. */
export interface Nodes {}

export type NodeKind = Node['kind']

/** Whether rows keep coming: one streaming scan makes the whole plan a stream. */
export function isStreaming(node: Node): boolean {
  return node.kind === 'scan' ? node.streaming : childrenOf(node).some(isStreaming)
}

export function childrenOf(node: Node): readonly Node[] {
  if ('children' in node) return node.children
  return 'child' in node ? [node.child] : []
}

/** Every node, the result first. */
export function* walkPlan(node: Node): Generator<Node> {
  yield node
  for (const child of childrenOf(node)) yield* walkPlan(child)
}
