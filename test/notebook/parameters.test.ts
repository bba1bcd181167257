import { declaredParameters, fitted } from '../../src/notebook/parameters/declared-parameters'
import { injectParameters } from '../../src/notebook/parameters/inject-parameters'
import type { Cell, Notebook } from '../../src/notebook'
import { refusal } from '../support/refuses'

const cell = (source: string, ...tags: string[]): Cell => ({ cell_type: 'code', id: `c-${source.length}`, metadata: tags.length === 0 ? {} : { tags }, source, execution_count: null, outputs: [] })
const notebook = (...cells: Cell[]): Notebook => ({ metadata: {}, nbformat: 4, nbformat_minor: 5, cells })
const sources = (of: Notebook): string[] => of.cells.map(one => one.source)

const declaring = `// what can be changed
const day = '2021-10-29'  // the last one
let top: number = 1_000
const live = false;
const users: string[] = ["ann", "bob"]
const quoted = 'it\\'s "so"'
const nothing = null
const made = spark.range(3)
  const indented = 1`

test('declared variables and their literals', () => {
  expect(declaredParameters(declaring)).toEqual([
    { keyword: 'const', name: 'day', annotation: '', value: '2021-10-29' },
    { keyword: 'let', name: 'top', annotation: ': number', value: 1000 },
    { keyword: 'const', name: 'live', annotation: '', value: false },
    { keyword: 'const', name: 'users', annotation: ': string[]', value: ['ann', 'bob'] },
    { keyword: 'const', name: 'quoted', annotation: '', value: 'it\'s "so"' },
    { keyword: 'const', name: 'nothing', annotation: '', value: null },
    { keyword: 'const', name: 'made', annotation: '', value: undefined },
  ])
})

test('a cell with the given values stands behind the one that declares them', () => {
  const { notebook: injected, used, declared } = injectParameters(notebook(cell('before'), cell(declaring, 'parameters'), cell('behind')), {
    day: "it's \\ 2021\nand </script>", top: '5', live: 'true', users: 'cy, dee', other: 'x',
  })
  expect(sources(injected)).toEqual(['before', declaring, `// Parameters
const day = 'it\\'s \\\\ 2021\\nand </script>'
let top: number = 5
const live = true
const users: string[] = ["cy","dee"]`, 'behind'])
  expect(injected.cells[2].metadata).toEqual({ tags: ['injected-parameters'] })
  expect(used).toEqual(['day', 'top', 'live', 'users'])
  expect(declared).toMatchObject({ top: 5, quoted: 'it\'s "so"', nothing: null })
  expect(declared).not.toHaveProperty('made')
  expect(declared).not.toHaveProperty('other')
})

test('a cell injected by an earlier run goes; without parameters nothing is added', () => {
  const old = notebook(cell('const a = 1', 'parameters'), cell('const a = 2', 'injected-parameters'), cell('a'))
  expect(sources(injectParameters(old, {}).notebook)).toEqual(['const a = 1', 'a'])
  expect(sources(injectParameters(old, { a: 3 }).notebook)).toEqual(['const a = 1', '// Parameters\nconst a = 3', 'a'])
  const plain = notebook(cell('const a = 1'))
  expect(injectParameters(plain, { a: 3 })).toMatchObject({ notebook: plain, used: [] })
})

test('a text that cannot be what the variable was is refused', () => {
  const [top] = declaredParameters('const top = 3')
  expect(refusal(() => fitted('many', top))).toMatchObject({ code: 'INVALID_PARAMETER', message: "the parameter 'top' is a number, and was given a text that is none" })
  expect(refusal(() => fitted('', top)).code).toBe('INVALID_PARAMETER')
  expect(fitted(7, top)).toBe(7)
  expect(refusal(() => fitted('yes', declaredParameters('const live = true')[0])).code).toBe('INVALID_PARAMETER')
  expect(fitted('yes', declaredParameters('const made = f()')[0])).toBe('yes')
})
