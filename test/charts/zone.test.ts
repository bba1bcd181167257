import { timeAxis } from '../../src/display/charts/base-spec'
import { bar, heatmap, line } from '../../src/display/charts'
import { rangeText, timeText } from '../../src/display/charts/words'
import { changesOf, momentAt, offsetText, UTC, zoneOf } from '../../src/display/charts/zone'
import { at, rows, windowOf } from './golden'
import { Instant } from '../../src/core/instant'

const berlin = zoneOf('Europe/Berlin')
const HOUR = 3_600_000
/** The night in which Berlin's clocks are put back from 3 to 2, and the one in which they are put forward from 2 to 3. */
const BACK = Date.UTC(2026, 9, 25, 1)
const FORWARD = Date.UTC(2026, 2, 29, 1)

test('a zone is ahead of UTC by what its clocks say, summer and winter, halves of hours, and long ago', () => {
  expect([BACK - 1, BACK, FORWARD - 1, FORWARD].map(ms => berlin.offset(ms) / HOUR)).toEqual([2, 1, 1, 2])
  expect([zoneOf('Asia/Kolkata'), zoneOf('America/St_Johns'), UTC].map(zone => offsetText(zone, BACK))).toEqual(['UTC+5:30', 'UTC−2:30', 'UTC+0'])
  // Kept by quarters of an hour: the same whatever was asked first.
  for (let i = 0; i < 400; i++) {
    const ms = BACK - 6 * HOUR + i * 97_000
    expect(berlin.offset(ms)).toBe(ms < BACK ? 2 * HOUR : HOUR)
  }
})

test('`local` is the machine\'s own, by its name', () => {
  expect(zoneOf('local').name).toBe(new Intl.DateTimeFormat('en-US').resolvedOptions().timeZone)
  expect([undefined, 'utc', 'UTC'].map(name => zoneOf(name))).toEqual([UTC, UTC, UTC])
})

test.each([() => bar({ x: 'a', y: 'b', zone: 'Mars/Olympus' }), () => line({ x: 'a', y: 'b', zone: '' }), () => heatmap({ time: 'a', color: 'b', zone: 'x"+alert(1)+"' })])('a zone that is none is refused before anything runs', make => {
  expect(make).toThrow(expect.objectContaining({ code: 'INVALID_CHART', hint: expect.stringContaining('Europe/Berlin') as string }) as Error)
})

test('the moments at which clocks are changed are found to the quarter of an hour', () => {
  expect(changesOf(berlin, Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1))).toEqual([{ at: FORWARD, offset: 2 * HOUR }, { at: BACK, offset: HOUR }])
  expect(changesOf(berlin, BACK - 7 * HOUR, BACK + HOUR)).toEqual([{ at: BACK, offset: HOUR }])
  expect(changesOf(zoneOf('Asia/Kolkata'), Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1))).toEqual([])
})

test('a time on the clock is one moment, or none where the clocks skip it', () => {
  expect(momentAt(berlin, Date.UTC(2026, 2, 29, 2, 30))).toBeNull()
  expect(momentAt(berlin, Date.UTC(2026, 2, 29, 3))).toBe(FORWARD)
  expect(momentAt(berlin, Date.UTC(2026, 9, 25, 12))).toBe(Date.UTC(2026, 9, 25, 11))
})

test('the hour that comes twice is told apart', () => {
  expect([timeText(BACK - HOUR, berlin), timeText(BACK, berlin)]).toEqual(['2026-10-25 02:00 UTC+2', '2026-10-25 02:00 UTC+1'])
  expect(rangeText(BACK - HOUR, BACK, berlin)).toBe('2026-10-25 02:00 UTC+2 – 02:00 UTC+1')
  expect(rangeText(BACK - 48 * HOUR, BACK - 47 * HOUR, berlin)).toBe('2026-10-23 03:00–04:00')
  // A day of 25 hours is a day.
  expect(rangeText(BACK - 3 * HOUR, BACK + 22 * HOUR, berlin)).toBe('2026-10-25')
})

test('ticks stand where the zone\'s clocks are round, also across a change, and the axis names the zone', () => {
  const ticks = timeAxis('At', [BACK - 2 * 24 * HOUR, BACK + 2 * 24 * HOUR], berlin)
  expect(ticks.title).toBe('At (Europe/Berlin)')
  expect((ticks.values as number[]).map(ms => timeText(ms, berlin).slice(11, 16)).every(clock => clock === '00:00' || clock === '12:00')).toBe(true)
  const months = timeAxis('At', [Date.UTC(2026, 0, 15), Date.UTC(2026, 11, 15)], berlin).values as number[]
  expect(months.map(ms => timeText(ms, berlin).slice(5, 16))).toEqual(['02-01 00:00', '03-01 00:00', '04-01 00:00', '05-01 00:00', '06-01 00:00', '07-01 00:00', '08-01 00:00', '09-01 00:00', '10-01 00:00', '11-01 00:00', '12-01 00:00'])
  const centuries = timeAxis('At', [Date.UTC(1, 0, 1), Date.UTC(2400, 0, 1)], berlin).values as number[]
  expect(centuries.length).toBeGreaterThan(1)
  expect(centuries.length).toBeLessThan(30)
})

test('a mark says its time by the zone\'s clock, and days are the same everywhere', () => {
  const drawing = { batch: rows('window STRUCT<start: TIMESTAMP, end: TIMESTAMP>, n INT', [{ window: windowOf(23), n: 1 }]), open: [], colors: new Map<string, number>() }
  expect(JSON.stringify(bar({ x: 'window', y: 'n', zone: 'Asia/Kolkata' }).draw(drawing).spec)).toContain('"label":"2026-01-06 04:30–05:30, n: 1"')
  const times = { ...drawing, batch: rows('t TIMESTAMP, n INT', [{ t: at(23), n: 1 }, { t: Instant.ofMillis(BACK), n: 2 }]) }
  expect(JSON.stringify(heatmap({ x: 't', y: 'n', color: 'n', zone: 'Europe/Berlin' }).draw(times).spec)).toContain('2026-01-06 00:00 UTC+1')
  expect(JSON.stringify(heatmap({ time: 't', color: 'n', zone: 'Europe/Berlin' }).draw(times).spec)).toContain('Hour of day (Europe/Berlin)')
})
