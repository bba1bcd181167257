import { helpersName } from './execution'

type Kind = 'AwaitExpression' | 'ForOfStatement' | 'ForInStatement' | 'ForStatement' | 'WhileStatement' | 'DoStatement'
  | 'ExportKeyword' | 'DefaultKeyword' | 'ExportAssignment' | 'ExportDeclaration'
  | 'StringLiteral' | 'NoSubstitutionTemplateLiteral' | 'CallExpression' | 'PropertyAccessExpression'

/** As much of TypeScript's compiler as the rewriting of a cell takes. */
export interface TransformingCompiler {
  readonly SyntaxKind: Readonly<Record<Kind, number>>
  readonly factory: {
    createIdentifier(name: string): Node
    createPropertyAccessExpression(of: Node, name: string): Node
    createCallExpression(of: Node, types: undefined, values: readonly Node[]): Node
    createExpressionStatement(of: Node): Node
    createBlock(statements: readonly Node[], multiLine: boolean): Node
    updateAwaitExpression(node: Node, expression: Node): Node
    updateForOfStatement(node: Node, awaitModifier: unknown, initializer: unknown, expression: Node, statement: Node): Node
    updateForInStatement(node: Node, initializer: unknown, expression: Node, statement: Node): Node
    updateForStatement(node: Node, initializer: unknown, condition: unknown, incrementor: unknown, statement: Node): Node
    updateWhileStatement(node: Node, expression: Node, statement: Node): Node
    updateDoStatement(node: Node, statement: Node, expression: Node): Node
  }
  visitEachChild(node: Node, visit: (node: Node) => Node, context: unknown): Node
  forEachChild(node: Node, visit: (node: Node) => void): void
  setTextRange(node: Node, range: Node): Node
  createSourceFile(name: string, text: string, target: number, withParents?: boolean): Node & { readonly statements: readonly Node[] }
}

export interface Node {
  readonly kind: number
  readonly pos: number
  readonly end: number
  readonly parent: Node
  readonly expression: Node
  readonly statement: Node
  readonly awaitModifier?: unknown
  readonly initializer?: unknown
  readonly condition?: unknown
  readonly incrementor?: unknown
  readonly arguments?: readonly Node[]
  readonly modifiers?: readonly Node[]
  readonly isExportEquals?: boolean
  readonly moduleSpecifier?: Node
  readonly exportClause?: Node
  getStart(): number
}

/** Sends every await and every turn of a loop of a cell through the helpers, so that an interruption can end it there. */
export function throughHelpers(ts: TransformingCompiler): (context: unknown) => (file: Node) => Node {
  const { factory, SyntaxKind: kinds } = ts
  const call = (helper: string, values: readonly Node[]): Node =>
    factory.createCallExpression(factory.createPropertyAccessExpression(factory.createIdentifier(helpersName), helper), undefined, values)
  const through = (helper: string, value: Node): Node => ts.setTextRange(call(helper, [value]), value)
  const turning = (body: Node): Node =>
    ts.setTextRange(factory.createBlock([factory.createExpressionStatement(call('turn', [])), body], false), body)
  const rewritten = (node: Node): Node => {
    switch (node.kind) {
      case kinds.AwaitExpression: return factory.updateAwaitExpression(node, through('wait', node.expression))
      case kinds.ForOfStatement: return node.awaitModifier === undefined
        ? factory.updateForOfStatement(node, undefined, node.initializer, node.expression, turning(node.statement))
        : factory.updateForOfStatement(node, node.awaitModifier, node.initializer, through('each', node.expression), turning(node.statement))
      case kinds.ForInStatement: return factory.updateForInStatement(node, node.initializer, node.expression, turning(node.statement))
      case kinds.ForStatement: return factory.updateForStatement(node, node.initializer, node.condition, node.incrementor, turning(node.statement))
      case kinds.WhileStatement: return factory.updateWhileStatement(node, node.expression, turning(node.statement))
      case kinds.DoStatement: return factory.updateDoStatement(node, turning(node.statement), node.expression)
      default: return node
    }
  }
  return context => {
    const visit = (node: Node): Node => rewritten(ts.visitEachChild(node, visit, context))
    return file => ts.visitEachChild(file, visit, context)
  }
}
