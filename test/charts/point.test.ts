import { point } from '../../src/display/charts'
import { golden, hourlyLogins, openWindow, requests } from './golden'

golden('point-sized', point({ x: 'bytes', y: 'ms', size: 'load', color: 'status', unit: 'ms' }), { batch: requests(40), open: [] })

golden('point-shaded', point({ x: 'at', y: 'ms', color: 'load', limit: 10 }), { batch: requests(25), open: [] })

golden('point-of-names', point({ x: 'status', y: 'ms' }), { batch: requests(20), open: [] })

golden('point-of-windows', point({ x: 'window', y: 'logins', color: 'user' }), {
  batch: hourlyLogins(3, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']), open: [openWindow(2)],
})
