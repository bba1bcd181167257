import { batch, type Batch } from '../batch/batch'
import { batchOfRows, valueAt } from '../batch/rows'
import { concatBatches, takeBatch } from '../batch/select'
import type { Vector } from '../batch/vector'
import { DataLoss, type Offset, type Source, type SourceLog } from '../connectors/contract'
import { BIGINT, BOOLEAN, field, INT, STRING, struct } from '../core/data-type'
import { defineError } from '../core/errors'
import { Instant, LocalDateTime } from '../core/instant'
import { originAt, type RowOrigin } from '../core/origin'
import { bind } from '../expr/bind'
import { behindMark, type MarkKey } from '../plan/behind-mark'
import { sameName } from '../plan/names'
import { optimize } from '../plan/optimize'
import type { Scan } from '../plan/nodes/scan'
import type { Ledger, QuerySpec, RowsBehindMark } from '../plan/query'
import { collect } from './collect'
import { compile, type Program } from './compile'
import type { EngineEffects } from './effects'
import { queryLedger } from './ledger'
import type { BatchRun } from './operators/operator'

/** The source no longer holds what the query has read from it. */
export const RowsGone = defineError({ code: 'ROWS_GONE', fault: 'external' })

export interface RowsBehindParts {
  readonly spec: QuerySpec
  readonly program: Program
  /** Where each source began, in this query's first run. */
  readonly starts: readonly (Offset | null)[]
  /** Up to where each source is committed, now. */
  readonly committed: () => readonly Offset[]
  readonly logOf: (source: number) => SourceLog
  readonly ledger: Ledger
  readonly effects: EngineEffects
}

/**
 * The rows behind a mark: what the query has read is read again, from its first offset to the last one committed, through
 * the same plan below its aggregate, and filtered by the mark's key. Late rows, which the ledger knows, are among them and
 * marked as not counted.
 */
export async function rowsBehind(key: MarkKey, limit: number, parts: RowsBehindParts): Promise<RowsBehindMark> {
  const { plan, aggregate } = behindMark(parts.spec.plan, key)
  const program = compile(optimize(plan), null)
  const lateKeys = lateRows(parts.ledger)
  const eventTime = aggregate === null || aggregate.eventTimeKey < 0 || parts.spec.mode === 'complete' ? null
    : bind(aggregate.keys[aggregate.eventTimeKey], plan.schema)
  const schema = struct([field('topic', STRING), field('partition', INT), field('offset', BIGINT), field('counted', BOOLEAN), ...ownFields(plan.schema.fields)])
  const shown: Batch[] = []
  let total = 0
  let late = 0
  let left = limit
  for await (const rows of read(program, parts)) {
    const times = eventTime?.evaluate(rows, { batchTimeMs: parts.effects.clock.now(), report: () => {} })
    const marks = Array.from({ length: rows.numRows }, (_, row) => {
      const origin = rows.origin === null ? null : originAt(rows.origin, row)
      return { origin, late: times !== undefined && origin !== null && lateKeys.has(name(origin, startOf(times, row))) }
    })
    total += rows.numRows
    late += marks.filter(one => one.late).length
    if (left > 0) shown.push(withOrigin(rows, marks.slice(0, left), schema))
    left -= Math.min(left, rows.numRows)
  }
  return {
    rows: concatBatches(schema, shown), total, late,
    // Late rows beyond what the ledger keeps cannot be told from the others.
    exact: eventTime === null || parts.ledger.counts.late === parts.ledger.entries.filter(one => one.kind === 'late').length,
  }
}

const ownFields = <F extends { readonly name: string }>(fields: readonly F[]): F[] =>
  fields.filter(f => !['topic', 'partition', 'offset', 'counted'].some(one => sameName(one, f.name)))

function withOrigin(of: Batch, marks: readonly { origin: RowOrigin | null; late: boolean }[], schema: Batch['schema']): Batch {
  const head = of.numRows === marks.length ? of : takeBatch(of, Int32Array.from(marks.keys()))
  const origin = batchOfRows(struct(schema.fields.slice(0, 4)), marks.map(one => ({
    topic: one.origin?.source ?? null, partition: one.origin?.partition ?? null,
    offset: one.origin === null ? null : BigInt(one.origin.offset), counted: !one.late,
  })))
  const own = ownFields(of.schema.fields.map((f, i) => ({ name: f.name, i }))).map(({ i }) => head.columns[i])
  return batch(schema, [...origin.columns, ...own], head.numRows, head.origin)
}

/** The late rows of a ledger, by origin and the window each missed. */
function lateRows(ledger: Ledger): ReadonlySet<string> {
  return new Set(ledger.entries.flatMap(one => (one.kind === 'late' && one.origin !== null ? [name(one.origin, one.window?.start)] : [])))
}

const name = ({ source, partition, offset }: RowOrigin, start: bigint | undefined): string => `${partition} ${offset} ${start ?? ''} ${source}`

function startOf(times: Vector, row: number): bigint | undefined {
  const value = valueAt(times, row)
  const time = isTime(value) ? value : (value as { start?: unknown } | null)?.start
  return isTime(time) ? time.micros : undefined
}

function isTime(value: unknown): value is Instant | LocalDateTime {
  return value instanceof Instant || value instanceof LocalDateTime
}

async function* read(program: Program, parts: RowsBehindParts): AsyncGenerator<Batch> {
  const { effects, spec } = parts
  const committed = parts.committed()
  const opened: Source[] = []
  try {
    for (const scan of program.scans) opened.push(await open(scan, parts))
    const run: BatchRun = {
      batchId: 0, batchTimeMs: effects.clock.now(), mode: null, lateMs: 0, watermarkMs: 0, clock: effects.clock,
      badRecords: spec.badRecords, ledger: queryLedger(0).begin(0),
      read(index, columns, report) {
        const at = placeOf(program.scans[index], parts.program)
        return opened[index].read(parts.starts[at] ?? null, committed[at], columns, report)
      },
      collect: of => collect(of, effects),
      pause: async () => new Promise(resolve => { setImmediate(resolve) }),
    }
    for await (const rows of program.root.rows(run)) if (rows.numRows > 0) yield rows
  } catch (error) {
    if (!(error instanceof DataLoss)) throw error
    throw new RowsGone(`the rows that this query has read are no longer all there: ${error.message}`, {
      hint: 'A topic keeps rows for its retention.ms; what is older can only be looked at on a tape (tidemark record).', cause: error, details: error.details,
    })
  } finally {
    for (const source of opened) await source.close()
  }
}

/** The same source among those of the query. */
const placeOf = (scan: Scan, { scans }: Program): number =>
  scans.findIndex(one => one.source === scan.source && one.options === scan.options && one.given === scan.given)

async function open(scan: Scan, parts: RowsBehindParts): Promise<Source> {
  const { clock, env, files, warn } = parts.effects
  const log = parts.logOf(placeOf(scan, parts.program))
  // A row that is gone would be left out of the answer without a word.
  const strict = 'failOnDataLoss'
  const options = !scan.source.options.includes(strict) ? scan.options
    : { ...Object.fromEntries(Object.entries(scan.options).filter(([one]) => one.toLowerCase() !== strict.toLowerCase())), [strict]: true }
  const source = await scan.source.open(options, scan.given, {
    streaming: true, env, clock, files, warn: message => warn?.(message), log: { entries: () => log.entries(), append() {} },
  })
  try {
    // This is where a source sees that what it reads now is not what the query has read.
    await source.latestOffset()
    return source
  } catch (error) {
    await source.close()
    throw error
  }
}
