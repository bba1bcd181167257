import type { Answer, Row } from './answer'
import { sameEnd } from './deviations'

/** How answers may be looked at; what a program's deviations ask for. */
export interface Leniency {
  /** Doubles may differ by 1e-9 of their size: by the order in which they were added. */
  readonly closeDoubles: boolean
  /** And by so much whatever their size. */
  readonly within: number
  /** NaN is any number: where one has squared what the other has not, beyond all doubles. */
  readonly anyNaN: boolean
  /** Numbers within texts are the same FLOAT. */
  readonly closeTexts: boolean
  /** Arrays are multisets: a collected list has no order. */
  readonly looseArrays: boolean
  /** What Spark knows to be never null may be nullable here. */
  readonly mayBeNullable: boolean
  /** How much each source has been read is not compared. */
  readonly anyInputRows: boolean
  /** Nor when it was. */
  readonly anyEventTime: boolean
}

export interface Difference {
  /** What differs, in a few words that are the same for the same bug: the shrinker holds on to it. */
  readonly what: string
  readonly ours: string
  readonly spark: string
}

/** Where the answers differ; null where they agree. */
export function difference(ours: Answer, spark: Answer, leniency: Leniency): Difference | null {
  if (ours.failed !== undefined || spark.failed !== undefined) {
    if (ours.failed !== undefined && spark.failed !== undefined && sameEnd(ours, spark)) return null
    return {
      what: `ends: ${ours.failed ?? 'no error'} / ${spark.failed ?? 'no error'}`,
      ours: ours.failed === undefined ? 'no error' : `${ours.failed}: ${ours.message}`, spark: spark.failed === undefined ? 'no error' : `${spark.failed}: ${spark.message}`,
    }
  }
  const schemas = { ours: ours.schema!.join(', '), spark: spark.schema!.join(', ') }
  const known = (text: string, i: number): string => (leniency.mayBeNullable && text === `${ours.schema![i]} NOT NULL` ? ours.schema![i] : text)
  if (schemas.ours !== spark.schema!.map(known).join(', ')) return { what: 'schema', ...schemas }
  const [a, b] = [ours.batches!, spark.batches!]
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    // A watermark that moved on one side only calls for a batch without data there.
    if (leniency.anyEventTime && (i >= a.length || i >= b.length) && ((a[i] ?? b[i]).rows ?? []).length === 0) continue
    const told = { ours: tell(a[i]?.told, leniency), spark: tell(b[i]?.told, leniency) }
    if (told.ours !== told.spark) return { what: toldPart(a[i]?.told, b[i]?.told), ours: `batch ${i}: ${told.ours}`, spark: `batch ${i}: ${told.spark}` }
    const [ourRows, sparkRows] = [a[i].rows, b[i].rows]
    if (ourRows === null || sparkRows === null) continue
    if (!sameRows(ourRows, sparkRows, leniency)) return { what: 'rows', ours: `batch ${i}: ${shown(ourRows, sparkRows)}`, spark: `batch ${i}: ${shown(sparkRows, ourRows)}` }
  }
  return null
}

function tell(told: object | null | undefined, { anyInputRows, anyEventTime }: Leniency): string {
  return JSON.stringify(told ?? null, (key, value: unknown) => ((anyInputRows && key === 'numInputRows') || (anyEventTime && key === 'eventTime') ? undefined : value))
}

function toldPart(a: object | null | undefined, b: object | null | undefined): string {
  if (!a || !b) return 'batches'
  const parts = Object.keys({ ...a, ...b }).filter(key => JSON.stringify((a as Record<string, unknown>)[key]) !== JSON.stringify((b as Record<string, unknown>)[key]))
  return `progress: ${parts[0]}`
}

/** Text in which -0 is not 0 and NaN is not null. */
export function textOf(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => (typeof one === 'number' ? (Object.is(one, -0) ? '#-0' : `#${one}`) : one))
}

function sameRows(a: readonly Row[], b: readonly Row[], leniency: Leniency): boolean {
  if (a.length !== b.length) return false
  const of = (rows: readonly Row[]): unknown[] => (leniency.looseArrays ? rows.map(loose) : [...rows])
  const [x, y] = [of(a), of(b)]
  const exact = (rows: readonly unknown[]): string => rows.map(textOf).sort().join('\n')
  if (exact(x) === exact(y)) return true
  if (leniency.closeTexts && exact(x.map(floats)) === exact(y.map(floats))) return true
  if (!leniency.closeDoubles) return false
  const roughly = (rows: unknown[]): unknown[] => rows.map(row => [rough(row, leniency), row] as const).sort(([p], [q]) => (p < q ? -1 : p > q ? 1 : 0)).map(([, row]) => row)
  const [p, q] = [roughly(x), roughly(y)]
  return p.every((row, i) => close(row, q[i], leniency))
}

function loose(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(one => (Array.isArray(one) ? one.map(loose).sort((p, q) => (textOf(p) < textOf(q) ? -1 : 1)) : loose(one)))
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, loose(one)]))
  return value
}

/** With numbers in texts as the FLOAT that they stand for. */
function floats(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/-?\d+\.\d+(?:E-?\d+)?/g, text => String(Math.fround(Number(text))))
  if (Array.isArray(value)) return value.map(floats)
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, floats(one)]))
  return value
}

function rough(row: unknown, of: Pick<Leniency, 'within'>): string {
  return JSON.stringify(row, (_, one: unknown) => (typeof one !== 'number' || Number.isInteger(one) ? one : Math.abs(one) <= of.within ? 0 : one.toPrecision(6)))
}

function close(a: unknown, b: unknown, of: Pick<Leniency, 'within' | 'anyNaN'>): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Object.is(a, b) || a === b || (of.anyNaN && (Number.isNaN(a) || Number.isNaN(b))) || Math.abs(a - b) <= Math.max(of.within, 1e-9 * Math.max(Math.abs(a), Math.abs(b)))
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => close(one, b[i], of))
  if (typeof a === 'object' && a !== null && typeof b === 'object' && b !== null) return close(Object.values(a), Object.values(b), of)
  return a === b
}

/** The rows that the other side lacks. */
function shown(rows: readonly Row[], other: readonly Row[]): string {
  const left = other.map(textOf)
  const only = rows.map(textOf).filter(text => {
    const at = left.indexOf(text)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  return `${rows.length} rows, of which only here: ${only.slice(0, 5).join(' ')}${only.length > 5 ? ' …' : ''}`
}
