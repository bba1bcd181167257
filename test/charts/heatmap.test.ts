import { heatmap } from '../../src/display/charts'
import { golden, hourlyLogins, openWindow, rows } from './golden'

golden('heatmap-of-the-week', heatmap({ time: 'window.start', color: 'logins' }), { batch: hourlyLogins(40, ['ada', 'grace']), open: [openWindow(39)] })

golden('heatmap-of-two', heatmap({ x: 'day', y: 'action', color: 'n', unit: 'events' }), {
  batch: rows('day STRING, action STRING, n INT', ['Wed', 'Mon', 'Sunday'].flatMap((day, i) => ['view', 'login'].map((action, k) => ({ day, action, n: 10 * i + k })))),
  open: [],
})
