import { helpersName } from './execution'

/** As much of TypeScript's compiler as the rewriting of a cell takes. */
export interface TransformingCompiler {
  readonly SyntaxKind: Readonly<Record<'AwaitExpression' | 'ForOfStatement' | 'ExportKeyword' | 'DefaultKeyword' | 'ExportAssignment' | 'ExportDeclaration', number>>
  readonly factory: {
    createIdentifier(name: string): Node
    createPropertyAccessExpression(of: Node, name: string): Node
    createCallExpression(of: Node, types: undefined, values: readonly Node[]): Node
    updateAwaitExpression(node: Node, expression: Node): Node
    updateForOfStatement(node: Node, awaitModifier: unknown, initializer: unknown, expression: Node, statement: unknown): Node
  }
  visitEachChild(node: Node, visit: (node: Node) => Node, context: unknown): Node
  setTextRange(node: Node, range: Node): Node
  createSourceFile(name: string, text: string, target: number): { readonly statements: readonly Node[] }
}

export interface Node {
  readonly kind: number
  readonly pos: number
  readonly end: number
  readonly expression: Node
  readonly awaitModifier?: unknown
  readonly initializer?: unknown
  readonly statement?: unknown
  readonly modifiers?: readonly Node[]
  readonly isTypeOnly?: boolean
  readonly isExportEquals?: boolean
  readonly moduleSpecifier?: Node
  readonly exportClause?: Node
}

/** Sends every await of a cell through the helpers, so that an interruption can hold it there. */
export function awaitsThroughHelpers(ts: TransformingCompiler): (context: unknown) => (file: Node) => Node {
  const through = (helper: string, value: Node): Node => ts.setTextRange(ts.factory.createCallExpression(
    ts.factory.createPropertyAccessExpression(ts.factory.createIdentifier(helpersName), helper), undefined, [value]), value)
  return context => {
    const visit = (node: Node): Node => {
      const inner = ts.visitEachChild(node, visit, context)
      if (inner.kind === ts.SyntaxKind.AwaitExpression) return ts.factory.updateAwaitExpression(inner, through('wait', inner.expression))
      if (inner.kind === ts.SyntaxKind.ForOfStatement && inner.awaitModifier !== undefined) {
        return ts.factory.updateForOfStatement(inner, inner.awaitModifier, inner.initializer, through('each', inner.expression), inner.statement)
      }
      return inner
    }
    return file => ts.visitEachChild(file, visit, context)
  }
}
