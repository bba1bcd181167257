import { area, bar, histogram, kpi, line, point, smallMultiples, vegaLite, type Chart } from '../../src/display/charts'
import { renderSvg } from '../../src/display/render-svg'
import { at, hourlyLogins, rows, windowOf } from './golden'

const logins = hourlyLogins(2, ['ada'])

test.each<[string, () => unknown, string]>([
  ['grouped bars without a colour', () => bar({ x: 'a', y: 'b', stack: 'grouped' }), 'grouped bars need a color to divide them by'],
  ['shares without a colour', () => bar({ x: 'a', y: 'b', stack: 'normalized' }), 'normalized bars need a color to divide them by'],
  ['half a band', () => line({ x: 'a', y: 'b', band: { low: 'a' } as never }), 'a band needs two columns'],
  ['no bin', () => histogram({ x: 'a', bins: 0 }), 'bins is 0, and a histogram has 1 to 200'],
  ['half a bin', () => histogram({ x: 'a', bins: 2.5 }), 'bins is 2.5, and a histogram has 1 to 200'],
  ['no point', () => point({ x: 'a', y: 'b', limit: 0 }), 'limit is 0, and a chart shows at least one point'],
  ['no tile', () => kpi({ value: [] }), 'kpi has 0 values, and it shows 1 to 6'],
  ['a panel of tiles', () => smallMultiples(kpi({ value: 'n' }), { by: 'a' }), 'smallMultiples takes no kpi'],
  ['a panel of one\'s own spec', () => smallMultiples(vegaLite({ mark: 'point' }), { by: 'a' }), 'smallMultiples takes no vegaLite'],
  ['panels of panels', () => smallMultiples(smallMultiples(bar({ x: 'a', y: 'b' }), { by: 'a' }), { by: 'b' }), 'smallMultiples takes no smallMultiples'],
  ['no column of panels', () => smallMultiples(bar({ x: 'a', y: 'b' }), { by: 'a', columns: 0 }), 'columns is 0, and smallMultiples needs a whole number from 1'],
])('%s is refused when it is made', (_, make, message) => {
  expect(make).toThrow(expect.objectContaining({ code: 'INVALID_CHART', message: expect.stringContaining(message) as string, hint: expect.any(String) as string }) as Error)
})

test.each<[string, Chart, string]>([
  ['an area over names', area({ x: 'user', y: 'logins' }), "an area needs a time or a number on x, and 'user' is a name"],
  ['a line over names', line({ x: 'user', y: 'logins' }), "a line needs a time or a number on x, and 'user' is a name"],
  ['an area of texts', area({ x: 'window', y: 'user' }), "y needs a number, and 'user' is STRING"],
  ['a band of texts', line({ x: 'window', y: 'logins', band: { low: 'logins', high: 'user' } }), "the high end of a band needs a number, and 'user' is STRING"],
  ['a size of texts', point({ x: 'window', y: 'logins', size: 'user' }), "size needs a number, and 'user' is STRING"],
  ['a histogram of texts', histogram({ x: 'user' }), "a histogram needs a number or a time, and 'user' is STRING"],
  ['bars of moments side by side', bar({ x: 'window.end', y: 'logins', color: 'user', stack: 'grouped' }), "grouped bars need windows or names on x, and 'window.end' is TIMESTAMP"],
])('%s is refused, by the column and with a way out', (_, chart, message) => {
  expect(() => chart.draw({ batch: logins, open: [], colors: new Map() })).toThrow(expect.objectContaining({ code: 'INVALID_CHART', message: expect.stringContaining(message) as string, hint: expect.any(String) as string }) as Error)
})

const schema = 'window STRUCT<start: TIMESTAMP, end: TIMESTAMP>, user STRING, n INT, ms DOUBLE, at TIMESTAMP, day DATE'
const little: readonly [string, readonly object[]][] = [
  ['no row', []], ['one row', [{ window: windowOf(3), user: 'ada', n: 4, ms: 2.5, at: at(3) }]], ['nulls alone', [{}, {}, {}]],
  ['zeros', [{ window: windowOf(3), user: 'ada', n: 0, ms: 0, at: at(3) }, { window: windowOf(4), user: 'eve', n: 0, ms: -0, at: at(3) }]],
  ['what is no number', [{ window: windowOf(3), user: '', n: 1, ms: NaN, at: at(3) }, { window: windowOf(4), user: 'eve', n: -1, ms: Infinity, at: at(3) }]],
]
const charts: readonly Chart[] = [
  area({ x: 'window', y: 'n', color: 'user' }), area({ x: 'n', y: 'ms', stack: 'normalized' }), area({ x: 'day', y: 'ms', color: 'user' }),
  bar({ x: 'window', y: 'n', color: 'user', stack: 'grouped' }), bar({ x: 'window', y: 'ms', color: 'user', stack: 'normalized' }), bar({ x: 'user', y: 'n', color: 'user', stack: 'grouped' }),
  point({ x: 'n', y: 'ms', size: 'n', color: 'user' }), point({ x: 'user', y: 'ms', color: 'ms' }), point({ x: 'window', y: 'ms', zone: 'Asia/Kolkata' }),
  histogram({ x: 'ms' }), histogram({ x: 'n', y: 'ms', color: 'user' }), histogram({ x: 'at', zone: 'Europe/Berlin' }), histogram({ x: 'day' }),
  line({ x: 'window', y: 'n', band: { low: 'n', high: 'ms' } }), kpi({ value: ['n', 'ms'], over: 'window' }), kpi({ value: 'ms' }), kpi({ value: 'n', over: 'user' }),
  smallMultiples(line({ x: 'window', y: 'n' }), { by: 'user' }), smallMultiples(histogram({ x: 'ms' }), { by: 'n' }), smallMultiples(point({ x: 'user', y: 'ms', color: 'user' }), { by: 'window' }),
]

test.each(little)('every chart of %s is a whole picture, twice the same', async (_, of) => {
  const batch = rows(schema, of)
  for (const chart of charts) {
    const { spec, title } = chart.draw({ batch, open: [], colors: new Map() })
    const svg = await renderSvg(spec)
    expect([chart.kind, /.{40}(NaN|Infinity|undefined|null[^)]).{10}/.exec(svg)?.[0]]).toEqual([chart.kind, undefined])
    expect(title).toMatch(/^\S.*\S$/)
    expect(JSON.stringify(chart.draw({ batch, open: [], colors: new Map() }).spec)).toBe(JSON.stringify(spec))
    if (of.length === 0) expect(svg).toContain('No rows yet')
  }
}, 60_000)
