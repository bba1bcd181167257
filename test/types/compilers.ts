import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import ts from 'typescript'

/** The two compilers a user meets: this repository's, strict, and the one inside a notebook cell, which is not. */

export const root = resolve(__dirname, '../..')
export const cellsDir = join(__dirname, 'cells')

// Both have the same interface, as far as it is used here.
const tslab = jest.requireActual<typeof ts>('@tslab/typescript-for-tslab')

export const compilers = [
  { name: `TypeScript ${ts.version}, strict`, ts, strict: true },
  { name: `TypeScript ${tslab.version}, as a cell has it`, ts: tslab, strict: false },
] as const

export type Compiler = (typeof compilers)[number]

/** Brings `dist` up to date; errors are another test's. */
export function build(): void {
  spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-b', 'src/tsconfig.json'], { cwd: root })
}

export interface Cell { readonly name: string; readonly path: string; readonly text: string }

export function cells(): Cell[] {
  return readdirSync(cellsDir).filter(name => name.endsWith('.ts')).sort().map(name => cell(name, readFileSync(join(cellsDir, name), 'utf8')))
}

/** A cell with this text, whether or not there is such a file. */
export function cell(name: string, text: string): Cell {
  return { name, path: join(cellsDir, name), text }
}

/** A program over these cells, as tslab makes it: node10 resolution, no tsconfig. */
export function compile({ ts: compiler, strict }: Compiler, of: readonly Cell[], skipLibCheck: boolean): ts.Program {
  const options: ts.CompilerOptions = {
    target: compiler.ScriptTarget.ES2022, lib: ['lib.es2022.d.ts'], module: compiler.ModuleKind.CommonJS,
    moduleResolution: compiler.ModuleResolutionKind.Node10, esModuleInterop: true, types: ['node'], noEmit: true, strict, skipLibCheck,
  }
  const host = compiler.createCompilerHost(options)
  const texts = new Map(of.map(one => [one.path, one.text]))
  const { readFile, fileExists, getSourceFile } = host
  host.readFile = path => texts.get(path) ?? readFile(path)
  host.fileExists = path => texts.has(path) || fileExists(path)
  host.getSourceFile = (path, target, ...more) => {
    const text = texts.get(path)
    return text === undefined ? getSourceFile(path, target, ...more) : compiler.createSourceFile(path, text, target, true)
  }
  host.getCurrentDirectory = () => root
  return compiler.createProgram([...texts.keys()], options, host)
}

export interface Complaint { readonly line: number; readonly message: string }

/** What the compiler says of one file, the whole chain of each message as one text. */
export function complaints({ ts: compiler }: Compiler, program: ts.Program, path: string): Complaint[] {
  const file = program.getSourceFile(path)
  if (file === undefined) throw new Error(`${path} is not in the program`)
  return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(one => ({
    line: file.getLineAndCharacterOfPosition(one.start ?? 0).line,
    message: `TS${one.code}: ${compiler.flattenDiagnosticMessageText(one.messageText, '\n')}`,
  }))
}
