import { baseSpec, spoken } from './base-spec'
import { InvalidChart, type Chart, type ChartOptions, type Drawing, type Fold, type Picture } from './chart'
import { columnValues } from './column-values'
import { openNotes, placeText, pointsOf, type Point, type Points } from './points'
import { COLORS, INK, OPEN_OPACITY } from './theme'
import { counted, inSentence, numberText } from './words'
import { labelText, visibleText } from '../visible-text'
import { shareText } from './stacks'
import { zoneOf, type Zone } from './zone'

export interface KpiOptions extends Omit<ChartOptions, 'height'> {
  /** How rows of one period become one; default `sum`. */
  readonly fold?: Fold
  /** Which way is good: the change is then blue where it is and orange where it is not. Default: neither. */
  readonly good?: 'up' | 'down'
}

const MOST_TILES = 6

/**
 * The numbers one looks at first, as tiles: the newest value, how it changed from the period before, and a small line of
 * all of them. `over` is what periods follow each other by, a window or a time; without it the rows do, in their order.
 *
 * While a window is open its value is not final: the tile shows the last closed one, and the open part of its line is
 * dashed. For numbers that are computed in the cell, use `figures`.
 *
 * @throws INVALID_CHART for no value or more than 6, and for a zone that is none
 * @example
 * await display(hourly, kpi({ value: 'logins', over: 'window.start' }))
 */
export function kpi<const N extends string, const P extends string = never>(of: { readonly value: N | readonly N[]; readonly over?: P } & KpiOptions): Chart<P, N, never> {
  const { value, over, ...options } = of
  const values: readonly N[] = typeof value === 'string' ? [value] : value
  if (values.length === 0 || values.length > MOST_TILES) throw new InvalidChart(`kpi has ${counted(values.length, 'value')}, and it shows 1 to ${MOST_TILES}`, { hint: "Give value: 'column' or a list of them." })
  const zone = zoneOf(options.zone)
  return Object.freeze({
    kind: 'kpi', alone: true as const, encodings: Object.freeze({ value: values, over }), options: Object.freeze(options),
    draw: (drawing: Drawing) => draw(drawing, values, over, options, zone),
  })
}

interface Tile {
  readonly of: Points
  /** In the order of their periods, those without a value left out. */
  readonly periods: readonly Point[]
  readonly now: Point | null
  readonly before: Point | null
}

const TILE_HEIGHT = 112
const GAP = 28

function draw(drawing: Drawing, values: readonly string[], over: string | undefined, options: KpiOptions, zone: Zone): Picture {
  const tiles = values.map(value => tileOf(drawing, value, over, options.fold ?? 'sum'))
  const drawn = tiles.some(tile => tile.periods.some(point => point.open))
  const notes = [...new Set([...tiles.flatMap(tile => tile.of.notes), ...openNotes(drawing.open, false).map(note => (drawn ? `${note}; dashed here` : note))])]
  const title = options.title ?? `${tiles.map((tile, i) => (i === 0 ? tile.of.y.title : inSentence(tile.of.y.title))).join(', ')} now`
  const whole = options.width ?? 720
  const width = Math.min(220, Math.floor((whole - 12 - GAP * (tiles.length - 1)) / tiles.length))
  const { $schema, title: heading, config } = baseSpec({ title, notes, width: whole, height: TILE_HEIGHT })
  const spec = {
    $schema, title: heading, config, spacing: GAP, background: 'transparent',
    hconcat: tiles.map(tile => ({ width, height: TILE_HEIGHT, layer: [...texts(tile, options, zone, over !== undefined), ...sparkline(tile, zone)] })),
    resolve: { scale: { x: 'independent', y: 'independent' } },
  }
  return { spec, title, notes, marks: tiles.length }
}

function tileOf(drawing: Drawing, value: string, over: string | undefined, fold: Fold): Tile {
  const of = over === undefined ? rowByRow(drawing, value, fold) : pointsOf(drawing, { x: over, y: value }, fold)
  const periods = of.points.filter(point => point.y !== null && point.x !== null)
  if (over !== undefined) periods.sort((a, b) => (of.x.scale === 'name' ? (String(a.x) < String(b.x) ? -1 : 1) : Number(a.x) - Number(b.x)))
  const closed = periods.filter(point => !point.open)
  const shown = closed.length > 0 ? closed : periods
  return { of, periods, now: shown.at(-1) ?? null, before: shown.at(-2) ?? null }
}

/** Each row a period, by its place. */
function rowByRow(drawing: Drawing, value: string, fold: Fold): Points {
  const of = pointsOf(drawing, { x: value, y: value }, fold)
  const { values } = columnValues(drawing.batch, value)
  const points = values.map((y, i) => ({ x: i, end: null, color: null, y: typeof y === 'number' ? y : null, open: false }))
  return { ...of, points, whole: points }
}

