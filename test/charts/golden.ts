import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { batchOfRows } from '../../src/batch/rows'
import { parseDdl } from '../../src/core/ddl'
import { Instant } from '../../src/core/instant'
import type { Chart, Drawing } from '../../src/display/charts'
import { renderSvg } from '../../src/display/render-svg'
import type { OpenWindow } from '../../src/plan/query'

const HOUR = 3_600_000
/** Monday. */
const BASE = Date.UTC(2026, 0, 5)

/** Draws the chart and holds its spec and its SVG against `expected/<name>.json` and `.svg`; `UPDATE=1` writes them. */
export function golden(name: string, chart: Chart, drawing: Omit<Drawing, 'colors'>): void {
  test(`${chart.kind}: ${name}`, async () => {
    const { spec, title, notes, marks } = chart.draw({ ...drawing, colors: new Map() })
    // How all charts look is told once, in theme.ts.
    hold(`${name}.json`, `${JSON.stringify({ title, notes, marks, spec: { ...spec, config: undefined } }, null, 1)}\n`)
    const svg = await renderSvg(spec)
    hold(`${name}.svg`, `${svg.replaceAll('><', '>\n<')}\n`)
    // Again in the same process: nothing is counted on from picture to picture.
    expect(await renderSvg(spec)).toBe(svg)
  })
}

function hold(file: string, text: string): void {
  const path = join(__dirname, 'expected', file)
  if (process.env.UPDATE === '1') {
    mkdirSync(join(__dirname, 'expected'), { recursive: true })
    writeFileSync(path, text)
  }
  expect(text).toBe(readFileSync(path, 'utf8'))
}

export function rows(ddl: string, of: readonly object[]): Drawing['batch'] {
  return batchOfRows(parseDdl(ddl), of)
}

export function at(hour: number): Instant {
  return Instant.ofMillis(BASE + hour * HOUR)
}

/** The hour's window as a row's column. */
export function windowOf(hour: number): { start: Instant; end: Instant } {
  return { start: at(hour), end: at(hour + 1) }
}

export function openWindow(hour: number, groups = 2): OpenWindow {
  return { ...windowOf(hour), groups, needsEventTime: Instant.ofMillis(BASE + (hour + 1) * HOUR + 600_000) }
}

/** Logins an hour of `users`, higher by day, without chance. */
export function hourlyLogins(hours: number, users: readonly string[]): Drawing['batch'] {
  const all = Array.from({ length: hours }, (_, hour) => users.map((user, i) => {
    const logins = Math.round((1.1 - Math.cos(((hour % 24) - 3) / 24 * 2 * Math.PI)) * (7 - i) + (hour * 7 + i * 5) % 4)
    return { window: windowOf(hour), user, logins: BigInt(logins) }
  }))
  return rows('window STRUCT<start: TIMESTAMP, end: TIMESTAMP>, user STRING, logins BIGINT', all.flat())
}
