import type { LongVector } from '../../batch/vector'
import type { Origin } from '../../core/origin'

/** What one partition of a source brought in the batch that ran last, as a watermark's operator saw it. */
export interface PartitionSeen {
  readonly source: string
  readonly partition: number
  /** Rows with and without a time. */
  readonly rows: number
  /** The newest event time, ms; -Infinity where no row had one. */
  readonly maxMs: number
}

/** Notes the newest event time of each partition as batches pass. */
export interface PartitionTimes {
  begin(): void
  add(times: LongVector, origin: Origin | null): void
  seen(): readonly PartitionSeen[]
}

export function partitionTimes(): PartitionTimes {
  let found = new Map<string, PartitionSeen>()
  return {
    begin: () => { found = new Map() },
    add: (times, origin) => {
      let start = 0
      // Run by run: a plain scan is one run, so this is one pass over one column.
      for (const { source, partition, length } of origin ?? []) {
        const name = `${source} ${partition}`
        const before = found.get(name)
        const maxMs = newest(times, start, start + length)
        found.set(name, { source, partition, rows: (before?.rows ?? 0) + length, maxMs: Math.max(before?.maxMs ?? -Infinity, maxMs) })
        start += length
      }
    },
    seen: () => [...found.values()],
  }
}

function newest({ values, validity }: LongVector, from: number, to: number): number {
  const halves = new Int32Array(values.buffer, values.byteOffset, values.length * 2)
  let high = -0x8000_0000
  let low = 0
  let any = false
  for (let i = from; i < to; i++) {
    if (validity !== null && validity[i] === 0) continue
    const h = halves[2 * i + 1]
    const l = halves[2 * i] >>> 0
    if (h > high || (h === high && l >= low)) {
      high = h
      low = l
      any = true
    }
  }
  if (!any) return -Infinity
  const micros = (BigInt(high) << 32n) | BigInt(low)
  return Number((micros - (((micros % 1000n) + 1000n) % 1000n)) / 1000n)
}
