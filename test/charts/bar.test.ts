import { bar } from '../../src/display/charts'
import { at, golden, hourlyLogins, openWindow, rows } from './golden'

const users = ['ada', 'grace', 'Çelik', 'Дмитрий', 'eve', 'mallory', 'trent', 'peggy']

golden('bar-of-windows', bar({ x: 'window.start', y: 'logins', color: 'user' }), {
  batch: hourlyLogins(12, users), open: [openWindow(10), openWindow(11)],
})

golden('bar-of-names', bar({ x: 'user', y: 'logins', unit: 'per week' }), { batch: hourlyLogins(24, users), open: [openWindow(23)] })

golden('bar-lying', bar({ x: 'page', y: 'hits', limit: 5 }), {
  batch: rows('page STRING, hits INT', Array.from({ length: 9 }, (_, i) => ({ page: `/products/item-${i}/details`, hits: Math.round(1000 / (i + 1)) }))),
  open: [],
})

golden('bar-of-numbers', bar({ x: 'hour', y: 'avgCount', color: 'action_type', fold: 'mean', title: 'Mean logins by hour' }), {
  batch: rows('hour INT, action_type STRING, avgCount DOUBLE', [9, 10, 11, null].flatMap(hour => [
    { hour, action_type: 'login', avgCount: 1.5 }, { hour, action_type: 'logout', avgCount: 0.25 }, { hour, action_type: null, avgCount: null },
  ])),
  open: [],
})

golden('bar-of-sliding-windows', bar({ x: 'window', y: 'n' }), {
  batch: rows('window STRUCT<start: TIMESTAMP, end: TIMESTAMP>, n INT', [0, 0.5, 1, 2.5].map(hour => ({ window: { start: at(hour), end: at(hour + 1) }, n: 4 * hour + 1 }))),
  open: [],
})

golden('bar-of-nothing', bar({ x: 'user', y: 'logins' }), { batch: hourlyLogins(0, users), open: [] })

const shops = rows('shop STRING, way STRING, sales INT', ['Oslo', 'Rome', 'Bern'].flatMap((shop, i) => ['web', 'app', 'till'].map((way, k) => ({ shop, way, sales: 10 * i + 5 * k + 3 }))))

golden('bar-grouped', bar({ x: 'shop', y: 'sales', color: 'way', stack: 'grouped' }), { batch: shops, open: [] })

golden('bar-of-shares', bar({ x: 'shop', y: 'sales', color: 'way', stack: 'normalized' }), { batch: shops, open: [] })

golden('bar-of-windows-grouped', bar({ x: 'window', y: 'logins', color: 'user', stack: 'grouped' }), { batch: hourlyLogins(4, ['ada', 'grace', 'eve']), open: [openWindow(3)] })

golden('bar-of-windows-of-shares', bar({ x: 'window', y: 'logins', color: 'user', stack: 'normalized' }), { batch: hourlyLogins(4, users), open: [openWindow(3)] })
