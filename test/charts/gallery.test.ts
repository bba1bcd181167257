import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import * as tidemark from '../../src'
import type { MimeBundle } from '../../src/core/cell-output'
import { renderSvg } from '../../src/display/render-svg'
import { isCode, parseNotebook } from '../../src/notebook'
import { recordCell } from '../display/recording-cell'
import { hold } from './golden'

/** Each entry of the gallery is its own golden test: what its cell shows is held against `expected/gallery-<cell>`. */

const root = join(__dirname, '../..')
const cells = parseNotebook(readFileSync(join(root, 'notebooks/gallery.ipynb'), 'utf8'), 'gallery.ipynb').cells.filter(isCode)
  .map(cell => ({ id: cell.id, code: cell.source }))
const shown = new Map<string, MimeBundle>()

beforeAll(async () => {
  const recorded = recordCell(true)
  // As a notebook has them: one scope, one cell after the other.
  const code = cells.map(cell => `${cell.code}\ndone(${JSON.stringify(cell.id)})`).join('\n')
  const { outputText } = ts.transpileModule(code, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS } })
  const done = (id: string): void => {
    const last = recorded.outputs.at(-1)?.at(-1)
    if (last !== undefined && ![...shown.values()].includes(last)) shown.set(id, last)
  }
  const run = (0, eval)(`(exports, require, done) => (async () => {${outputText}\n})()`) as (exports: object, require: (name: string) => unknown, done: (id: string) => void) => Promise<void>
  await run({}, () => tidemark, done)
}, 120_000)

afterAll(async () => { await tidemark.spark.stop() })

test.each(cells.filter(cell => cell.id !== 'frames'))('gallery: $id', async ({ id }) => {
  const bundle = shown.get(String(id)) ?? {}
  const svg = bundle['image/svg+xml']
  if (typeof svg !== 'string') return hold(`gallery-${id}.html`, `${String(bundle['text/html'])}\n`)
  const { config: _, ...spec } = bundle['application/vnd.vegalite.v5+json'] as Record<string, unknown>
  hold(`gallery-${id}.json`, `${JSON.stringify(spec)}\n`)
  hold(`gallery-${id}.svg`, `${svg.replaceAll('><', '>\n<')}\n`)
  // Every mark that is seen says what it is.
  expect(svg).toMatch(/aria-label="[^"]+: [\d,.]+/)
  expect(await renderSvg(spec)).toBeDefined()
}, 30_000)

test('there is an entry for every kind of chart', () => {
  const notKinds = new Set(readdirSync(join(root, 'src/display/charts')).filter(name => !/export function \w+<const|export function vegaLite/.test(readFileSync(join(root, 'src/display/charts', name), 'utf8'))))
  const kinds = readdirSync(join(root, 'src/display/charts')).filter(name => !notKinds.has(name)).map(name => name.replace('.ts', ''))
  expect(kinds).toEqual(['area', 'bar', 'heatmap', 'histogram', 'kpi', 'line', 'point', 'small-multiples', 'vega-lite'])
  for (const kind of kinds) expect(existsSync(join(__dirname, 'expected', `gallery-${kind}.svg`))).toBe(true)
})
