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

export function hold(file: string, text: string): void {
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

/** Requests, one every three minutes, without chance. */
export function requests(count: number): Drawing['batch'] {
  return rows('at TIMESTAMP, ms DOUBLE, bytes INT, status STRING, load DOUBLE', Array.from({ length: count }, (_, i) => {
    const [u, v] = [((i * 7919) % 1009) / 1009, ((i * 104_729) % 997) / 997]
    return { at: at(i / 20), ms: 10 + Math.round(2000 * u ** 3 + 300 * v) / 10, bytes: Math.round(500 + 9000 * u * v), status: ['200', '200', '200', '404', '500'][(i * 31) % 5], load: Math.round(100 * u) / 100 }
  }))
}

/** Percentiles an hour of hosts, none in 6 and 7. */
export function latencies(hosts: readonly string[]): Drawing['batch'] {
  return rows('window STRUCT<start: TIMESTAMP, end: TIMESTAMP>, host STRING, p5 DOUBLE, p50 DOUBLE, p95 DOUBLE', [0, 1, 2, 3, 4, 5, 8, 9, 10, 11].flatMap(hour => hosts.map((host, i) => {
    const p50 = 20 + (hour * 7) % 5 + 15 * i
    return { window: windowOf(hour), host, p5: p50 - 4 - hour % 3, p50, p95: p50 + 8 + hour % 4 }
  })))
}

/** Logins an hour of `users`, higher by day, without chance. */
export function hourlyLogins(hours: number, users: readonly string[]): Drawing['batch'] {
  const all = Array.from({ length: hours }, (_, hour) => users.map((user, i) => {
    const logins = Math.round((1.1 - Math.cos(((hour % 24) - 3) / 24 * 2 * Math.PI)) * (7 - i) + (hour * 7 + i * 5) % 4)
    return { window: windowOf(hour), user, logins: BigInt(logins) }
  }))
  return rows('window STRUCT<start: TIMESTAMP, end: TIMESTAMP>, user STRING, logins BIGINT', all.flat())
}
