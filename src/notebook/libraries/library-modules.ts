import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder, below the project's root, with a module for each included notebook: what it declares, for the compiler. */
const folder = '.tidemark/include'

/** How a cell names that module. */
export const specifierOf = (module: string): string => `./${folder}/${module}`

/**
 * Writes the module for a library. Its declarations are for the compiler; at run time it gives what the library's cells
 * declared when they ran in this process. Where the folder cannot be written, cells have to do without the types.
 */
export function writeModule(root: string, module: string, declarations: string): boolean {
  const path = join(root, folder, module)
  try {
    mkdirSync(join(root, folder), { recursive: true })
    writeFileSync(`${path}.d.ts`, exported(fromFolder(declarations)))
    writeFileSync(`${path}.js`, `module.exports = globalThis[Symbol.for('tidemark.notebook-host')].included(${JSON.stringify(module)})\n`)
    return true
  } catch {
    return false
  }
}

/** Cells stand in the project's root, and so did what they import. */
const fromFolder = (declarations: string): string =>
  declarations.replace(/(\bfrom\s*|\bimport\s*\(\s*|\bimport\s*)(["'])(\.{1,2}\/[^"']*|\.{1,2})\2/g, (_, before: string, quote: string, path: string) => `${before}${quote}../../${path}${quote}`)

/** Everything that is declared is exported, and a library that declares nothing is a module all the same. */
const exported = (declarations: string): string =>
  `${declarations.replace(/^(?=(?:declare|interface|type|enum|abstract|class) )/gm, 'export ')}\nexport {}\n`
