import { join } from 'node:path'
import type ts from 'typescript'
import { build, cell, compile, compilers, root, type Compiler } from './compilers'

/**
 * No public type is `any` where a user meets it. A declaration that names something the older compiler does not know
 * (`NoInfer`) becomes `any` there without a word, and a cell would no longer be checked.
 */

beforeAll(build, 120_000)

describe.each(compilers)('$name', compiler => {
  test('no public type is any', () => {
    const program = compile(compiler, [cell('public.ts', "export * from 'tidemark'")], true)
    const found = anyTypes(compiler, program)
    expect(found.visited).toBeGreaterThan(300)
    expect(found.any).toEqual([])
  }, 120_000)

  test('the sweep finds an any where there is one', () => {
    const text = 'interface Box<T> { inside: T; take(value: { deep: any[] }): void }\nexport declare const box: Box<string>\nexport declare function open(): any'
    const program = compile(compiler, [cell('public.ts', text)], true)
    expect(anyTypes(compiler, program, join(root, 'test')).any.sort()).toEqual(['box.take(value).deep[T]', 'open()'])
  }, 60_000)
})

/** Every place in the exported types, where it is `any`; types of other packages are theirs. */
function anyTypes({ ts: compiler }: Compiler, program: ts.Program, within = join(root, 'dist')): { visited: number; any: string[] } {
  const checker = program.getTypeChecker()
  const file = program.getSourceFiles().find(one => one.fileName.endsWith('/public.ts'))
  if (file === undefined) throw new Error('no public.ts')
  const seen = new Set<ts.Type>()
  const any: string[] = []

  const visit = (type: ts.Type, path: string): void => {
    if (type.flags & compiler.TypeFlags.Any) {
      any.push(path)
      return
    }
    if (seen.has(type)) return
    seen.add(type)
    if (type.isUnionOrIntersection()) type.types.forEach(one => visit(one, path))
    const { target } = type as ts.TypeReference
    if (target !== undefined) {
      checker.getTypeArguments(type as ts.TypeReference).forEach((one, i) => {
        const name = target.typeParameters?.[i]?.symbol?.name ?? String(i)
        // What an iterable returns at its end, and takes, is `any` by the standard library's own default.
        if (name !== 'TReturn' && name !== 'TNext') visit(one, `${path}[${name}]`)
      })
      // Instances of a generic type have no end (a column's methods give columns of columns); the declaration has all there is.
      if (target !== type) return visit(target, path)
    }
    if (type.flags & compiler.TypeFlags.Conditional) {
      const { root: conditional } = type as ts.ConditionalType
      visit(checker.getTypeFromTypeNode(conditional.node.trueType), `${path}?`)
      visit(checker.getTypeFromTypeNode(conditional.node.falseType), `${path}:`)
    }
    // Members are walked only of what the package declares.
    if (type.symbol?.declarations?.some(one => one.getSourceFile().fileName.startsWith(within)) !== true) return
    for (const property of type.getProperties()) visit(checker.getTypeOfSymbolAtLocation(property, file), `${path}.${property.name}`)
    for (const info of checker.getIndexInfosOfType(type)) visit(info.type, `${path}[…]`)
    for (const signature of [...type.getCallSignatures(), ...type.getConstructSignatures()]) {
      for (const parameter of signature.getParameters()) visit(checker.getTypeOfSymbolAtLocation(parameter, file), `${path}(${parameter.name})`)
      visit(signature.getReturnType(), `${path}()`)
    }
  }

  const module = checker.getSymbolAtLocation(file)
  for (const exported of module === undefined ? [] : checker.getExportsOfModule(module)) {
    const symbol = exported.flags & compiler.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported
    if (symbol.flags & compiler.SymbolFlags.Type) visit(checker.getDeclaredTypeOfSymbol(symbol), symbol.name)
    if (symbol.flags & compiler.SymbolFlags.Value) visit(checker.getTypeOfSymbolAtLocation(symbol, file), symbol.name)
  }
  return { visited: seen.size, any }
}
