/** How busy the site is by hour (UTC): a quiet night, a morning and an afternoon peak, a small evening. */
const workday = [3, 2, 1, 1, 2, 5, 12, 26, 48, 64, 60, 50, 42, 52, 62, 58, 46, 34, 26, 24, 22, 16, 10, 6]
const weekend = [5, 4, 2, 1, 1, 2, 4, 7, 12, 18, 22, 24, 24, 22, 20, 20, 21, 23, 25, 24, 20, 15, 10, 7]
/** Monday to Sunday. */
const byDay = [1.08, 1.04, 1, 0.98, 0.86, 0.8, 0.92]

/** The weight of each hour of `days` days from a Monday, 00:00 UTC. */
export function hourWeights(days: number): number[] {
  return Array.from({ length: days * 24 }, (_, i) => {
    const day = Math.floor(i / 24) % 7
    return (day < 5 ? workday : weekend)[i % 24] * byDay[day]
  })
}
