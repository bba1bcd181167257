import { histogram } from '../../src/display/charts'
import { numberBins, sturges, timeBins } from '../../src/display/charts/bins'
import { UTC, zoneOf } from '../../src/display/charts/zone'
import { golden, requests, rows } from './golden'

golden('histogram-of-doubles', histogram({ x: 'ms', color: 'status', unit: 'ms' }), { batch: requests(200), open: [] })

golden('histogram-of-ints', histogram({ x: 'n', y: 'weight', bins: 3 }), {
  batch: rows('n INT, weight DOUBLE', [1, 2, 3, 4, 5, 6, null].map(n => ({ n, weight: 0.5 }))), open: [],
})

golden('histogram-of-times', histogram({ x: 'at', zone: 'Europe/Berlin' }), { batch: requests(60), open: [] })

/** The lower ends of the bins and the last one's upper end. */
function edges({ start, step, count }: ReturnType<typeof numberBins>): number[] {
  return Array.from({ length: count + 1 }, (_, i) => Number((start + i * step).toPrecision(12)))
}

test('numbers get round bins, whole numbers whole ones', () => {
  expect(edges(numberBins(0, 1, 10, false))).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
  expect(edges(numberBins(3, 98, 5, false))).toEqual([0, 20, 40, 60, 80, 100])
  expect(edges(numberBins(-7, 7, 3, false))).toEqual([-10, -5, 0, 5, 10])
  expect(edges(numberBins(1, 6, 20, true))).toEqual([1, 2, 3, 4, 5, 6, 7])
  expect(edges(numberBins(0, 100, 10, true))).toHaveLength(12)
  expect(edges(numberBins(0.0012, 0.0012, 1, false))).toEqual([0.001, 0.002])
  expect(edges(numberBins(0, 0, 1, false))).toEqual([0, 1])
})

test('a value is in the bin whose lower end it reaches; the last bin of a scale that ends at its upper end holds it', () => {
  const tenths = numberBins(0, 1, 10, false)
  expect([0, 0.0999, 0.1, 0.95, 1].map(value => tenths.indexOf(value))).toEqual([0, 0, 1, 9, 9])
  const whole = numberBins(1, 6, 20, true)
  expect([1, 6].map(value => whole.indexOf(value))).toEqual([0, 5])
  expect([0, 1, 2, 3, 100, 1000].map(sturges)).toEqual([1, 1, 2, 3, 8, 11])
})

test('every value falls into a bin, and each within its ends, whatever the numbers', () => {
  for (let i = 0; i < 500; i++) {
    const scale = 10 ** ((i % 17) - 8)
    const values = [1, 2, 3, 4, 5].map(k => Math.sin(i * k) * scale)
    const bins = numberBins(Math.min(...values), Math.max(...values), 1 + (i % 40), false)
    expect(bins.count).toBeLessThanOrEqual(2 * (1 + (i % 40)) + 2)
    for (const value of values) {
      const at = bins.start + bins.indexOf(value) * bins.step
      expect(value).toBeGreaterThanOrEqual(at - scale * 1e-9)
      expect(value).toBeLessThanOrEqual(at + bins.step + scale * 1e-9)
    }
  }
})

test('times get bins of a round length that begin where the zone\'s clocks are round', () => {
  const [from, to] = [Date.UTC(2026, 6, 1, 10, 7), Date.UTC(2026, 6, 4, 9)]
  expect(new Date(timeBins(from, to, 3, false, UTC).start).toISOString()).toBe('2026-07-01T00:00:00.000Z')
  expect(new Date(timeBins(from, to, 3, false, zoneOf('Asia/Kolkata')).start).toISOString()).toBe('2026-06-30T18:30:00.000Z')
  // Weeks begin on Mondays, days are never divided.
  expect(new Date(timeBins(from, to + 30 * 86_400_000, 5, false, UTC).start).getUTCDay()).toBe(1)
  expect(timeBins(from, to, 100, true, UTC).step).toBe(86_400_000)
  expect(timeBins(from, from, 1, false, UTC)).toMatchObject({ step: 3_600_000, count: 1 })
})
