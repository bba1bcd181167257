import { kpi } from '../../src/display/charts'
import { golden, hourlyLogins, latencies, openWindow, rows } from './golden'

golden('kpi-of-windows', kpi({ value: 'logins', over: 'window.start', unit: 'logins' }), { batch: hourlyLogins(8, ['ada', 'grace']), open: [openWindow(7)] })

golden('kpi-of-three', kpi({ value: ['p50', 'p5', 'p95'], over: 'window', fold: 'mean', unit: 'ms', good: 'down', title: 'Latency' }), { batch: latencies(['a', 'b']), open: [openWindow(11)] })

golden('kpi-of-rows', kpi({ value: 'n' }), { batch: rows('n INT', [{ n: 3 }, { n: null }, { n: 8 }, { n: 8 }]), open: [] })

test.each([
  [[4, 5], '▲ 25%', 'up 25% from 4 before'],
  [[4, 1], '▼ 75%', 'down 75% from 4 before'],
  // A share of nothing, or of less, says nothing.
  [[0, 5], '▲ 5', 'up 5 from 0 before'],
  [[-4, 5], '▲ 9', 'up 9 from -4 before'],
  [[4, 4], 'no change', 'as much as 4 before'],
])('from %j: %s', (values, shown, said) => {
  const { spec } = kpi({ value: 'n' }).draw({ batch: rows('n INT', values.map(n => ({ n }))), open: [], colors: new Map() })
  expect(JSON.stringify(spec)).toContain(`"text":"${shown}"`)
  expect(JSON.stringify(spec)).toContain(`, ${said}"`)
})
