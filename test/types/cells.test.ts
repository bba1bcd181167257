import { relative } from 'node:path'
import type ts from 'typescript'
import { build, cells, compile, compilers, complaints, root, type Cell } from './compilers'

/**
 * Cells that must compile, and lines that must not: `// error: sentence` says what the compiler must say of the next line.
 * Nothing else may be said.
 */

beforeAll(build, 120_000)

describe.each(compilers)('$name', compiler => {
  let program: ts.Program
  beforeAll(() => { program = compile(compiler, cells(), false) }, 120_000)

  test.each(cells())('cell $name', cell => {
    const expected = expectations(cell)
    const said = complaints(compiler, program, cell.path)
    expect(said.filter(({ line }) => !expected.has(line))).toEqual([])
    for (const [line, sentence] of expected) {
      expect({ line: line + 1, said: said.filter(one => one.line === line).map(one => one.message).join('\n') })
        .toEqual({ line: line + 1, said: expect.stringContaining(sentence) as string })
    }
  }, 120_000)

  test('the declarations of the package pass, unskipped', () => {
    const ours = program.getSourceFiles().filter(file => relative(root, file.fileName).startsWith('dist'))
    expect(ours.length).toBeGreaterThan(20)
    expect(ours.flatMap(file => complaints(compiler, program, file.fileName).map(one => `${relative(root, file.fileName)}:${one.line + 1} ${one.message}`))).toEqual([])
  }, 120_000)
})

/** The sentences, by the line they are expected of (counted from 0). */
function expectations({ text }: Cell): Map<number, string> {
  return new Map(text.split('\n').flatMap((line, i) => {
    const sentence = /^\s*\/\/ error: (.*)$/.exec(line)?.[1]
    return sentence === undefined ? [] : [[i + 1, JSON.stringify(sentence).slice(1, -1)] as const]
  }))
}
