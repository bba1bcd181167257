import type { Json } from '../connectors/contract'
import type { OffsetsRecord } from './checkpoint/records'
import type { MicroBatchResult } from './micro-batch'
import type { WatermarkNode } from './operators/operator'

/** What one partition has brought since the run began. */
export interface PartitionFact {
  readonly source: string
  readonly partition: number
  readonly rows: number
  /** -Infinity where no row had an event time. */
  readonly maxMs: number
  /** Wall time of the last batch that had records of it; null where none had. */
  readonly lastRecordsMs: number | null
}

/** What a run has seen so far, beyond its reports: for `why()`. */
export interface RunFacts {
  readonly inputRows: number
  readonly outputRows: number
  readonly batches: number
  readonly lastBatchMs: number | null
  readonly partitions: readonly PartitionFact[]
  /** The newest event time that each watermark's operator has seen, ms; -Infinity before any. */
  readonly newestMs: readonly number[]
  /** Told of every committed batch. */
  add(record: OffsetsRecord, result: MicroBatchResult, nowMs: number): void
}

export function runFacts(nodes: readonly WatermarkNode[]): RunFacts {
  const partitions = new Map<string, PartitionFact>()
  const newestMs = nodes.map(() => -Infinity)
  let inputRows = 0
  let outputRows = 0
  let batches = 0
  let lastBatchMs: number | null = null

  const note = (source: string, partition: number, rows: number, maxMs: number, nowMs: number | null): void => {
    const name = `${source} ${partition}`
    const before = partitions.get(name)
    partitions.set(name, {
      source, partition, rows: (before?.rows ?? 0) + rows, maxMs: Math.max(before?.maxMs ?? -Infinity, maxMs), lastRecordsMs: nowMs ?? before?.lastRecordsMs ?? null,
    })
  }

  return {
    get inputRows() { return inputRows },
    get outputRows() { return outputRows },
    get batches() { return batches },
    get lastBatchMs() { return lastBatchMs },
    get partitions() { return [...partitions.values()].sort((a, b) => (a.source < b.source ? -1 : a.source > b.source ? 1 : a.partition - b.partition)) },
    get newestMs() { return [...newestMs] },
    add: (record, result, nowMs) => {
      batches++
      lastBatchMs = nowMs
      inputRows += result.numInputRows.reduce((sum, rows) => sum + rows, 0)
      outputRows += result.rowsGiven
      for (const { start, end } of record.sources) {
        const from = new Map(positions(start).map(({ topic, partition, offset }) => [`${topic} ${partition}`, offset]))
        for (const { topic, partition, offset } of positions(end)) {
          note(topic, partition, 0, -Infinity, offset > (from.get(`${topic} ${partition}`) ?? 0) ? nowMs : null)
        }
      }
      nodes.forEach((node, i) => {
        const { count, max } = node.stats()
        if (count > 0) newestMs[i] = Math.max(newestMs[i], max)
        for (const { source, partition, rows, maxMs } of node.partitions()) note(source, partition, rows, maxMs, nowMs)
      })
    },
  }
}

/** The positions of an offset that has partitions: `{"topic_log":{"0":23,"1":7}}`; none of any other. */
export function positions(offset: Json): { readonly topic: string; readonly partition: number; readonly offset: number }[] {
  if (!isFields(offset)) return []
  return Object.entries(offset).flatMap(([topic, of]) => (!isFields(of) ? [] : Object.entries(of).flatMap(([partition, at]) =>
    (typeof at === 'number' && /^\d+$/.test(partition) ? [{ topic, partition: Number(partition), offset: at }] : []))))
}

function isFields(of: Json): of is { readonly [key: string]: Json } {
  return typeof of === 'object' && of !== null && !Array.isArray(of)
}
