import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { functionNames } from '../../src/expr/registry'
import '../../src/expr/functions'
import { sourceFiles, src, target, type SourceFile } from './rooms'

// How many files of src/ a thing of each kind may touch: those that hold its name as a string, or import its file.
// CONTRIBUTING's table, less the tests; the command line is not counted.
const files = sourceFiles().filter(file => file.room !== 'cli')
const names = new Set(files.map(file => file.path))

function touching(literal: string, own: string, importing = true): string[] {
  const quoted = new RegExp(`['"]${literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}['"]`)
  return files.filter(file => file.path !== own && (quoted.test(file.text) || (importing && imports(file, own)))).map(file => file.path)
}

function imports(file: SourceFile, own: string): boolean {
  return file.imports.some(specifier => target(file, specifier, names) === own)
}

/** A folder counts as one. */
function folders(paths: readonly string[], folder: string): string[] {
  return [...new Set(paths.map(path => (path.startsWith(folder) ? folder : path)))]
}

const kinds = readdirSync(join(src, 'plan/nodes')).map(name => name.replace('.ts', ''))

// Elsewhere the same word means another thing: a class of functions in expr, a frame's shape in api.
const planned = new Set(['plan', 'engine', 'display', 'connect', 'sql'])

test.each(kinds)('the operator %s is named in at most 8 files beside its node', kind => {
  const named = touching(kind, `plan/nodes/${kind}.ts`, false).filter(path => planned.has(path.split('/')[0]))
  expect(named.length).toBeLessThanOrEqual(8)
})

test('a function is named in its family\'s file and hardly anywhere else', () => {
  // These are kinds of types too, and units of time, which other functions and intervals take as words.
  const words = ['array', 'struct', 'map', 'year', 'quarter', 'month', 'hour', 'minute', 'second']
  const spread = functionNames().filter(name => !words.includes(name)).map(name => ({ name, count: files.filter(file => file.room === 'expr' && new RegExp(`['"]${name}['"]`).test(file.text)).length })).filter(({ count }) => count > 3)
  expect(spread).toEqual([])
})

const connectors = readdirSync(join(src, 'connectors')).filter(name => !name.endsWith('.ts'))

test.each(connectors)('the connector %s touches at most 4 places', name => {
  const folder = `connectors/${name}/`
  const importing = files.filter(file => file.imports.some(specifier => target(file, specifier, names)?.startsWith(folder))).map(file => file.path)
  // The workspace starts a broker and fills it: tools beside the connector, not part of adding one.
  expect(folders(importing.filter(path => !path.startsWith('workspace/')), folder).length).toBeLessThanOrEqual(4)
})

const charts = ['area', 'bar', 'heatmap', 'histogram', 'kpi', 'line', 'point', 'small-multiples', 'vega-lite']

test.each(charts)('the chart %s touches at most 3 files', name => {
  expect(touching(name, `display/charts/${name}.ts`).filter(path => path.startsWith('display/charts/')).length).toBeLessThanOrEqual(3)
})