function texts({ of, now, before }: Tile, options: KpiOptions, zone: Zone, timed: boolean): object[] {
  const unit = options.unit === undefined ? '' : ` ${labelText(options.unit, 20)}`
  const value = now?.y == null ? '–' : `${numberText(now.y)}${unit}`
  const change = now === null || before === null ? null : changeOf(now.y ?? 0, before.y ?? 0)
  const at = (point: Point): string => placeText(point, of.x, zone)
  const when = now === null || !timed ? '' : `, ${at(now)}${now.open ? ' (so far)' : ''}`
  const label = `${of.y.title}: ${value}${when}${change === null || before === null ? '' : `, ${change.sentence} ${numberText(before.y ?? 0)}${timed ? ` in ${at(before)}` : ' before'}`}`
  const text = (y: number, of: string, style: object, more: object = {}): object => ({
    data: { values: [{ text: of, ...more }] },
    mark: { type: 'text', align: 'left', baseline: 'top', x: 0, y, color: INK, limit: 220, ...style },
    encoding: { text: { field: 'text', type: 'nominal' }, ...('label' in more ? spoken : {}) },
  })
  const quiet = { fontSize: 11, aria: false }
  return [
    text(0, labelText(of.y.title, 36), { fontSize: 12, aria: false }),
    text(17, value, { fontSize: value.length > 12 ? 18 : 26, fontWeight: 600 }, { label: visibleText(label) }),
    ...(change === null ? [] : [text(48, change.text, { ...quiet, color: goodness(change.rise, options.good) })]),
    ...(now === null || !timed ? [] : [text(change === null ? 48 : 62, `${shortPlace(now, of, zone)}${now.open ? ' so far' : ''}`, { ...quiet, opacity: 0.85 })]),
  ]
}

function shortPlace(point: Point, of: Points, zone: Zone): string {
  const text = placeText(point, of.x, zone)
  return of.x.scale === 'time' && of.x.type.kind !== 'date' ? `${text} ${zone.name === 'UTC' ? 'UTC' : visibleText(zone.name)}` : labelText(text, 36)
}

interface Change { readonly text: string; readonly sentence: string; readonly rise: number }

/** In per cent where that says something: not from nothing, and not across zero. */
function changeOf(now: number, before: number): Change {
  const rise = Math.sign(now - before)
  if (rise === 0) return { text: 'no change', sentence: 'as much as', rise }
  const much = before > 0 && now >= 0 ? shareText(Math.abs(now - before), before) : numberText(Math.abs(now - before))
  return { text: `${rise > 0 ? '▲' : '▼'} ${much}`, sentence: `${rise > 0 ? 'up' : 'down'} ${much} from`, rise }
}

function goodness(rise: number, good: KpiOptions['good']): string {
  if (good === undefined || rise === 0) return INK
  return (rise > 0) === (good === 'up') ? COLORS[0] : COLORS[3]
}

/** The values of all periods; a lone one is a dot. */
function sparkline({ of, periods }: Tile, zone: Zone): object[] {
  if (periods.length === 0) return []
  // Names follow each other at equal distances.
  const row = (point: Point): object => ({ x: of.x.scale === 'name' ? periods.indexOf(point) : point.x, y: point.y })
  const closed = periods.filter(point => !point.open)
  const dashed = closed.length === periods.length ? [] : periods.slice(Math.max(0, closed.length - 1))
  const amounts = periods.map(point => Number(point.y))
  const domain = [Math.min(0, ...amounts), Math.max(0, ...amounts)]
  const encoding = {
    x: { field: 'x', type: 'quantitative', axis: null, scale: { zero: false, nice: false } },
    y: { field: 'y', type: 'quantitative', axis: null, scale: { domain: domain[0] === domain[1] ? [0, 1] : domain, range: [TILE_HEIGHT - 3, 80] } },
  }
  const last = closed.at(-1) ?? periods[periods.length - 1]
  const line = { type: 'line', strokeWidth: 1.5, strokeJoin: 'round', aria: false }
  return [
    ...(closed.length < 2 ? [] : [{ data: { values: closed.map(row) }, mark: line, encoding }]),
    ...(dashed.length < 2 ? [] : [{ data: { values: dashed.map(row) }, mark: { ...line, strokeDash: [3, 2], opacity: OPEN_OPACITY + 0.2 }, encoding }]),
    { data: { values: [row(last)] }, mark: { type: 'circle', size: 22, opacity: 1, aria: false }, encoding },
    {
      data: { values: periods.map(point => ({ ...row(point), label: `${periodText(point, of, zone)}: ${numberText(point.y ?? 0)}${point.open ? ' (so far)' : ''}` })) },
      mark: { type: 'circle', size: 60, opacity: 0 }, encoding: { ...encoding, ...spoken },
    },
  ]
}

function periodText(point: Point, of: Points, zone: Zone): string {
  return of.x.path === of.y.path ? `row ${Number(point.x) + 1}` : placeText(point, of.x, zone)
}
