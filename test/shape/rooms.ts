import { readFileSync, readdirSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import ts from 'typescript'

export const root = resolve(__dirname, '../..')
export const src = join(root, 'src')

/** Rooms by rank: a file may import rooms of strictly lower rank, and its own. */
export const ranks: Readonly<Record<string, number>> = {
  core: 0, batch: 1, formats: 2, expr: 3, connectors: 3, plan: 4, engine: 5, connect: 5, sql: 5, api: 6,
  article: 7, display: 7, workspace: 7, notebook: 8, cli: 9, 'index.ts': 8,
}

/** Vendor packages and the one room that may import each. */
export const vendors: Readonly<Record<string, string>> = {
  'danfojs-node': 'batch', 'apache-arrow': 'batch', '@bufbuild/protobuf': 'connect', '@connectrpc/connect': 'connect',
  '@connectrpc/connect-node': 'connect', kafkajs: 'connectors', fzstd: 'connectors',
  vega: 'display', 'vega-lite': 'display', tslab: 'notebook', 'markdown-it': 'notebook',
  'sanitize-html': 'notebook', commander: 'cli',
}

export interface SourceFile {
  readonly path: string
  readonly room: string
  readonly lines: number
  readonly text: string
  readonly imports: readonly string[]
}

export function sourceFiles(): SourceFile[] {
  return walk(src).filter(file => file.endsWith('.ts')).map(file => {
    const text = readFileSync(file, 'utf8')
    const path = relative(src, file)
    return { path, room: path.includes('/') ? path.split('/')[0] : path, lines: text.split('\n').length, text, imports: importsOf(text) }
  })
}

/** What a file imports, by `import`, `export … from`, `import()` and `require()`. */
function importsOf(text: string): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(file => file.fileName)
}

/** The file of ours that an import means, relative to src, or null for a package. */
export function target(of: SourceFile, specifier: string, all: ReadonlySet<string>): string | null {
  if (!specifier.startsWith('.')) return null
  const base = relative(src, resolve(src, of.path, '..', specifier))
  return [`${base}.ts`, join(base, 'index.ts'), base].find(one => all.has(one)) ?? null
}

function walk(dir: string): string[] {
  return readdirSync(dir).flatMap(name => {
    const path = join(dir, name)
    if (name === 'node_modules') return []
    return statSync(path).isDirectory() ? walk(path) : [path]
  })
}
