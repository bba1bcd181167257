import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isTidemarkError } from '../../src/core/errors'
import type { ErrorOutput } from '../../src/notebook'
import { isAlive, play, printed, root, valueOf, type Played } from './run-fixture'

/** Each fixture is a process that compiles; they are played two at a time, before the tests look at them. */
const played = new Map<string, Played>()
const plays: [string, Parameters<typeof play>[1]?][] = [
  ['fine'], ['run-time-error'], ['tidemark-error'], ['type-error'], ['refusal'], ['late-error'], ['floating-rejection'],
  ['process-exit'], ['killed'], ['earlier-variables'], ['endless-loop', { cellTimeoutMs: 3000 }], ['endless-after-await', { cellTimeoutMs: 3000 }],
]

beforeAll(async () => {
  const waiting = [...plays]
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) played.set(next[0], await play(...next))
  }
  await Promise.all([work(), work()])
}, 300_000)

function get(name: string): Played {
  const one = played.get(name)
  if (one === undefined) throw new Error(`fixture '${name}' was not played`)
  return one
}

const errorsOf = (name: string, cell: number): ErrorOutput[] =>
  get(name).code[cell - 1].outputs.flatMap(output => (output.output_type === 'error' ? [output] : []))

describe('a notebook that is fine', () => {
  const cell = (count: number): Played['code'][number] | undefined => get('fine').code.find(one => one.execution_count === count)

  test('runs to its end, counting the cells that ran', () => {
    expect(get('fine').failure).toBeUndefined()
    expect(get('fine').code.map(one => one.execution_count)).toEqual([1, 2, 3, 4, 5, null, 6, 7, null, 8, 9, 10, 11])
  })

  test('streams keep their names, their order and their characters', () => {
    expect(cell(1)?.outputs).toEqual([
      { output_type: 'stream', name: 'stdout', text: 'to stdout\n' },
      { output_type: 'stream', name: 'stderr', text: 'to \u001b[31mstderr\u001b[0m\n' },
      { output_type: 'stream', name: 'stdout', text: 'é\n' },
    ])
    expect(printed(cell(8))).toContain('from a child process\n')
  })

  test('a display is redrawn in place from another cell, frame by frame', () => {
    expect(cell(2)?.outputs[0]).toEqual({ output_type: 'display_data', metadata: {}, data: { 'text/plain': 'frame 12' } })
    const shown = get('fine').events.find(event => event.kind === 'shown' && event.cell === 2)
    expect(shown).toMatchObject({ data: { 'text/plain': 'frame 1', 'application/json': { rows: 10, far: '1152921504606846976' } } })
    const id = shown?.kind === 'shown' ? shown.id : ''
    expect(get('fine').events.filter(event => event.kind === 'redrawn' && event.id === id)).toHaveLength(11)
    expect(valueOf(cell(2))).toBe('true')
    expect(printed(cell(3))).toBe('updated from another cell\n')
  })

  test("tslab's own display is an output too", () => {
    expect(cell(9)?.outputs[0]).toMatchObject({ output_type: 'display_data', data: { 'text/html': '<b>shown by tslab</b>' } })
  })

  test('awaits that tslab overlooks are awaited', () => {
    expect(valueOf(cell(4))).toBe('an await before a parenthesis')
    expect(printed(cell(5))).toBe('1\n2\n')
  })

  test('a cell may fail where it says so', () => {
    expect(cell(7)?.outputs).toMatchObject([{ output_type: 'error', ename: 'TypeError' }])
  })

  test('cells run in the project', () => {
    expect(valueOf(cell(10))).toBe(root)
  })

  test('the library is let stop its queries, and may redraw while it does', () => {
    expect(cell(11)?.outputs[0]).toMatchObject({ data: { 'text/plain': 'stopped by the library' } })
  })
})

test('variables of earlier cells can be taken as short properties, and their properties out of them', () => {
  const { code } = get('earlier-variables')
  expect(printed(code[1])).toBe('[{"day":"x","n":1},1,5]\n')
  expect(printed(code[2])).toBe('2 2\n7\n')
  expect(printed(code[3])).toBe('[{"day":"x","again":"x"},{"q":"z","day":"x"}]\n')
  expect(errorsOf('earlier-variables', 5)[0].traceback.join('\n')).toContain('cell 5, line 1')
})

test('a run-time error names the lines of the cells it came through, as written, and its cause', () => {
  const [error] = errorsOf('run-time-error', 2)
  expect(error).toMatchObject({ ename: 'RangeError', evalue: 'no user' })
  expect(error.traceback).toEqual([
    'RangeError: no user\n  at check, cell 1, line 7\n  at cell 2, line 3',
    'Caused by Error: an empty line',
  ])
  expect(get('run-time-error').failure).toEqual({ cell: 2, error })
  expect(get('run-time-error').code[2]).toMatchObject({ execution_count: null, outputs: [] })
})

