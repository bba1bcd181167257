import type { RawRecords } from '../../batch/raw-records'
import { DataLoss } from '../contract'
import { RecordBatchCorrupt } from './errors'
import type { FetchedRecords, Isolation, KafkaReader } from './reader'
import { abortedFilter, type AbortedFilter } from './records/aborted-filter'
import { decodeRecords, reachOf, type Decoded, type RecordLanes } from './records/decode-records'

export interface ReadRangeOf {
  readonly topic: string
  readonly partition: number
  /** The first offset, and the one behind the last. */
  readonly from: number
  readonly to: number
  readonly isolation?: Isolation
  readonly checkCrcs?: boolean
  /** What one fetch asks for at most. Default 8 MiB. */
  readonly maxBytes?: number
  /** Default: all. */
  readonly lanes?: RecordLanes
}

/** How often an empty answer from inside the range is asked again: a follower may lag behind what was promised. */
const patience = 20

/** What one fetch asks for at most; the memory of a range is twice that. */
const MAX_BYTES = 8 << 20
/** Rows that are decoded at once: their bytes and columns stay in the processor's cache on their way through a query. */
const ENOUGH = 8192

/**
 * The records of `from <= offset < to` of one partition, as they come; the next fetch is under way while the last one is
 * worked on. Gaps (compaction, markers, aborted rows) are not loss. Throws DATA_LOSS where the log ends before `to`.
 */
export async function* readRange(reader: KafkaReader, range: ReadRangeOf): AsyncGenerator<RawRecords> {
  const { topic, partition, to } = range
  const isolation = range.isolation ?? 'read_committed'
  const most = range.maxBytes ?? MAX_BYTES
  let filter = isolation === 'read_committed' ? abortedFilter() : null
  const fetch = (offset: number, maxBytes: number, maxWaitMs = 0): Promise<FetchedRecords> => {
    const fetched = reader.fetch({ topic, partition, offset, isolation, maxBytes, maxWaitMs })
    // Awaited only when its turn comes; a failure until then must not count as unhandled.
    fetched.catch(() => {})
    return fetched
  }

  let at = range.from
  let empty = 0
  let damaged = false
  let coming = at < to ? fetch(at, most) : null
  while (coming !== null) {
    const fetched = await coming
    filter?.learn(fetched.aborted)
    const decode = { topic, partition, bytes: fetched.bytes, to, checkCrcs: range.checkCrcs ?? true, source: fetched.from, lanes: range.lanes, enough: ENOUGH }
    const reach = reachOf({ ...decode, from: at, filter })
    empty = reach.next > at ? 0 : empty + 1
    if (empty > 0 && (fetched.highWatermark < to || empty > patience)) throw loss(range, at, fetched)
    coming = reach.next < to ? fetch(reach.next, Math.min(most, bytesFor(reach, at, to)), empty > 0 ? 250 : 0) : null
    for (let start: number | null = 0; start !== null;) {
      // Decoding moves the filter on; bytes that are read a second time must meet it as it was.
      const before: AbortedFilter | null = filter?.copy() ?? null
      let decoded: Decoded
      try {
        decoded = decodeRecords({ ...decode, from: at, filter, start })
      } catch (error) {
        // Once: bytes damaged on the wire come whole the second time, bytes damaged on disk do not.
        if (!(error instanceof RecordBatchCorrupt) || damaged || reader.kind !== 'live') throw error
        damaged = true
        filter = before
        coming = fetch(at, most)
        break
      }
      damaged = false
      at = decoded.next
      start = decoded.rest
      if (decoded.records.count > 0) yield decoded.records
    }
  }
}

/** What the rest of the range will take, going by what was read of it: a broker sends all that it is asked for. */
function bytesFor(reach: ReturnType<typeof reachOf>, from: number, to: number): number {
  if (reach.next === from) return Infinity
  return Math.ceil(reach.bytes / (reach.next - from) * (to - reach.next) * 1.05) + 2 * reach.largest
}

function loss({ topic, partition, to }: ReadRangeOf, at: number, fetched: FetchedRecords): Error {
  return new DataLoss(`${fetched.from} ends at offset ${fetched.highWatermark}, and offsets ${at} to ${to - 1} were planned`, {
    hint: 'The log was cut or made anew since. Start again from a new checkpoint, or set failOnDataLoss to false to go on without them.',
    details: { topic, partition, from: at, to, logEnd: fetched.highWatermark },
  })
}
