import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isCode, parseNotebook, printNotebook, runWithParameters, type CodeCell, type ErrorOutput, type ParameterRun } from '../../src/notebook'
import { includesIn, rewriteIncludes } from '../../src/notebook/libraries/rewrite-includes'
import { fixture, isAlive, printed, root } from './run-fixture'

// Real processes: each fixture is one that compiles, and so is each of its children.
jest.setTimeout(400_000)

async function play(path: string, more: Partial<Parameters<typeof runWithParameters>[1]> = {}): Promise<ParameterRun & { readonly code: readonly CodeCell[] }> {
  const result = await runWithParameters(parseNotebook(readFileSync(path, 'utf8'), path), {
    file: 'fixture.ipynb', path, root, entry: join(root, 'dist/notebook/cell/cell-process.js'), cellTimeoutMs: 200_000, ...more,
  })
  return { ...result, code: result.notebook.cells.filter(isCode) }
}

const errorOf = (cell: CodeCell | undefined): ErrorOutput | undefined => cell?.outputs.find((one): one is ErrorOutput => one.output_type === 'error')

describe('a notebook that includes others', () => {
  let played: Awaited<ReturnType<typeof play>>
  beforeAll(async () => { played = await play(fixture('including')) })
  const error = (cell: number): ErrorOutput | undefined => errorOf(played.code[cell - 1])

  test('has what they declare, awaited values and names declared again included, and none of their outputs', () => {
    expect(played.failure).toBeUndefined()
    expect(printed(played.code[0])).toBe('ann 4 again awaited\n')
    expect(played.code[0].outputs).toHaveLength(1)
  })

  test('runs an unchanged library once, by whatever name it is asked for', () => {
    expect(printed(played.code[1])).toBe('true 1\n')
    expect(printed(played.code[2])).toBe('bob again true 1 1\n')
    expect(printed(played.code[8])).toBe('again\n')
  })

  test('is compiled with their types', () => {
    expect(error(4)).toMatchObject({ ename: 'TypeScriptError', evalue: "Type 'string' is not assignable to type 'number'." })
  })

  test('a failing cell of a library is told by notebook, cell and line', () => {
    expect(error(5)).toMatchObject({ ename: 'LIBRARY_CELL_FAILED', evalue: "'test/notebook/fixtures/libraries/throws.ipynb', cell 2, line 2 failed: TypeError: broken inside" })
    expect(error(6)).toMatchObject({ ename: 'LIBRARY_CELL_FAILED', evalue: "'test/notebook/fixtures/libraries/refused.ipynb', cell 2, line 2 does not compile: Type 'string' is not assignable to type 'number'." })
  })

  test('a cycle and a missing file are told in a sentence', () => {
    expect(error(7)).toMatchObject({ ename: 'NOTEBOOK_CYCLE', evalue: expect.stringMatching(/cycle-a\.ipynb includes itself: .*cycle-a\.ipynb → .*cycle-b\.ipynb → .*cycle-a\.ipynb$/) as string })
    expect(error(8)).toMatchObject({ ename: 'NOTEBOOK_MISSING' })
    expect(error(8)?.traceback[0]).toContain("Did you mean 'lib.ipynb'?")
  })
})

