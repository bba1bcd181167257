import { vegaLite } from '../../src/display/charts'
import { golden, hourlyLogins } from './golden'

golden('vega-lite-scatter', vegaLite({
  title: 'Logins', height: 120, mark: { type: 'point', tooltip: true },
  encoding: {
    x: { field: 'window.start', type: 'temporal', scale: { type: 'utc' }, title: 'Hour (UTC)' },
    y: { field: 'logins', type: 'quantitative' }, shape: { field: 'user', type: 'nominal' },
  },
}), { batch: hourlyLogins(6, ['ada', 'grace']), open: [] })

test.each([
  [{ mark: 'bar', data: { url: 'https://example.org/x.csv' } }, 'spec.data is not taken: the rows are the frame that display gets'],
  [{ layer: [{ mark: { type: 'image' } }] }, 'spec.layer[0].mark is an image, and a chart loads nothing'],
  [{ mark: 'point', encoding: { href: { field: 'user' } } }, 'spec.encoding.href is not taken: a chart links nowhere'],
  [{ mark: 'point', transform: [{ lookup: 'a', from: { data: { url: 'x' }, key: 'a' } }] }, 'spec.transform[0].from.data is not taken: the rows are the frame that display gets'],
  [{ mark: 'bar', usermeta: {} }, 'spec.usermeta is not taken: it tells the page how to embed the chart'],
  [{ mark: 'bar', encoding: { x: { title: () => 'x' } } }, 'spec.encoding.x.title is a function, and a spec is plain JSON'],
])('a spec that would load or link is refused: %j', (spec, message) => {
  expect(() => vegaLite(spec)).toThrow(message)
})
