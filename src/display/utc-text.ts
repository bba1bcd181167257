/** A window in UTC for people: `2026-01-05 10:00–11:00`. */
export function windowText(startMs: number, endMs: number): string {
  const [day, from] = parts(startMs)
  const [endDay, to] = parts(endMs)
  if (startMs === endMs) return `${day} ${from}`
  if (from === '00:00' && to === '00:00') return endMs - startMs === 86_400_000 ? day : `${day} – ${endDay}`
  return `${day} ${from}–${day === endDay || (to === '00:00' && endMs - startMs <= 86_400_000) ? '' : `${endDay} `}${to === '00:00' ? '24:00' : to}`
}

function parts(ms: number): [string, string] {
  const [day, clock] = new Date(ms).toISOString().split('T')
  return [day, clock.replace(/\.000Z$|Z$/, '').replace(/:00$/, '')]
}
