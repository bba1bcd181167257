import { LocalDate } from '../../src/core/instant'
import { area } from '../../src/display/charts'
import { at, golden, hourlyLogins, openWindow, rows, windowOf } from './golden'

const users = ['ada', 'grace', 'Çelik', 'Дмитрий', 'eve', 'mallory', 'trent', 'peggy']

golden('area-of-windows', area({ x: 'window', y: 'logins', color: 'user' }), { batch: hourlyLogins(10, users), open: [openWindow(8), openWindow(9)] })

golden('area-of-shares', area({ x: 'window', y: 'logins', color: 'user', stack: 'normalized' }), { batch: hourlyLogins(6, users), open: [openWindow(5)] })

// Nobody counted in 3 and 4, and grace only in 1: a stack has no holes but where nobody has a row.
golden('area-with-gaps', area({ x: 'window.start', y: 'ms', color: 'user', unit: 'ms' }), {
  batch: rows('window STRUCT<start: TIMESTAMP, end: TIMESTAMP>, user STRING, ms DOUBLE', [
    ...[0, 1, 2, 5, 6, 9].map(hour => ({ window: windowOf(hour), user: 'ada', ms: hour + 1.5 })), { window: windowOf(1), user: 'grace', ms: -2 }, { window: windowOf(2), user: 'grace' },
  ]),
  open: [],
})

golden('area-of-days', area({ x: 'day', y: 'n' }), {
  batch: rows('day DATE, n INT', [1, 2, 3, 5].map(day => ({ day: new LocalDate(at(24 * day).millis / 86_400_000), n: day }))), open: [],
})
