import ts from 'typescript'
import { build, cell, cellsDir, root } from './compilers'

/** In an editor, and in JupyterLab, a frame's columns are offered where a column is to be written. */

beforeAll(build, 120_000)

const cells = [
  "frame.select('|')",
  "frame.select('user', '|')",
  "frame.groupBy('|')",
  "frame.withWatermark('|', '1 minute')",
  "frame.drop('|')",
  "frame.orderBy('|')",
  "frame.withColumnRenamed('|', 'x')",
]

test.each(cells)('%s offers the columns', line => {
  const text = `import { spark } from 'tidemark'\nconst frame = spark.createDataFrame([], 'user STRING, timestamp TIMESTAMP, e STRUCT<id: INT>')\n${line}`
  expect(offered(text)).toEqual(expect.arrayContaining(['user', 'timestamp', 'e']))
})

test('nested fields and stars are offered too', () => {
  const text = "import { spark } from 'tidemark'\nspark.createDataFrame([], 'user STRING, e STRUCT<id: INT>').select('|')"
  expect(offered(text)).toEqual(expect.arrayContaining(['user', 'e', 'e.id', '*', 'e.*']))
})

/** What a language service offers at the bar. */
function offered(text: string): string[] {
  const at = text.indexOf('|')
  const { path } = cell('completion.ts', '')
  const source = text.replace('|', '')
  const options: ts.CompilerOptions = { target: ts.ScriptTarget.ES2022, moduleResolution: ts.ModuleResolutionKind.Node10, module: ts.ModuleKind.CommonJS, esModuleInterop: true, types: ['node'], skipLibCheck: true }
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [path],
    getScriptVersion: () => '1',
    getScriptSnapshot: name => {
      const of = name === path ? source : ts.sys.readFile(name)
      return of === undefined ? undefined : ts.ScriptSnapshot.fromString(of)
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: of => ts.getDefaultLibFilePath(of),
    fileExists: name => name === path || ts.sys.fileExists(name),
    readFile: name => (name === path ? source : ts.sys.readFile(name)),
    directoryExists: name => name === cellsDir || ts.sys.directoryExists(name),
  }, ts.createDocumentRegistry())
  return service.getCompletionsAtPosition(path, at, {})?.entries.map(entry => entry.name) ?? []
}
