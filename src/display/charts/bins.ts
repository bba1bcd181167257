import type { Zone } from './zone'

/** Equal intervals from `start` on. */
export interface Bins {
  readonly start: number
  readonly step: number
  readonly count: number
  /** Which of them a value is in: its lower end belongs to it, its upper one to the next. */
  indexOf(value: number): number
}

/** Sturges' number of intervals for so many values. */
export function sturges(values: number): number {
  return values < 2 ? 1 : Math.ceil(Math.log2(values)) + 1
}

/** About `wanted` intervals of a round width over the numbers; whole ones where the numbers are. */
export function numberBins(least: number, most: number, wanted: number, whole: boolean): Bins {
  if (least === most) return binsFrom(least, most, whole ? 1 : least === 0 ? 1 : 10 ** Math.floor(Math.log10(Math.abs(least))), whole)
  const step = niceStep((most - least) / wanted)
  return binsFrom(least, most, whole ? Math.max(1, Math.round(step)) : step, whole)
}

/** 1, 2 or 5 times a power of ten, the nearest by ratio. */
function niceStep(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width))
  const times = width / power
  return (times < Math.SQRT2 ? 1 : times < Math.sqrt(10) ? 2 : times < Math.sqrt(50) ? 5 : 10) * power
}

const SECONDS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800, 1_209_600, 2_419_200]
const HOUR = 3_600_000
const DAY = 24 * HOUR
const MONDAY = 4 * DAY

/** About `wanted` intervals of a round length over the times (ms), beginning at a round time of the zone; weeks on Mondays. */
export function timeBins(least: number, most: number, wanted: number, days: boolean, zone: Zone): Bins {
  const width = Math.max(days ? DAY : 1, least === most ? HOUR : (most - least) / wanted)
  const round = width < 1000 ? niceStep(width) : SECONDS.map(seconds => seconds * 1000).find(step => step >= width) ?? Math.ceil(width / (28 * DAY)) * 28 * DAY
  const step = Math.max(days ? DAY : 1, round)
  const shift = (step % (7 * DAY) === 0 ? MONDAY : 0) - zone.offset(least)
  return binsFrom(least, most, step, true, shift)
}

function binsFrom(least: number, most: number, step: number, whole: boolean, shift = 0): Bins {
  // Edges are multiples of the step: by counting, since 3 × 0.1 is not 0.3.
  const first = Math.floor((least - shift) / step)
  const last = Math.floor((most - shift) / step)
  // A scale that ends at a round number, as 100 %, takes it into its last interval; whole numbers have one of their own.
  const closed = !whole && last > first && last * step + shift === most
  const count = last - first + (closed ? 0 : 1)
  return {
    start: edge(first, step, shift), step, count,
    indexOf: value => Math.max(0, Math.min(count - 1, Math.floor((value - shift) / step) - first)),
  }
}

/** An end of an interval without the dust of floating point. */
export function edge(i: number, step: number, shift = 0): number {
  return Number((i * step).toPrecision(12)) + shift
}
