import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ts from 'typescript'

const root = join(__dirname, '../..')
const PRELUDE = `
import { bar, col, count, display, heatmap, line, memoryStream, spark, vegaLite, window, type StreamingQuery } from '${join(root, 'src')}'
const events = memoryStream('user STRING, at TIMESTAMP')
const hourly = spark.readStream.memory(events).withWatermark('at', '10 minutes').groupBy(window('at', '1 hour'), 'user').agg({ logins: count() })
const batch = spark.createDataFrame([{ page: 'a', ms: 1 }], 'page STRING, ms DOUBLE')
`
const cells = {
  right: `
const query: Promise<StreamingQuery> = display(hourly, bar({ x: 'window.start', y: 'logins', color: 'user' }))
const nothing: Promise<void> = display(batch, bar({ x: 'page', y: 'ms', limit: 3 }))
export const all = [query, nothing, display(hourly, line({ x: 'window', y: 'logins' })), display(hourly, heatmap({ time: 'window.start', color: 'logins' })),
  display(hourly, heatmap({ x: 'user', y: 'window.start', color: 'logins' })), display(hourly, vegaLite({ mark: 'bar' })), display(hourly, { outputMode: 'update' }),
  display(hourly, bar({ x: 'user', y: 'logins' }), { name: 'q' }), display(spark.streams), display([1, 2]), display(spark.table('t'), bar({ x: 'any', y: 'thing' }))]`,
  noColumn: "export const shown = display(hourly, bar({ x: 'window.strat', y: 'logins' }))",
  noColor: "export const shown = display(batch, line({ x: 'ms', y: 'ms', color: 'user' }))",
  notAmount: "export const shown = display(hourly, bar({ x: 'window.start', y: 'user' }))",
  noTime: "export const shown = display(hourly, heatmap({ time: 'at', color: 'logins' }))",
  noOption: "export const shown = display(batch, { limt: 3 })",
}

test('charts know the columns of their frame, and a wrong one is a sentence', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-cells-'))
  try {
    const files = Object.entries(cells).map(([name, text]) => {
      const file = join(folder, `${name}.ts`)
      writeFileSync(file, PRELUDE + text)
      return file
    })
    const program = ts.createProgram(files, { strict: true, noEmit: true, skipLibCheck: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, moduleResolution: ts.ModuleResolutionKind.Node10, esModuleInterop: true, types: ['node'] })
    const messages = Object.fromEntries(files.map((file, i) => {
      const found = program.getSemanticDiagnostics(program.getSourceFile(file)).map(one => ts.flattenDiagnosticMessageText(one.messageText, '\n'))
      return [Object.keys(cells)[i], found.map(text => /Refused<"([^"]*)"/.exec(text)?.[1] ?? text)]
    }))
    expect(messages).toEqual({
      right: [],
      noColumn: ["there is no column 'window.strat' here"],
      noColor: ["there is no column 'user' here"],
      notAmount: ["an amount is a number, and 'user' is STRING"],
      noTime: ["there is no column 'at' here"],
      noOption: [expect.stringContaining("'limt' does not exist in type") as string],
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}, 120_000)
