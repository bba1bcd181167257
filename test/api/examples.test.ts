import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'
import * as tidemark from '../../src'
import { installCellOutput } from '../../src/core/cell-output'
import type { Frame, StreamingQuery, Traits } from '../../src'
import { build, cell, compile, compilers, complaints } from '../types/compilers'

/** The examples of the public façade: each compiles as it stands, and runs. Those of column functions run in `test/expr`. */

const { col, count, memoryStream, parseLog, processStream, spark, window } = tidemark
const src = join(__dirname, '../../src')

interface Example { readonly name: string; readonly code: string }

const examples: Example[] = ['api', 'article', 'display', 'workspace/widgets'].flatMap(room => files(join(src, room))).flatMap(file => {
  const blocks = readFileSync(file, 'utf8').match(/\/\*\*[\s\S]*?\*\//g) ?? []
  return blocks.flatMap(block => codeOf(block)).map((code, i) => ({ name: `${relative(src, file)} ${i}: ${code.split('\n')[0]}`, code }))
}).filter(({ code }) => !code.startsWith('html`'))

function codeOf(block: string): string[] {
  const found = /@example\n([\s\S]*?)(?:\n\s*\*\s*@|\s*\*\/)/.exec(block)
  return found === null ? [] : [found[1].replace(/^\s*\* ?/gm, '').trim()]
}

function files(dir: string): string[] {
  return readdirSync(dir).sort().flatMap(name => {
    const path = join(dir, name)
    return statSync(path).isDirectory() ? files(path) : path.endsWith('.ts') ? [path] : []
  })
}

/** What an example may take for granted, said to the compiler … */
const declared = `
import { ${Object.keys(tidemark).join(', ')}, type Frame, type Batch, type Stream, type StreamingQuery, type ValueState } from 'tidemark'
type Columns = { user: 'STRING', action: 'STRING', timestamp: 'TIMESTAMP', n: 'INT' }
declare const frame: Frame<Columns, Batch>
declare const stream: Frame<Columns, Stream>
const hourly = stream.withWatermark('timestamp', '10 minutes').groupBy(window('timestamp', '1 hour'), 'user').agg({ logins: count() })
const byUser = frame.groupBy('user').agg({ logins: count() })
const logs = parseLog(spark.readStream.kafka({ subscribe: 'topic_log' }))
const perHour = processStream(logs.withWatermark('timestamp', '10 minutes'), { groupByColumn: 'username' })
declare const query: StreamingQuery
`

/** … and made. */
async function given(): Promise<Record<string, unknown>> {
  const rows = [
    { user: 'ada', action: 'login', timestamp: new Date('2024-01-05T10:05:00Z'), n: 1 },
    { user: 'bob', action: 'logout', timestamp: new Date('2024-01-05T12:30:00Z'), n: 5 },
  ]
  const schema = 'user STRING, action STRING, timestamp TIMESTAMP, n INT'
  const frame = spark.createDataFrame(rows, schema)
  const events = memoryStream(schema)
  events.addData(rows)
  const stream = spark.readStream.memory(events)
  const hourly = stream.withWatermark('timestamp', '10 minutes').groupBy(window('timestamp', '1 hour'), 'user').agg({ logins: count() })
  const logs = parseLog(spark.readStream.kafka({ subscribe: 'topic_log', startingOffsets: 'earliest' }))
  const perHour = processStream(logs.withWatermark('timestamp', '10 minutes'), { groupByColumn: 'username' })
  const hours = await perHour.limit(10).writeStream.queryName('hours').outputMode('append').trigger({ availableNow: true }).start()
  await hours.awaitTermination()
  return { frame, stream, hourly, logs, perHour, query: hours, byUser: frame.groupBy('user').agg({ logins: count() }) }
}

beforeAll(() => {
  build()
  installCellOutput({ headless: true, show: () => ({ id: 'nowhere', update: () => undefined }), own: () => undefined })
  jest.spyOn(console, 'log').mockImplementation(() => undefined)
}, 120_000)

afterAll(async () => { await spark.stop() })

test('there are examples to run', () => {
  expect(examples.length).toBeGreaterThan(30)
})

describe.each(compilers)('$name', compiler => {
  test('every example compiles', () => {
    const cells = examples.map(({ code }, i) => cell(`example-${i}.ts`, `${declared}\nexport async function example() {\n${code}\n}`))
    const program = compile(compiler, cells, true)
    const said = cells.flatMap(({ path }, i) => complaints(compiler, program, path).map(one => `${examples[i].name}: ${one.message}`))
    expect(said).toEqual([])
  }, 120_000)
})

describe('runs', () => {
  let names: Record<string, unknown>
  beforeAll(async () => { names = { ...tidemark, ...await given() } }, 60_000)

  test.each(examples)('$name', async ({ code }) => {
    // There is no Spark at the address that examples name; `test/live` has one.
    if (code.includes('await prove(')) return expect(run(code, names)).rejects.toMatchObject({ code: 'SPARK_UNREACHABLE' })
    await finish(await run(code, names))
    await spark.stop()
  }, 60_000)
})

/** Runs an example and gives what its last expression makes. */
async function run(code: string, names: Record<string, unknown>): Promise<unknown> {
  const lines = code.split('\n')
  const last = /^(const|await|\/\/)/.test(lines[lines.length - 1]) ? lines : [...lines.slice(0, -1), `return { made: ${lines[lines.length - 1]} }`]
  const { outputText } = ts.transpileModule(`(async () => {\n${last.join('\n')}\n})`, { compilerOptions: { target: ts.ScriptTarget.ES2022 } })
  const [own, mine] = [Object.keys(names), Object.values(names)]
  // Inside a function, an example may give its own meaning to `frame`.
  const example = (0, eval)(`(${own.join(', ')}) => ${outputText}`) as (...of: unknown[]) => () => Promise<{ made: unknown } | undefined>
  return (await example(...mine)())?.made
}

/** A frame or a query that an example has only described is run to its end. */
async function finish(made: unknown): Promise<void> {
  if (typeof made !== 'object' || made === null) return
  if ('writeStream' in made && 'plan' in made) {
    const frame = made as Frame<{ user: 'STRING' }, Traits>
    if (frame.isStreaming) return frame.explain()
    await (frame as unknown as Frame<{ user: 'STRING' }>).collect()
  } else if ('start' in made) {
    const { trigger } = made as unknown as { trigger(of: { availableNow: true }): { start(): Promise<StreamingQuery> } }
    const query = await trigger({ availableNow: true }).start()
    await query.awaitTermination()
  } else if ('agg' in made) {
    await (made as unknown as { count(): Frame<{ count: 'BIGINT' }> }).count().where(col('count').gt(0)).collect()
  }
}
