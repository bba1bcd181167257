import { batch, type Batch } from '../../batch/batch'
import { BIGINT, field, struct, TIMESTAMP, type Schema } from '../../core/data-type'
import type { Clock } from '../../core/clock'
import { InvalidOption, type Offset, type Source, type SourceFormat } from '../contract'
import { checkOptions, countOption } from '../options'

const SCHEMA: Schema = struct([field('timestamp', TIMESTAMP), field('value', BIGINT)])

/** Rows a clock makes: `value` counts from 0, `timestamp` is when each was due. Offsets are whole seconds since the start. */
export const rate: SourceFormat = {
  format: 'rate',
  options: ['rowsPerSecond'],
  schemaOf(options, given) {
    checkOptions('rate', options, rate.options)
    if (given !== null) throw new InvalidOption("rate has a schema of its own: timestamp TIMESTAMP, value BIGINT", { hint: 'Leave schema(…) out.' })
    countOption('rate', options, 'rowsPerSecond')
    return SCHEMA
  },
  async open(options, _given, { clock }) {
    return rateSource(countOption('rate', options, 'rowsPerSecond') ?? 1, clock)
  },
}

interface RateOffset { readonly startMs: number; readonly seconds: number }

function rateSource(rowsPerSecond: number, clock: Clock): Source {
  let frozen: number | null = null
  const secondsSince = (startMs: number): number => Math.max(0, Math.floor(((frozen ?? clock.now()) - startMs) / 1000))
  let startMs = clock.now()
  return {
    description: `RateStreamV2[rowsPerSecond=${rowsPerSecond}]`,
    schema: SCHEMA,
    async initialOffset() {
      startMs = clock.now()
      return { startMs, seconds: 0 }
    },
    async freezeEnd() {
      frozen = clock.now()
    },
    async planEnd(from) {
      const { seconds } = asOffset(from)
      startMs = asOffset(from).startMs
      return { startMs, seconds: Math.max(seconds, secondsSince(startMs)) }
    },
    async latestOffset() {
      return { startMs, seconds: secondsSince(startMs) }
    },
    async behind(at) {
      const { startMs: began, seconds } = asOffset(at)
      return [{ source: 'rate', partition: 0, records: Math.max(0, Math.floor((clock.now() - began) / 1000) - seconds) * rowsPerSecond }]
    },
    async *read(from, to) {
      yield rowsBetween(asOffset(from), asOffset(to), rowsPerSecond)
    },
    async commit() {
      // Nothing is kept.
    },
    async close() {
      // Nothing is open.
    },
  }
}

function asOffset(offset: Offset): RateOffset {
  return offset as unknown as RateOffset
}

function rowsBetween(from: RateOffset, to: RateOffset, rowsPerSecond: number): Batch {
  const first = from.seconds * rowsPerSecond
  const rows = to.seconds * rowsPerSecond - first
  const values = new BigInt64Array(rows)
  const timestamps = new BigInt64Array(rows)
  for (let i = 0; i < rows; i++) {
    values[i] = BigInt(first + i)
    timestamps[i] = BigInt(Math.floor(from.startMs * 1000 + ((first + i) * 1e6) / rowsPerSecond))
  }
  return batch(SCHEMA, [
    { kind: 'long', type: TIMESTAMP, length: rows, validity: null, values: timestamps },
    { kind: 'long', type: BIGINT, length: rows, validity: null, values },
  ], rows, [{ source: 'rate', partition: 0, length: rows, offsets: null, base: first }])
}
