import type { NodeConnection } from '../connection'
import type { Isolation } from '../reader'
import { WireReader, WireWriter } from './wire'

/** Special timestamps of ListOffsets. */
export const EARLIEST = -2
export const LATEST = -1

export interface ListedOffset {
  readonly partition: number
  readonly errorCode: number
  /** -1 where no record is as young as the timestamp asked for. */
  readonly offset: number
}

/**
 * ListOffsets v5, of partitions one node leads.
 *   request  => replica_id isolation [topics: name [partitions: index leader_epoch timestamp]]
 *   response => throttle [topics: name [partitions: index error timestamp offset leader_epoch]]
 * LATEST is the high watermark, or the last stable offset under `read_committed`.
 */
export async function listOffsets(
  connection: NodeConnection, topic: string, at: ReadonlyMap<number, number>, isolation: Isolation,
): Promise<ListedOffset[]> {
  const request = new WireWriter().int32(-1).int8(isolation === 'read_committed' ? 1 : 0).int32(1).string(topic).int32(at.size)
  for (const [partition, timestamp] of at) request.int32(partition).int32(-1).int64(timestamp)
  const response = new WireReader(await connection.request({ apiKey: 2, apiVersion: 5, apiName: 'ListOffsets', body: request.end() }))

  response.skip(4)
  return response.array(response.int32(), () => {
    response.string()
    return response.array(response.int32(), () => {
      const partition = response.int32()
      const errorCode = response.int16()
      response.skip(8)
      const offset = response.int64()
      response.skip(4)
      return { partition, errorCode, offset }
    })
  }).flat()
}