test('an error of ours is its code, its sentence, its way out and its line, without a stack', () => {
  const [error] = errorsOf('tidemark-error', 2)
  expect(error).toEqual({
    output_type: 'error',
    ename: 'UNKNOWN_TOPIC',
    evalue: "there is no topic 'topic_lgo'",
    traceback: ["[UNKNOWN_TOPIC] there is no topic 'topic_lgo'\n  Did you mean 'topic_log'?\n  at cell 2, line 2"],
  })
})

test('the stack is there when asked for', async () => {
  const { failure } = await play('tidemark-error', { withStack: true })
  expect(failure?.error.traceback).toHaveLength(2)
  expect(failure?.error.traceback[1]).toMatch(/cell-2\.ts:2:7/)
})

test('what TypeScript refuses is an error of the cell, which does not run', () => {
  expect(errorsOf('type-error', 1)).toMatchObject([{
    ename: 'TypeScriptError',
    evalue: "Type 'number' is not assignable to type 'string'.",
    traceback: ["cell 1, line 2: Type 'number' is not assignable to type 'string'."],
  }])
})

test('a refusal of ours is told as its sentence, with cell, line and valid choices; the raw message comes after', () => {
  const [error] = errorsOf('refusal', 3)
  expect(error.evalue).toBe("there is no column 'usr' here")
  expect(error.traceback[0]).toBe([
    "cell 3, line 2: there is no column 'usr' here",
    '  valid: user, action',
    "cell 3, line 3: avg needs a number, and 'action' is STRING",
  ].join('\n'))
  expect(error.traceback[1]).toMatch(/^TypeScript, at 2:8 \(TS2345\):\n {2}Argument of type 'string' is not assignable to parameter of type 'Refused</)
})

test('an error thrown in a timer belongs to the cell that set it, and ends the run', () => {
  expect(errorsOf('late-error', 1)).toMatchObject([{ ename: 'TypeError', evalue: 'thrown in a timer' }])
  expect(get('late-error').failure?.cell).toBe(1)
  expect(printed(get('late-error').code[1])).not.toContain('never reached')
})

test('a rejection nobody waits for is an error of its cell', () => {
  expect(errorsOf('floating-rejection', 1)).toMatchObject([{ ename: 'Error', evalue: 'nobody waits for it' }])
  expect(printed(get('floating-rejection').code[0])).toBe('said before\n')
  expect(get('floating-rejection').code[1].execution_count).toBeNull()
})

test('process.exit() is an error of its cell, and loses nothing', () => {
  expect(errorsOf('process-exit', 1)).toMatchObject([{ ename: 'ProcessExit', evalue: expect.stringContaining('process.exit(3)') as string }])
  expect(printed(get('process-exit').code[0])).toBe('said before\n')
})

test('a cell that kills its process is told so', () => {
  expect(errorsOf('killed', 1)).toMatchObject([{ ename: 'CELL_PROCESS_DIED', evalue: expect.stringContaining('SIGKILL') as string }])
})

test.each(['endless-loop', 'endless-after-await'])('%s: a cell that never ends is ended, and what it said is kept', name => {
  expect(errorsOf(name, 1)).toMatchObject([{ ename: 'CELL_TIMEOUT', evalue: 'cell 1 was still running after 3 s' }])
  if (name === 'endless-loop') expect(printed(get(name).code[0])).toBe('said before\n')
})

test('a signal ends the cells at once', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'tidemark-'))
  const pidFile = join(dir, 'pid')
  try {
    const stop = new AbortController()
    const run = play('endless-print', { signal: stop.signal, env: { ...process.env, TIDEMARK_TEST_PID_FILE: pidFile } }).catch((error: unknown) => error)
    while (!existsSync(pidFile) || readFileSync(pidFile, 'utf8') === '') await new Promise(resolve => setTimeout(resolve, 50))
    stop.abort()
    const error = await run
    expect(isTidemarkError(error) && error.code).toBe('RUN_INTERRUPTED')
    expect(isAlive(Number(readFileSync(pidFile, 'utf8')))).toBe(false)
  } finally {
    rmSync(dir, { recursive: true })
  }
})

test('a notebook of another language is refused before anything starts', async () => {
  await expect(play('python')).rejects.toMatchObject({ code: 'NOTEBOOK_LANGUAGE', message: expect.stringContaining("'python'") as string })
})