test('a library that changed is run again', async () => {
  const dir = join(root, '.tidemark', 'test-libraries')
  mkdirSync(dir, { recursive: true })
  const write = (name: string, ...sources: string[]): void => writeFileSync(join(dir, name), printNotebook({
    metadata: {}, nbformat: 4, nbformat_minor: 5,
    cells: sources.map(source => ({ cell_type: 'code', metadata: {}, source, execution_count: null, outputs: [] })),
  }))
  try {
    write('lib.ipynb', 'const version: number = 1')
    write('main.ipynb',
      "import { notebook } from 'tidemark'\nimport { readFileSync, writeFileSync } from 'node:fs'\nconst { version } = await notebook.include('./lib.ipynb')\nconsole.log(version + 1)",
      `const lib = ${JSON.stringify(join(dir, 'lib.ipynb'))}\nwriteFileSync(lib, readFileSync(lib, 'utf8').replace('number = 1', "string = 'two'"))`,
      "import { version as now } from './lib.ipynb'\nconst text: string = now\nconsole.log(text)")
    const { code, failure } = await play(join(dir, 'main.ipynb'))
    expect(failure).toBeUndefined()
    expect([printed(code[0]), printed(code[2])]).toEqual(['2\n', 'two\n'])
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
})

describe('a notebook that runs others', () => {
  let played: Awaited<ReturnType<typeof play>>
  beforeAll(async () => { played = await play(fixture('running')) })
  const error = (cell: number): ErrorOutput | undefined => errorOf(played.code[cell - 1])

  test('gives them parameters, and has what they end with and their executed copy', () => {
    expect(played.failure).toBeUndefined()
    const [value, path] = printed(played.code[0]).trim().split(' ')
    expect(JSON.parse(value)).toEqual({ day: '2021-10-30', top: 6, topic: 'topic_log', size: 'day' })
    const kept = parseNotebook(readFileSync(path, 'utf8'), 'kept')
    expect(kept.cells[1]).toMatchObject({ metadata: { tags: ['injected-parameters'] }, source: "// Parameters\nconst day = '2021-10-30'\nconst top: number = 5" })
    const code = kept.cells.filter(isCode)
    expect(code[2].outputs.some(one => one.output_type === 'error')).toBe(false)
    expect(code[3].execution_count).toBeNull()
  })

  test('a failing child is told by its cell and error, and so is one that is given what it cannot take', () => {
    expect(error(2)).toMatchObject({ ename: 'NOTEBOOK_RUN_FAILED', evalue: "'test/notebook/fixtures/child.ipynb', cell 2 failed: RangeError: the child failed" })
    expect(error(2)?.traceback[0]).toMatch(/Its outputs up to there: \.tidemark\/runs\/child-[0-9a-f]{8}\.ipynb/)
    expect(error(5)?.evalue).toContain("INVALID_WIDGET_VALUE: the dropdown 'size' has no choice 'week'")
  })

  test('a child has its time; a notebook cannot run itself; a missing one is told', () => {
    expect(error(3)).toMatchObject({ ename: 'NOTEBOOK_RUN_TIMEOUT', evalue: "'test/notebook/fixtures/child.ipynb' was still running after 6 s" })
    expect(error(4)?.evalue).toContain("NOTEBOOK_CYCLE: 'test/notebook/fixtures/child.ipynb' runs itself")
    expect(error(6)).toMatchObject({ ename: 'NOTEBOOK_MISSING' })
  })
})

test('a child ends with the notebook that waits for it', async () => {
  const dir = join(root, '.tidemark', 'test-children')
  mkdirSync(dir, { recursive: true })
  const pidFile = join(dir, 'pid')
  const cells = (...sources: string[]): string => printNotebook({
    metadata: {}, nbformat: 4, nbformat_minor: 5,
    cells: sources.map(source => ({ cell_type: 'code', metadata: {}, source, execution_count: null, outputs: [] })),
  })
  writeFileSync(join(dir, 'child.ipynb'), cells(`import { writeFileSync } from 'node:fs'\nwriteFileSync(${JSON.stringify(pidFile)}, String(process.pid))\nawait new Promise(() => {})`))
  writeFileSync(join(dir, 'parent.ipynb'), cells("import { notebook } from 'tidemark'\nawait notebook.run('./child.ipynb')"))
  const stop = new AbortController()
  let ended = false
  const run = play(join(dir, 'parent.ipynb'), { signal: stop.signal }).catch((error: Error) => error).finally(() => { ended = true })
  try {
    while (!ended && !existsSync(pidFile)) await new Promise(resolve => setTimeout(resolve, 100))
    if (ended) expect(await run).toBeUndefined()
    const child = Number(readFileSync(pidFile, 'utf8'))
    expect(isAlive(child)).toBe(true)
    stop.abort()
    expect(await run).toMatchObject({ code: 'RUN_INTERRUPTED' })
    for (let i = 0; i < 100 && isAlive(child); i++) await new Promise(resolve => setTimeout(resolve, 100))
    expect(isAlive(child)).toBe(false)
  } finally {
    stop.abort()
    await run
    rmSync(dir, { recursive: true, force: true })
  }
})

test('what a cell names is found where it stands, and lines stay', () => {
  const source = `import { a,
  type B } from './lib.ipynb'
// notebook.include(path)
const { c } = await notebook.include( "../x y.ipynb")
const text = 'see lib.ipynb'`
  expect(includesIn(source).map(({ kind, path }) => [kind, path])).toEqual([['import', './lib.ipynb'], ['call', '../x y.ipynb']])
  expect(rewriteIncludes(source, includesIn(source), one => (one.kind === 'import' ? './m-1' : './m-2'))).toBe(`import { a,
  type B } from './m-1'
// notebook.include(path)
const { c } = await notebook.include<typeof import('./m-2')>( "../x y.ipynb")
const text = 'see lib.ipynb'`)
  expect(rewriteIncludes(source, includesIn(source), () => null)).toBe(source)
})
