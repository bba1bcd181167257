import { timerNames } from './cell-timers'
import { helpersName } from './helpers'

type Kind = 'AwaitExpression' | 'ForOfStatement' | 'ForInStatement' | 'ForStatement' | 'WhileStatement' | 'DoStatement'
  | 'ExportKeyword' | 'DefaultKeyword' | 'ExportAssignment' | 'ExportDeclaration'
  | 'StringLiteral' | 'NoSubstitutionTemplateLiteral' | 'CallExpression' | 'PropertyAccessExpression' | 'CatchClause' | 'Identifier'

/** As much of TypeScript's compiler as the rewriting of a cell takes. */
export interface TransformingCompiler {
  readonly SyntaxKind: Readonly<Record<Kind, number>>
  readonly factory: {
    createIdentifier(name: string): Node
    createPropertyAccessExpression(of: Node, name: string): Node
    createCallExpression(of: Node, types: undefined, values: readonly Node[]): Node
    createExpressionStatement(of: Node): Node
    createBlock(statements: readonly Node[], multiLine: boolean): Node
    createVariableDeclaration(name: Node | string, exclamation?: undefined, type?: undefined, initializer?: Node): Node
    createVariableDeclarationList(declarations: readonly Node[], flags: number): Node
    createVariableStatement(modifiers: undefined, list: Node): Node
    updateBlock(node: Node, statements: readonly Node[]): Node
    updateCatchClause(node: Node, variable: Node, block: Node): Node
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
  readonly variableDeclaration?: Node
  readonly block: Node
  readonly statements?: readonly Node[]
  readonly name?: Node
  readonly text?: string
  getStart(): number
}

/** The name of what a `catch` without one has caught. */
const caughtName = '__tidemark_caught__'
/** TypeScript's flag of a `let`. */
const letFlag = 1

/**
 * Sends every await, every turn of a loop, every `catch` and every timer of a cell through the helpers, so that an
 * interruption can end it there.
 */
export function throughHelpers(ts: TransformingCompiler): (context: unknown) => (file: Node) => Node {
  const { factory, SyntaxKind: kinds } = ts
  const call = (helper: string, values: readonly Node[]): Node =>
    factory.createCallExpression(factory.createPropertyAccessExpression(factory.createIdentifier(helpersName), helper), undefined, values)
  const through = (helper: string, value: Node): Node => ts.setTextRange(call(helper, [value]), value)
  const turning = (body: Node): Node =>
    ts.setTextRange(factory.createBlock([factory.createExpressionStatement(call('turn', [])), body], false), body)
  const catching = (node: Node): Node => {
    const { variableDeclaration: variable, block } = node
    const plain = variable?.name?.kind === kinds.Identifier ? variable.name.text : undefined
    const error = factory.createIdentifier(plain ?? caughtName)
    const begin = [factory.createExpressionStatement(call('caught', [error]))]
    // A pattern takes apart what is behind the check.
    if (plain === undefined && variable?.name !== undefined) {
      const parts = factory.createVariableDeclaration(variable.name, undefined, undefined, error)
      begin.push(factory.createVariableStatement(undefined, factory.createVariableDeclarationList([parts], letFlag)))
    }
    const named = plain === undefined ? factory.createVariableDeclaration(caughtName) : variable as Node
    return factory.updateCatchClause(node, named, factory.updateBlock(block, [...begin, ...block.statements ?? []]))
  }
  const timing = (node: Node): Node =>
    (node.expression.kind === kinds.Identifier && timerNames.has(node.expression.text ?? '')
      ? ts.setTextRange(call('timer', [node.expression, ...node.arguments ?? []]), node) : node)
  const rewritten = (node: Node): Node => {
    switch (node.kind) {
      case kinds.CatchClause: return catching(node)
      case kinds.CallExpression: return timing(node)
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
