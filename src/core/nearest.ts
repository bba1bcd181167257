/** The candidates closest to a misspelt name, best first: what an error can offer as "did you mean". */
export function nearest(name: string, candidates: Iterable<string>, limit = 3): string[] {
  const wanted = name.toLowerCase()
  const bound = Math.max(2, Math.floor(name.length / 2))
  return [...candidates]
    .map(candidate => ({ candidate, distance: distance(wanted, candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= bound)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, limit)
    .map(({ candidate }) => candidate)
}

/** "Did you mean 'a'?" and the whole list where it is short, as a hint. */
export function didYouMean(name: string, candidates: readonly string[]): string {
  const [best] = nearest(name, candidates, 1)
  const list = candidates.length <= 30 ? ` Valid: ${candidates.join(', ')}.` : ''
  return best === undefined ? list.trim() : `Did you mean '${best}'?${list}`
}

function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = a[i - 1] === b[j - 1] ? 0 : 1
      row[j] = Math.min(row[j - 1] + 1, previous[j] + 1, previous[j - 1] + swap)
    }
    previous = row
  }
  return previous[b.length]
}
