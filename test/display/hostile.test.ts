import { Parser } from 'htmlparser2'
import { compile, type TopLevelSpec } from 'vega-lite'
import { batchOfRows } from '../../src/batch/rows'
import { field, struct, INT, STRING } from '../../src/core/data-type'
import type { Batch } from '../../src/batch/batch'
import { area, bar, heatmap, histogram, kpi, line, point, smallMultiples, vegaLite, type Chart } from '../../src/display/charts'
import { chartBundle, frameBundle } from '../../src/display/chart-bundle'
import { batchTable, rowsTable, tableHtml, tableText } from '../../src/display/table'
import { DATA_TABLE_MIME } from '../../src/core/cell-output'
import { HOSTILE, HOSTILE_NAMES } from './hostile'

declare global { var pwned: unknown }

const TABLE_TAGS = ['table', 'caption', 'thead', 'tbody', 'tr', 'th', 'td', 'br', 'small', 'em', 'p']
const SVG_TAGS = ['svg', 'g', 'path', 'rect', 'text', 'title', 'defs', 'clipPath', 'linearGradient', 'stop', 'line', 'tspan']

interface Parsed { readonly tags: Set<string>; readonly attributes: Set<string>; readonly text: string; readonly others: number }

function parse(markup: string, xmlMode: boolean): Parsed {
  const tags = new Set<string>()
  const attributes = new Set<string>()
  const texts: string[] = []
  let others = 0
  const parser = new Parser({
    onopentag: (name, given) => { tags.add(name); Object.keys(given).forEach(one => attributes.add(one)) },
    ontext: text => { texts.push(text) },
    oncomment: () => { others++ }, oncdatastart: () => { others++ }, onprocessinginstruction: () => { others++ },
  }, { xmlMode, decodeEntities: true })
  parser.end(markup)
  return { tags, attributes, text: texts.join(''), others }
}

/** Markup of ours only, whatever the data are: tags and attributes from the list, nothing that acts. */
function expectInert(markup: string, allowed: readonly string[], xml: boolean): Parsed {
  const parsed = parse(markup, xml)
  expect([...parsed.tags].filter(tag => !allowed.includes(tag))).toEqual([])
  expect([...parsed.attributes].filter(name => /^on|href|^src|^formaction/.test(name))).toEqual([])
  expect(parsed.others).toBe(0)
  expectVisible(markup)
  return parsed
}

/** Nothing that a terminal acts on or that turns text around; line feeds are ours. */
function expectVisible(text: string): void {
  expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069\ufeff]/)
  expect(text).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/)
}

const schema = struct([field('user', STRING), field('n', INT)])
const hostile = batchOfRows(schema, HOSTILE.map((user, n) => ({ user, n: n + 1 })))

afterEach(() => {
  expect(globalThis.pwned).toBeUndefined()
  expect(Object.prototype).not.toHaveProperty('polluted')
})

test('a table shows hostile text as text', () => {
  const { text } = expectInert(tableHtml(batchTable(hostile), { width: 100 }), TABLE_TAGS, false)
  for (const payload of HOSTILE.slice(0, 14)) expect(text).toContain(payload)
  expect(text).toContain('␛[31mred')
  expect(text).toContain(`${'<'.repeat(100)}… (1,048,576 characters)`)
  expectVisible(tableText(batchTable(hostile), { limit: 100 }))
})

test('hostile column names, and rows made of anything, are text', () => {
  const names = struct(HOSTILE_NAMES.map(name => field(name, STRING)))
  const of = batchOfRows(names, [Object.fromEntries(HOSTILE_NAMES.map(name => [name, name]))])
  const { text } = expectInert(tableHtml(batchTable(of)), TABLE_TAGS, false)
  expect(text).toContain('<b>name</b>')
  const rows: unknown[] = [JSON.parse('{"__proto__": {"polluted": "<i>"}, "a": 1}'), new Map([['<k>', HOSTILE]]), HOSTILE, null, { deep: nested(2000) }, '<b>', 10n ** 30n]
  expectInert(tableHtml(rowsTable(rows)), TABLE_TAGS, false)
})

const charts: readonly [string, Chart][] = [
  ['bars by name', bar({ x: 'user', y: 'n', limit: 100 })],
  ['stacked bars', bar({ x: 'user', y: 'n', color: 'user' })],
  ['lines', line({ x: 'n', y: 'n', color: 'user' })],
  ['a heat map', heatmap({ x: 'user', y: 'user', color: 'n' })],
  ['areas', area({ x: 'n', y: 'n', color: 'user' })],
  ['grouped bars', bar({ x: 'user', y: 'n', color: 'user', stack: 'grouped' })],
  ['points', point({ x: 'user', y: 'n', size: 'n', color: 'user' })],
  ['a histogram', histogram({ x: 'n', color: 'user' })],
  ['tiles', kpi({ value: 'n', over: 'user' })],
  ['small multiples', smallMultiples(bar({ x: 'user', y: 'n', color: 'user' }), { by: 'user' })],
  ['a spec of one\'s own', vegaLite({ mark: 'bar', encoding: { x: { field: 'user', type: 'nominal' }, y: { field: 'n', type: 'quantitative' }, tooltip: { field: 'user' } } })],
]

