import type { Node, TransformingCompiler } from './through-helpers'

const latest = 99

/** A text of a source that the cursor stands in, and the frames whose columns it may name, as sources that end with them. */
export interface TextAt { readonly start: number; readonly typed: string; readonly frames: readonly string[] }

/** The string literal at a position; null where there is none. */
export function textAt(ts: TransformingCompiler, source: string, at: number): TextAt | null {
  const { SyntaxKind: kinds } = ts
  let found: Node | undefined
  const look = (node: Node): void => {
    if (node.pos > at || node.end < at) return
    // An unclosed text ends with its line.
    const closed = /["'`]$/.test(source.slice(node.getStart() + 1, node.end))
    if ((node.kind === kinds.StringLiteral || node.kind === kinds.NoSubstitutionTemplateLiteral) && node.getStart() < at && (at < node.end || !closed)) found = node
    ts.forEachChild(node, look)
  }
  look(ts.createSourceFile('cell.ts', source, latest, true))
  if (found === undefined) return null
  const start = found.getStart() + 1
  const frames: string[] = []
  for (let node = found.parent; node !== undefined; node = node.parent) {
    if (node.kind !== kinds.CallExpression || at <= node.expression.end) continue
    // `frame.where(col('…'))`, `display(frame, bar({ x: '…' }))`
    if (node.expression.kind === kinds.PropertyAccessExpression) frames.push(source.slice(0, node.expression.expression.end))
    else if (node.arguments?.[0] !== undefined && node.arguments[0].end < start) frames.push(`${source.slice(0, node.getStart())}(${source.slice(node.arguments[0].getStart(), node.arguments[0].end)})`)
  }
  return { start, typed: source.slice(start, at), frames }
}
