import { line } from '../../src/display/charts'
import { at, golden, hourlyLogins, latencies, openWindow, rows, windowOf } from './golden'

golden('line-of-windows', line({ x: 'window', y: 'logins', color: 'user' }), {
  batch: hourlyLogins(30, ['ada', 'grace', 'Çelik']), open: [openWindow(28), openWindow(29)],
})

golden('line-with-gaps', line({ x: 'window.start', y: 'logins', unit: 'logins' }), {
  batch: rows('window STRUCT<start: TIMESTAMP, end: TIMESTAMP>, logins INT', [0, 1, 2, 5, 7, 8].map(hour => ({ window: windowOf(hour), logins: hour + 1 }))),
  open: [],
})

golden('line-of-times', line({ x: 'at', y: 'ms', missing: 'connect' }), {
  batch: rows('at TIMESTAMP, ms DOUBLE', [0, 24, 72, 96].map(hour => ({ at: at(hour), ms: 10.5 + hour / 7 }))), open: [],
})

golden('line-with-band', line({ x: 'window', y: 'p50', color: 'host', band: { low: 'p5', high: 'p95' }, unit: 'ms', title: 'Latency' }), {
  batch: latencies(['a', 'b']), open: [openWindow(11)],
})

golden('line-in-a-zone', line({ x: 'window.start', y: 'logins', zone: 'Asia/Kolkata' }), { batch: hourlyLogins(30, ['ada']), open: [openWindow(29)] })
