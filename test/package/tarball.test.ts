import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(__dirname, '../..')

describe('the packed tarball in an empty folder', () => {
  const dir = mkdtempSync(join(tmpdir(), 'tidemark-pack-'))
  const run = (command: string, ...args: string[]): string =>
    execFileSync(command, args, { cwd: dir, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TIDEMARK_KAFKA: '' } })

  beforeAll(() => {
    execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', dir], { cwd: root, stdio: 'pipe' })
    const [tarball] = readdirSync(dir).filter(name => name.endsWith('.tgz'))
    writeFileSync(join(dir, 'package.json'), '{"name":"mine","private":true}')
    run('npm', 'i', '--no-audit', '--no-fund', `./${tarball}`)
  }, 300_000)
  afterAll(() => { rmSync(dir, { recursive: true, force: true }) })

  test('runs in a script: rows by hand, and the tape that comes with it', () => {
    writeFileSync(join(dir, 'script.cjs'), `
      const { spark, col, count } = require('tidemark')
      const frame = spark.createDataFrame([{ user: 'ann', n: 2 }, { user: 'bob', n: 5 }], 'user STRING, n INT')
      async function main() {
        console.log(JSON.stringify(await frame.where(col('n').gt(3)).collect()))
        const [{ records }] = await spark.read.kafka({ subscribe: 'topic_log', 'kafka.isolation.level': 'read_committed' }).agg({ records: count() }).collect()
        console.log(String(records))
      }
      main().then(() => process.exit(0))`)
    expect(run('node', 'script.cjs').trim().split('\n')).toEqual(['[{"user":"bob","n":5}]', '39996'])
  }, 120_000)

  test('says what to install where an optional part is missing', () => {
    writeFileSync(join(dir, 'danfo.cjs'), `
      const { spark } = require('tidemark')
      spark.range(3).toDanfo().catch(error => console.log(error.code, error.hint))`)
    expect(run('node', 'danfo.cjs')).toMatch(/danfojs-node/)
    writeFileSync(join(dir, 'a.ipynb'), notebook("import { spark } from 'tidemark'\nspark.range(2).show()"))
    expect(() => run('npx', 'tidemark', 'run', 'a.ipynb')).toThrow(/npm i.*tslab/)
  }, 120_000)

  test('runs in a cell, once tslab is there', () => {
    run('npm', 'i', '--no-audit', '--no-fund', 'tslab@1.0.22')
    writeFileSync(join(dir, 'b.ipynb'), notebook("import { spark, col, display } from 'tidemark'\nawait display(spark.range(5).where(col('id').gt(2)))"))
    expect(run('npx', 'tidemark', 'run', 'b.ipynb')).toMatch(/ok\s+b\s+1 of 1 cells/)
    expect(readdirSync(join(dir, 'reports')).sort()).toEqual(['b.html', 'b.ipynb', 'index.html'])
  }, 300_000)
})

function notebook(source: string): string {
  return JSON.stringify({
    cells: [{ cell_type: 'code', id: 'a', execution_count: null, metadata: {}, outputs: [], source }],
    metadata: { kernelspec: { name: 'tidemark', display_name: 'TypeScript', language: 'typescript' } }, nbformat: 4, nbformat_minor: 5,
  })
}
