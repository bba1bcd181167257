import type { NodeConnection } from '../connection'
import type { AbortedTransaction, Isolation } from '../reader'
import { WireReader, WireWriter } from './wire'

export interface FetchOf {
  readonly topic: string
  readonly partition: number
  readonly offset: number
  readonly maxBytes: number
  /** How long the broker may wait for a first byte. */
  readonly maxWaitMs: number
  readonly isolation: Isolation
}

export interface FetchAnswer {
  readonly errorCode: number
  readonly highWatermark: number
  readonly lastStableOffset: number
  readonly logStartOffset: number
  /** Null under `read_uncommitted`. */
  readonly aborted: readonly AbortedTransaction[] | null
  /** Record batches as they lie in the log: a view on the response. */
  readonly records: Buffer
}

/**
 * Fetch v11, one partition of the node that leads it, outside any fetch session.
 *   request  => replica_id max_wait min_bytes max_bytes isolation session_id session_epoch
 *               [topics: name [partitions: index leader_epoch offset log_start max_bytes]] [forgotten] rack
 *   response => throttle error session_id [topics: name [partitions: index error high_watermark last_stable log_start
 *               [aborted: producer_id first_offset] preferred_replica records]]
 * At least one batch comes even where it is larger than `maxBytes`; the first may start before `offset`, the last may be
 * cut off.
 */
export async function fetchPartition(connection: NodeConnection, of: FetchOf): Promise<FetchAnswer> {
  const request = new WireWriter()
    .int32(-1).int32(of.maxWaitMs).int32(1).int32(of.maxBytes).int8(of.isolation === 'read_committed' ? 1 : 0).int32(0).int32(-1)
    .int32(1).string(of.topic).int32(1)
    .int32(of.partition).int32(-1).int64(of.offset).int64(-1).int32(of.maxBytes)
    .int32(0).string('')
  const response = new WireReader(await connection.request({ apiKey: 1, apiVersion: 11, apiName: 'Fetch', body: request.end() }))

  response.skip(4)
  const sessionError = response.int16()
  response.skip(4)
  const topics = response.array(response.int32(), () => {
    response.string()
    return response.array(response.int32(), () => readPartition(response))
  })
  const none: FetchAnswer = {
    errorCode: sessionError || -1, highWatermark: -1, lastStableOffset: -1, logStartOffset: -1, aborted: null, records: Buffer.alloc(0),
  }
  return topics.flat()[0] ?? none
}

function readPartition(response: WireReader): FetchAnswer {
  response.skip(4)
  const errorCode = response.int16()
  const highWatermark = response.int64()
  const lastStableOffset = response.int64()
  const logStartOffset = response.int64()
  const count = response.int32()
  const aborted = count < 0 ? null : response.array(count, () => ({ producerId: response.int64(), firstOffset: response.int64() }))
  response.skip(4)
  const size = response.int32()
  return { errorCode, highWatermark, lastStableOffset, logStartOffset, aborted, records: response.raw(Math.max(0, size)) }
}
