import { compile, type TopLevelSpec } from 'vega-lite'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { View, parse, None } from 'vega'
import { area, bar, line, point, type Chart, type Drawing } from '../../src/display/charts'
import { withControls } from '../../src/display/charts/controls'
import { chartBundle } from '../../src/display/chart-bundle'
import { hourlyLogins, latencies, openWindow, requests } from './golden'

const MIME = 'application/vnd.vegalite.v5+json'
const drawing: Drawing = { batch: hourlyLogins(6, ['ada', 'grace']), open: [openWindow(5)], colors: new Map() }
const band: Drawing = { ...drawing, batch: latencies(['a', 'b']) }

const charts: readonly [string, Chart, Drawing, readonly string[]][] = [
  ['a unit spec with ranged bars', bar({ x: 'window', y: 'logins', color: 'user' }), drawing, ['zoom', 'pick']],
  ['grouped bars of windows', bar({ x: 'window', y: 'logins', color: 'user', stack: 'grouped' }), drawing, ['zoom', 'pick']],
  ['bars of names', bar({ x: 'user', y: 'logins', color: 'user' }), drawing, ['pick']],
  ['a layered line with its band', line({ x: 'window', y: 'p50', color: 'host', band: { low: 'p5', high: 'p95' } }), band, ['zoom', 'pick']],
  ['a line without colours', line({ x: 'window', y: 'logins' }), drawing, ['zoom']],
  ['layered areas', area({ x: 'window', y: 'logins', color: 'user' }), drawing, ['zoom', 'pick']],
  ['points', point({ x: 'bytes', y: 'ms', color: 'status', size: 'load' }), { ...drawing, batch: requests(20) }, ['zoom', 'pick']],
]

test.each(charts)('%s: the same picture with what a reader can do to it', async (_, chart, of, names) => {
  const { spec, controls } = chart.draw({ ...of, colors: new Map() })
  const still = withControls(spec, controls)
  const warnings: unknown[] = []
  const logger = { level: () => logger, warn: (...of: unknown[]) => { warnings.push(...of); return logger }, error: () => logger, info: () => logger, debug: () => logger }
  const compiled = compile(JSON.parse(JSON.stringify(still)) as TopLevelSpec, { logger: logger as never }).spec
  expect(warnings).toEqual([])
  expect((compiled.signals ?? []).map(signal => signal.name).concat((compiled.marks ?? []).flatMap(mark => ('signals' in mark ? mark.signals ?? [] : []).map(signal => signal.name)))).toEqual(expect.arrayContaining([...names]))
  const [plain, live] = await Promise.all([marksOf(spec), marksOf(still)])
  expect(live).toEqual(plain)
  expect(live.length).toBeGreaterThan(2)
})

test('a click on a legend\'s entry dims the marks of the others, and nothing before that', async () => {
  const { spec, controls } = bar({ x: 'user', y: 'logins', color: 'user' }).draw({ ...drawing, colors: new Map() })
  const view = viewOf(withControls(spec, controls))
  await view.runAsync()
  const opacities = (): Record<string, number> => Object.fromEntries(barsOf(view).map(item => [item.datum.color, item.opacity ?? 1]))
  expect(opacities()).toEqual({ ada: 1, grace: 1 })
  view.signal('pick_color_legend', 'ada')
  await view.runAsync()
  expect(opacities()).toEqual({ ada: 1, grace: 0.1 })
  view.finalize()
})

test('a frame that is soon redrawn takes no clicks', async () => {
  const chart = bar({ x: 'window', y: 'logins', color: 'user' })
  expect(JSON.stringify((await chartBundle(chart, drawing))[MIME])).toContain('"params"')
  expect(JSON.stringify(chart.draw(drawing).spec)).not.toContain('"params"')
})

test('what is drawn on paper holds nothing that acts', () => {
  for (const name of readdirSync(join(__dirname, 'expected')).filter(one => one.endsWith('.svg'))) {
    expect(readFileSync(join(__dirname, 'expected', name), 'utf8')).not.toMatch(/<script| on\w+=|cursor/)
  }
})

function viewOf(spec: object): View {
  return new View(parse(compile(JSON.parse(JSON.stringify(spec)) as TopLevelSpec).spec), { renderer: 'none', logLevel: None })
}

interface Item { readonly datum: { readonly color: string }; readonly opacity?: number }

function barsOf(view: View): Item[] {
  const found: Item[] = []
  const walk = (item: { readonly marktype?: string; readonly role?: string; readonly items?: readonly unknown[] }): void => {
    if (item.marktype === 'rect' && item.role === 'mark') found.push(...item.items as Item[])
    else (item.items ?? []).forEach(one => walk(one as Parameters<typeof walk>[0]))
  }
  walk((view.scenegraph() as unknown as { readonly root: Parameters<typeof walk>[0] }).root)
  return found
}

/** Shapes, colours and sentences of the marks, without the frames around them. */
async function marksOf(spec: object): Promise<string[]> {
  const view = viewOf(spec)
  const svg = await view.toSVG()
  view.finalize()
  return [...svg.matchAll(/<(?:path|text)[^>]*>/g)].map(([mark]) => mark.replace(/ (?:clip-path|cursor|style|class)="[^"]*"| opacity="1"/g, '')).filter(mark => !/fill="(?:transparent|none)"|class="|display="none"/.test(mark) && !/d="M0\.?5?,0\.?5?h/.test(mark))
}
