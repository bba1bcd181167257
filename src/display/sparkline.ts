import { html, type Html } from './html'

const WIDTH = 104
const HEIGHT = 18
const MOST = 40

/**
 * The newest figures of a series as a line from zero up, in the ink of the text around it; its label says in words what
 * it shows. A figure that was not measured is a gap.
 */
export function sparkline(name: string, series: readonly (number | undefined)[], text: (value: number) => string): Html | string {
  const shown = series.slice(-MOST)
  const known = shown.filter(one => one !== undefined)
  if (known.length < 2) return ''
  const most = known.reduce((a, b) => Math.max(a, b))
  const least = known.reduce((a, b) => Math.min(a, b))
  const x = (i: number): number => round((i / Math.max(1, shown.length - 1)) * (WIDTH - 4) + 2)
  const y = (value: number): number => round(HEIGHT - 2 - (most === 0 ? 0 : (value / most) * (HEIGHT - 4)))
  let line = ''
  shown.forEach((value, i) => {
    if (value !== undefined) line += `${i === 0 || shown[i - 1] === undefined ? 'M' : 'L'}${x(i)} ${y(value)}`
  })
  const last = known[known.length - 1]
  const at = shown.lastIndexOf(last)
  const label = `${name} over ${known.length} batches: between ${text(least)} and ${text(most)}, now ${text(last)}`
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="tidemark-spark" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}" style="display:block"><path d="M0 ${HEIGHT - 1}L${WIDTH} ${HEIGHT - 1}" stroke="currentColor" stroke-opacity=".25" fill="none"></path><path d="${line}" stroke="currentColor" stroke-opacity=".75" stroke-width="1.25" stroke-linejoin="round" fill="none"></path><path d="M${x(at)} ${y(last)}h0" stroke="currentColor" stroke-width="4" stroke-linecap="round" fill="none"></path></svg>`
}

function round(of: number): number {
  return Math.round(of * 10) / 10
}
