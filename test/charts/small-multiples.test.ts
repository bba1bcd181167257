import { bar, heatmap, histogram, line, smallMultiples } from '../../src/display/charts'
import { golden, hourlyLogins, openWindow, requests } from './golden'

golden('small-multiples-of-lines', smallMultiples(line({ x: 'window.start', y: 'logins' }), { by: 'user', limit: 4, columns: 2 }), {
  batch: hourlyLogins(6, ['ada', 'grace', 'Çelik', 'Дмитрий', 'eve']), open: [openWindow(5)],
})

// Bars in the order of the whole, colours too: peggy is the sixth largest in every panel or none.
golden('small-multiples-of-bars', smallMultiples(bar({ x: 'user', y: 'logins', color: 'user' }), { by: 'window.start', scales: 'independent' }), { batch: hourlyLogins(2, ['ada', 'peggy']), open: [] })

golden('small-multiples-of-histograms', smallMultiples(histogram({ x: 'ms' }), { by: 'status' }), { batch: requests(80), open: [] })

golden('small-multiples-of-heatmaps', smallMultiples(heatmap({ time: 'window.start', color: 'logins' }), { by: 'user', columns: 2 }), { batch: hourlyLogins(5, ['ada', 'grace']), open: [] })
