import type { Node } from './through-helpers'

interface Symbol { readonly declarations?: readonly { getSourceFile(): { readonly fileName: string } }[] }
interface Checker { getShorthandAssignmentValueSymbol(node: Node): Symbol | undefined }
interface Program {
  getTypeChecker(): Checker
  emit(file: unknown, write: unknown, token: unknown, declarationsOnly: unknown, transformers: Transformers, forced: boolean): unknown
}
interface Transformers { readonly before?: readonly unknown[] }
type Emit = (file: unknown, write: unknown, token?: unknown, declarationsOnly?: unknown, transformers?: Transformers) => unknown
interface SourceFile { readonly path: string; readonly original?: { path: string } }
interface Builder {
  emit: Emit
  getProgram(): Program
  getSourceFiles(): readonly SourceFile[]
}
export interface WatchHost { afterProgramCreate(builder: Builder): void }

interface Property extends Node {
  readonly name: Node & { readonly text: string }
  readonly propertyName?: Node & { readonly text: string }
  readonly dotDotDotToken?: unknown
  readonly objectAssignmentInitializer?: Node
}

/** As much of TypeScript's compiler as the mending takes. */
export interface EmittingCompiler {
  readonly SyntaxKind: Readonly<Record<'Identifier' | 'ShorthandPropertyAssignment' | 'PropertyAssignment' | 'BindingElement', number>>
  readonly factory: {
    createIdentifier(name: string): Node
    createPropertyAccessExpression(of: Node, name: string): Node
    createAssignment(to: Node, value: Node): Node
    createPropertyAssignment(name: Node, value: Node): Node
    updatePropertyAssignment(node: Node, name: Node, value: unknown): Node
    updateBindingElement(node: Node, rest: unknown, property: Node | undefined, name: Node, value: unknown): Node
  }
  visitEachChild(node: Node, visit: (node: Node) => Node, context: unknown): Node
  setTextRange(node: Node, range: Node): Node
}

/** tslab's file of what earlier cells declared. */
const earlier = /(^|[\\/])__prev__\.d\.ts$/

/** A declaration that names a package by a path of this machine; nobody publishes a cell, and the compiler finds it there. */
const notPortable = 2742
export const isOfNoConcern = ({ code }: { readonly code: number }): boolean => code === notPortable

/**
 * tslab writes `exports.` before the variables of earlier cells, by the symbol of each name. It leaves out `{ day }`, whose
 * symbol is the property's, and takes `day` in `const { day: d } = earlier` for a variable, since the property is declared
 * where variables are. Both are spelled out before it comes by. Declarations are written even where one is not portable,
 * as types of danfojs are where the package is a linked one.
 */
export function mendEmit(ts: EmittingCompiler, host: WatchHost): void {
  const created = host.afterProgramCreate.bind(host)
  host.afterProgramCreate = builder => {
    placeReparsed(builder.getSourceFiles())
    builder.emit = (file, write, token, declarationsOnly, transformers = {}) => {
      const program = builder.getProgram()
      const before = [...transformers.before ?? [], spelledOut(ts, program.getTypeChecker())]
      return program.emit(file, write, token, declarationsOnly, { ...transformers, before }, true)
    }
    created(builder)
  }
}

/**
 * A file with an `await (` at its top is parsed twice, and the compiler forgets to say where the first one lies: the names
 * of types that the cell's declarations need are then looked for from nowhere, which it does not survive.
 */
function placeReparsed(files: readonly SourceFile[]): void {
  for (const { path, original } of files) if (original?.path === '') original.path = path
}

function spelledOut(ts: EmittingCompiler, checker: Checker): (context: unknown) => (file: Node) => Node {
  const { factory, SyntaxKind: kinds } = ts
  // Without a place in the source it has no symbol.
  const plain = (name: Node & { readonly text: string }): Node =>
    (name.kind === kinds.Identifier ? ts.setTextRange(factory.createIdentifier(name.text), name) : name)
  const isEarlier = (node: Node): boolean =>
    checker.getShorthandAssignmentValueSymbol(node)?.declarations?.some(one => earlier.test(one.getSourceFile().fileName)) === true
  const shorthand = (node: Property): Node => {
    const variable = factory.createPropertyAccessExpression(factory.createIdentifier('exports'), node.name.text)
    const fallback = node.objectAssignmentInitializer
    return ts.setTextRange(factory.createPropertyAssignment(plain(node.name), fallback === undefined ? variable : factory.createAssignment(variable, fallback)), node)
  }
  return context => {
    const visit = (node: Node): Node => {
      const visited = ts.visitEachChild(node, visit, context) as Property
      switch (node.kind) {
        case kinds.ShorthandPropertyAssignment: return isEarlier(node) ? shorthand(visited) : visited
        case kinds.PropertyAssignment: return factory.updatePropertyAssignment(visited, plain(visited.name), visited.initializer)
        case kinds.BindingElement: return visited.propertyName === undefined
          ? visited : factory.updateBindingElement(visited, visited.dotDotDotToken, plain(visited.propertyName), visited.name, visited.initializer)
        default: return visited
      }
    }
    return file => ts.visitEachChild(file, visit, context)
  }
}
