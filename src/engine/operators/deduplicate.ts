import { batch, type Batch } from '../../batch/batch'
import { takeBatch, takeVector } from '../../batch/select'
import type { Vector } from '../../batch/vector'
import { BIGINT, field, struct, typeName, type DataType } from '../../core/data-type'
import { watermarkDelayMs } from '../../plan/metadata'
import { isStreaming } from '../../plan/node'
import { eventTimeColumn, keyColumns, type Deduplicate } from '../../plan/nodes/deduplicate'
import { KeyMemory } from '../state/key-memory'
import { atOrBefore, eventTimeOf } from './event-time'
import { withoutLate } from './late-rows'
import { oneZero } from './one-zero'
import type { Build, Operator, StatefulOperator } from './operator'

/** The first row of each key; on a stream its keys live on from batch to batch. */
export function deduplicateOperator(node: Deduplicate, build: Build): Operator {
  const child = build.operator(node.child)
  if (isStreaming(node)) {
    const { fields } = node.schema
    build.pin(`${node.withinWatermark ? 'dropDuplicatesWithinWatermark' : 'dropDuplicates'} ${keyColumns(node).map(i => `${fields[i].name} ${typeName(fields[i].type)}`).join(', ')}`)
    return build.stateful(streamDeduplicate(node, child))
  }
  return {
    async *rows(run) {
      const memory = new KeyMemory(typesOf(node), false)
      const places = keyColumns(node)
      for await (const input of child.rows(run)) {
        // Spark groups a batch by its keys, and hands on what it has grouped by.
        for (const { columns, numRows, origin } of first(node, memory, input)) {
          yield batch(node.schema, columns.map((one, i) => (places.includes(i) ? oneZero(one) : one)), numRows, origin)
        }
      }
    },
  }
}

function typesOf(node: Deduplicate): DataType[] {
  return keyColumns(node).map(i => node.schema.fields[i].type)
}

function* first(node: Deduplicate, memory: KeyMemory, input: Batch, stream?: { expire(rows: Int32Array): void }): Generator<Batch> {
  const keys = keyColumns(node).map(i => input.columns[i])
  const rows = memory.firstRows(stream === undefined ? keys : keys.map(asBits), input.numRows)
  if (rows.length === 0) return
  if (node.withinWatermark) stream?.expire(rows)
  const kept = rows.length === input.numRows ? input : takeBatch(input, rows)
  yield batch(node.schema, kept.columns, kept.numRows, kept.origin)
}

function streamDeduplicate(node: Deduplicate, child: Operator): StatefulOperator {
  const types = typesOf(node).map(bitsType)
  const below = node.child.schema
  const timeAt = eventTimeColumn(below)
  // A column whose cast to itself was taken away is a time by which rows are late, but the key is as it was named before.
  const timeKey = node.withinWatermark ? -1 : keyColumns(node).indexOf(eventTimeColumn(node.schema))
  const delayMicros = BigInt(timeAt < 0 ? 0 : watermarkDelayMs(below.fields[timeAt]) ?? 0) * 1000n
  const fresh = (): KeyMemory => new KeyMemory(types, node.withinWatermark)
  let memory = fresh()
  let figures = { updated: 0, removed: 0, dropped: 0, updateMs: 0, removeMs: 0 }

  /** Keys go at the end of a batch: a row of this batch still finds those that its watermark has passed. */
  function done(watermarkMs: number): Int32Array {
    const live = memory.table.liveSlots()
    if (node.withinWatermark) {
      const limit = BigInt(watermarkMs) * 1000n
      const expiries = memory.expiryOf(live)
      return live.filter((_, i) => expiries[i] <= limit)
    }
    if (timeKey < 0) return live.subarray(0, 0)
    const isDone = atOrBefore(eventTimeOf(memory.table.keyOf(timeKey, live)), watermarkMs)
    return live.filter((_, i) => isDone[i] === 1)
  }

  return {
    name: node.withinWatermark ? 'dedupeWithinWatermark' : 'dedupe',
    usesWatermark: true,
    async *rows(run) {
      let dropped = 0
      let updateMs = 0
      let updated = 0
      for await (const all of child.rows(run)) {
        const start = run.clock.monotonic()
        const input = withoutLate(all, timeAt, run.lateMs, run)
        dropped += all.numRows - input.numRows
        const expire = (rows: Int32Array): void => memory.expireAt(expiriesOf(takeVector(input.columns[timeAt], rows), delayMicros))
        const out = [...first(node, memory, input, { expire })]
        updateMs += run.clock.monotonic() - start
        for (const one of out) updated += one.numRows
        yield* out
      }
      const start = run.clock.monotonic()
      const removed = done(run.watermarkMs)
      memory.release(removed)
      figures = { updated, removed: removed.length, dropped, updateMs, removeMs: run.clock.monotonic() - start }
    },
    snapshot: () => memory.save(),
    restore: snapshot => {
      memory = fresh()
      if (snapshot !== null) memory.load(snapshot)
    },
    figures: () => ({
      operatorName: node.withinWatermark ? 'dedupeWithinWatermark' : 'dedupe',
      numRowsTotal: memory.table.size, numRowsUpdated: figures.updated, allUpdatesTimeMs: Math.round(figures.updateMs),
      numRowsRemoved: figures.removed, allRemovalsTimeMs: Math.round(figures.removeMs),
      memoryUsedBytes: memory.bytes, numRowsDroppedByWatermark: figures.dropped,
    }),
    openWindows: () => [],
  }
}

/**
 * Spark's state store tells keys apart by their bytes, so that on a stream 0.0 and -0.0 are two keys; on a batch they are
 * one. Doubles are therefore remembered as the 64 bits they are.
 */
function bitsType(type: DataType): DataType {
  if (type.kind === 'double' || type.kind === 'float') return BIGINT
  return type.kind === 'struct' ? struct(type.fields.map(f => field(f.name, bitsType(f.type), f.nullable))) : type
}

function asBits(of: Vector): Vector {
  if (of.kind === 'double') return { kind: 'long', type: BIGINT, length: of.length, validity: of.validity, values: new BigInt64Array(of.values.buffer, of.values.byteOffset, of.length) }
  return of.kind === 'struct' ? { ...of, children: of.children.map(asBits) } : of
}

/**
 * Event time and delay; a row without a time counts as 1970, as Spark reads the long under a null. Of a window it reads
 * where the struct lies, as a time, which is some days after 1970: the key goes with its batch.
 */
function expiriesOf(key: Vector, delayMicros: bigint): BigInt64Array {
  if (key.kind === 'struct') return new BigInt64Array(key.length).fill(delayMicros)
  const times = eventTimeOf(key)
  return BigInt64Array.from(times.values.subarray(0, times.length), (micros, i) => (times.validity !== null && times.validity[i] === 0 ? 0n : micros) + delayMicros)
}