test.each(charts)('%s show hostile text as text', async (_, chart) => {
  const bundle = await chartBundle(chart, { batch: hostile, open: [], colors: new Map() })
  expectSafeBundle(bundle)
  // A frame that will be redrawn stands in the page itself.
  const drawing = { batch: hostile, open: [], colors: new Map<string, number>() }
  const frame = await frameBundle(chart.draw(drawing), drawing, [], 0)
  expectInert(String(frame.bundle['text/html']), [...SVG_TAGS.map(tag => tag.toLowerCase()), 'div'], false)
})

test.each(charts.filter(([, chart]) => chart.kind !== 'kpi'))('%s draw values that every object has as its own', async (_, chart) => {
  const batch = batchOfRows(schema, ['__proto__', 'constructor', 'ann'].map((user, n) => ({ user, n: n + 1 })))
  const svg = String((await chartBundle(chart, { batch, open: [], colors: new Map() }))['image/svg+xml'])
  for (const user of ['__proto__', 'constructor', 'ann']) expect(svg).toContain(user)
})

test('a chart whose data Vega cannot draw says so', async () => {
  const batch = batchOfRows(schema, [{ user: 'ann', n: 1 }])
  const chart = vegaLite({ transform: [{ calculate: "replace(datum.user, 'ann', 'constructor')", as: 'name' }], mark: 'bar', encoding: { x: { field: 'name', type: 'nominal' }, y: { field: 'n', type: 'quantitative', stack: 'zero' }, color: { field: 'user', type: 'nominal' } } })
  await expect(chartBundle(chart, { batch, open: [], colors: new Map() })).rejects.toMatchObject({ code: 'CHART_NOT_DRAWN' })
})

test.each(HOSTILE_NAMES)('a chart over a column named %j is a chart', async name => {
  const quoted = `\`${name}\``
  const of: Batch = batchOfRows(struct([field(name, STRING), field('n', INT)]), [Object.fromEntries([[name, 'a'], ['n', 1]]), Object.fromEntries([[name, 'b'], ['n', 2]])])
  for (const chart of [bar({ x: quoted, y: 'n', color: quoted }), heatmap({ x: quoted, y: 'n', color: 'n' }), line({ x: 'n', y: 'n', color: quoted }), area({ x: 'n', y: 'n', color: quoted }), point({ x: quoted, y: 'n', color: quoted }), kpi({ value: 'n', over: quoted }), smallMultiples(point({ x: quoted, y: 'n' }), { by: quoted })]) {
    const bundle = await chartBundle(chart, { batch: of, open: [], colors: new Map() })
    expectSafeBundle(bundle)
    expect(bundle['image/svg+xml']).toContain(': 2')
  }
})

test('names that would change a prototype get another key in a spec of one\'s own', () => {
  const of = batchOfRows(struct([field('__proto__', STRING)]), [JSON.parse('{"__proto__": "x"}') as object])
  const { spec, notes } = vegaLite({ mark: 'point' }).draw({ batch: of, open: [], colors: new Map() })
  expect(spec.data).toEqual({ values: [{ __proto___: 'x' }] })
  expect(notes).toHaveLength(1)
})

function expectSafeBundle(bundle: Readonly<Record<string, unknown>>): void {
  expectInert(String(bundle['image/svg+xml']), SVG_TAGS, true)
  expectInert(String(bundle[DATA_TABLE_MIME]), TABLE_TAGS, false)
  expectVisible(String(bundle['text/plain']))
  const spec = JSON.stringify(bundle['application/vnd.vegalite.v5+json'])
  expectVisible(spec)
  expect(spec.length).toBeLessThan(200_000)
  // Also as Vega-Lite compiles it: a list to sort by, say, becomes an expression there.
  const compiled = compile(bundle['application/vnd.vegalite.v5+json'] as TopLevelSpec).spec
  for (const expression of expressionsIn(compiled)) expect(expression).not.toMatch(/pwned|<script|onerror/)
}

/** Every text of a spec that Vega would read as an expression. */
function expressionsIn(of: unknown): string[] {
  if (Array.isArray(of)) return of.flatMap(expressionsIn)
  if (typeof of !== 'object' || of === null) return []
  return Object.entries(of).flatMap(([key, value]) =>
    key === 'values' ? [] : ['expr', 'signal', 'test', 'labelExpr', 'calculate', 'filter', 'update', 'init'].includes(key) && typeof value === 'string' ? [value] : expressionsIn(value))
}

function nested(depth: number): unknown {
  let of: unknown = '<b>'
  for (let i = 0; i < depth; i++) of = i % 2 === 0 ? [of] : { of }
  return of
}
