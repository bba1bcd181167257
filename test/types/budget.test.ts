import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, cell, cellsDir, compile, compilers, complaints, type Cell, type Compiler } from './compilers'

/** What the types cost: every cell of a notebook is checked anew, on a laptop. */

beforeAll(build, 120_000)

const northStar = cell('north-star.ts', readFileSync(join(cellsDir, 'north-star.ts'), 'utf8'))

/** A frame of that many columns, through everything a frame goes through. */
function wide(columns: number): Cell {
  const names = Array.from({ length: columns }, (_, i) => `column_${i}`)
  return cell(`wide-${columns}.ts`, [
    "import { avg, bar, col, count, display, fromJson, spark, window } from 'tidemark'",
    "const logs = spark.readStream.kafka({ subscribe: 'topic_log' })",
    `const rows = logs.select(fromJson(col('value').cast('STRING'), 'at TIMESTAMP, ${names.map((name, i) => `${name} ${['STRING', 'INT', 'DOUBLE', 'BIGINT'][i % 4]}`).join(', ')}').as('e')).select('e.*')`,
    "const some = rows.where(col('column_0').eq('x').and(col('column_1').gt(3))).withColumn('twice', col('column_1').plus(1)).select('*')",
    "const hourly = some.withWatermark('at', '10 minutes').groupBy(window('at', '1 hour'), 'column_0').agg({ n: count(), mean: avg('column_2') })",
    "export const query = display(hourly, bar({ x: 'window.start', y: 'n', color: 'column_0' }))",
  ].join('\n'))
}

function cost(compiler: Compiler, of: Cell): { complaints: unknown; instantiations: number } {
  const program = compile(compiler, [of], true)
  const said = complaints(compiler, program, of.path)
  // Not public, in either version; `--extendedDiagnostics` prints it.
  const { getInstantiationCount } = program as unknown as { getInstantiationCount(): number }
  return { complaints: said, instantiations: getInstantiationCount.call(program) }
}

describe.each(compilers)('$name', compiler => {
  test('the north-star cell costs at most 15,000 instantiations', () => {
    const { complaints, instantiations } = cost(compiler, northStar)
    expect(complaints).toEqual([])
    expect(instantiations).toBeGreaterThan(1000)
    expect(instantiations).toBeLessThanOrEqual(15_000)
  }, 60_000)

  test('200 columns cost at most 60,000', () => {
    const { complaints, instantiations } = cost(compiler, wide(200))
    expect(complaints).toEqual([])
    expect(instantiations).toBeGreaterThan(5000)
    expect(instantiations).toBeLessThanOrEqual(60_000)
  }, 60_000)
})
