import { isCode, tagsOf, type Cell, type CodeCell, type Notebook } from '../nbformat'
import { declaredParameters, fitted, type Literal } from './declared-parameters'

export type Parameters = Readonly<Record<string, unknown>>

export interface Injected {
  readonly notebook: Notebook
  /** What the cell tagged `parameters` declares, with the values in force. */
  readonly declared: Readonly<Record<string, Literal>>
  /** The given parameters that it names. */
  readonly used: readonly string[]
}

/**
 * papermill's convention: behind the cell tagged `parameters` stands one tagged `injected-parameters`, which declares its
 * variables again with the values given. One from an earlier run goes.
 *
 * @throws INVALID_PARAMETER
 */
export function injectParameters(source: Notebook, given: Parameters): Injected {
  const cells = source.cells.filter(cell => !tagsOf(cell).includes('injected-parameters'))
  const at = cells.findIndex(cell => isCode(cell) && tagsOf(cell).includes('parameters'))
  if (at < 0) return { notebook: { ...source, cells }, declared: {}, used: [] }
  const variables = declaredParameters(cells[at].source)
  const named = variables.filter(one => Object.hasOwn(given, one.name)).map(one => ({ ...one, value: fitted(given[one.name], one) }))
  const declared = Object.fromEntries([...variables, ...named].flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])))
  if (named.length === 0) return { notebook: { ...source, cells }, declared, used: [] }
  const lines = named.map(({ keyword, name, annotation, value }) => `${keyword} ${name}${annotation} = ${literalText(value)}`)
  const injected: CodeCell = {
    cell_type: 'code', ...(cells[at].id === undefined ? {} : { id: freeId(cells, `${cells[at].id}-injected`) }),
    metadata: { tags: ['injected-parameters'] }, source: `// Parameters\n${lines.join('\n')}`, execution_count: null, outputs: [],
  }
  return { notebook: { ...source, cells: [...cells.slice(0, at + 1), injected, ...cells.slice(at + 1)] }, declared, used: named.map(one => one.name) }
}

/** As house style writes a literal. */
function literalText(value: Literal): string {
  if (typeof value === 'string') return `'${JSON.stringify(value).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`
  return JSON.stringify(value)
}

/** Ids are at most 64 characters, and one cell's own. */
function freeId(cells: readonly Cell[], wanted: string): string {
  const taken = new Set(cells.map(cell => cell.id))
  const stem = wanted.slice(-60)
  for (let i = 1; ; i++) {
    const id = i === 1 ? stem : `${stem}-${i}`
    if (!taken.has(id)) return id
  }
}
