import type { RawRecords } from '../../batch/raw-records'
import { DataLoss } from '../contract'
import { RecordBatchCorrupt } from './errors'
import type { FetchedRecords, Isolation, KafkaReader } from './reader'
import { abortedFilter } from './records/aborted-filter'
import { decodeRecords } from './records/decode-records'

export interface ReadRangeOf {
  readonly topic: string
  readonly partition: number
  /** The first offset, and the one behind the last. */
  readonly from: number
  readonly to: number
  readonly isolation?: Isolation
  readonly checkCrcs?: boolean
  readonly maxBytes?: number
}

/** How often an empty answer from inside the range is asked again: a follower may lag behind what was promised. */
const patience = 20

/**
 * The records of `from <= offset < to` of one partition, as they come; the next fetch is under way while the last one is
 * worked on. Gaps (compaction, markers, aborted rows) are not loss. Throws DATA_LOSS where the log ends before `to`.
 */
export async function* readRange(reader: KafkaReader, range: ReadRangeOf): AsyncGenerator<RawRecords> {
  const { topic, partition, to } = range
  const isolation = range.isolation ?? 'read_committed'
  let filter = isolation === 'read_committed' ? abortedFilter() : null
  const fetch = (offset: number, maxWaitMs: number): Promise<FetchedRecords> => {
    const fetched = reader.fetch({ topic, partition, offset, isolation, maxBytes: range.maxBytes, maxWaitMs })
    // Awaited only when its turn comes; a failure until then must not count as unhandled.
    fetched.catch(() => {})
    return fetched
  }

  let at = range.from
  let empty = 0
  let damaged = false
  let coming = at < to ? fetch(at, 0) : null
  while (coming !== null) {
    const fetched = await coming
    filter?.learn(fetched.aborted)
    // Decoding moves the filter on; bytes that are read a second time must meet it as it was.
    const before = filter?.copy() ?? null
    let decoded
    try {
      decoded = decodeRecords({
        topic, partition, bytes: fetched.bytes, from: at, to, filter, checkCrcs: range.checkCrcs ?? true, source: fetched.from,
      })
    } catch (error) {
      // Once: bytes damaged on the wire come whole the second time, bytes damaged on disk do not.
      if (!(error instanceof RecordBatchCorrupt) || damaged || reader.kind !== 'live') throw error
      damaged = true
      filter = before
      coming = fetch(at, 0)
      continue
    }
    damaged = false
    empty = decoded.next > at ? 0 : empty + 1
    if (empty > 0 && (fetched.highWatermark < to || empty > patience)) throw loss(range, at, fetched)
    at = decoded.next
    coming = at < to ? fetch(at, empty > 0 ? 250 : 0) : null
    if (decoded.records.count > 0) yield decoded.records
  }
}

function loss({ topic, partition, to }: ReadRangeOf, at: number, fetched: FetchedRecords): Error {
  return new DataLoss(`${fetched.from} ends at offset ${fetched.highWatermark}, and offsets ${at} to ${to - 1} were planned`, {
    hint: 'The log was cut or made anew since. Start again from a new checkpoint, or set failOnDataLoss to false to go on without them.',
    details: { topic, partition, from: at, to, logEnd: fetched.highWatermark },
  })
}
