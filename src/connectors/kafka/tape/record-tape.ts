import { appendFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DataLoss } from '../../contract'
import { AlreadyThere, stopIfAborted } from '../errors'
import type { AbortedTransaction, KafkaReader } from '../reader'
import { readBatchHeader } from '../records/batch-header'
import { openTransactions } from './open-transactions'
import type { OpenTransactions } from './open-transactions'
import { partitionFolder, segmentFile, tapeHash } from './tape-json'
import type { TapeJson, TapePartition } from './tape-json'
import { writeTxnIndex } from './txn-index'
import type { TxnIndexEntry } from './txn-index'

export interface RecordTapeOptions {
  readonly reader: KafkaReader
  readonly topic: string
  /** Where the tape goes; must not be there yet, unless `replace`. */
  readonly dir: string
  readonly replace?: boolean
  /** For tape.json: a broker does not tell its version. */
  readonly brokerVersion?: string
  readonly signal?: AbortSignal
  readonly onProgress?: (of: { partition: number; offset: number; end: number }) => void
}

/** One Fetch ends at a segment's end, so one that is not full shows where segments part. The broker's own limit is 55 MB. */
const maxBytes = 48 << 20

/**
 * Makes a tape of a topic as it stands now: its record batches byte for byte, one file a segment, the aborted transactions
 * as .txnindex, and tape.json. Published whole: a tape that could not be finished is not there.
 *
 * @example
 * await recordTape({ reader: openLiveReader({ brokers: '127.0.0.1:9092' }), topic: 'topic_log', dir: 'tapes/topic_log' })
 */
export async function recordTape(options: RecordTapeOptions): Promise<TapeJson> {
  const dir = resolve(options.dir)
  if (options.replace !== true && existsSync(dir) && readdirSync(dir).length > 0) {
    throw new AlreadyThere(`${options.dir} is there already and is not empty`, { hint: 'Name another folder, or say that it is to be replaced (--force).' })
  }
  const fresh = `${dir}.${process.pid}.tmp`
  rmSync(fresh, { recursive: true, force: true })
  try {
    const { topic, topicId, partitions } = await options.reader.metadata(options.topic)
    const described: TapePartition[] = []
    for (const { partition } of partitions) described.push(await recordPartition(options, topic, partition, fresh))
    const paths = described.flatMap(({ partition, files }) => Object.keys(files).map(name => `${partitionFolder(topic, partition)}/${name}`))
    const json: TapeJson = {
      tape: 1, topic, topicId, brokerVersion: options.brokerVersion ?? null, partitions: described, sha256: tapeHash(fresh, paths),
    }
    mkdirSync(fresh, { recursive: true })
    writeFileSync(join(fresh, 'tape.json'), `${JSON.stringify(json, null, 2)}\n`)
    publish(fresh, dir)
    return json
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

async function recordPartition(options: RecordTapeOptions, topic: string, partition: number, fresh: string): Promise<TapePartition> {
  const { reader } = options
  const end = async (isolation: 'read_committed' | 'read_uncommitted'): Promise<number> =>
    (await reader.offsets(topic, [partition], 'latest', isolation)).get(partition) ?? 0
  const startOffset = (await reader.offsets(topic, [partition], 'earliest')).get(partition) ?? 0
  const endOffset = await end('read_uncommitted')
  const stable = Math.min(endOffset, await end('read_committed'))

  const folder = join(fresh, partitionFolder(topic, partition))
  const transactions = openTransactions()
  const aborted = new Map<string, AbortedTransaction>()
  const indexes = new Map<string, TxnIndexEntry[]>()
  let segment: string | null = null
  for (let offset = startOffset; offset < endOffset;) {
    stopIfAborted(options.signal, `recording ${topic}`, 'No tape was left behind; start again when you like.')
    // Up to the last stable offset with the aborted list; an open transaction behind it is only there uncommitted.
    const isolation = offset < stable ? 'read_committed' : 'read_uncommitted'
    const fetched = await reader.fetch({ topic, partition, offset, isolation, maxBytes })
    for (const entry of fetched.aborted ?? []) aborted.set(`${entry.producerId}:${entry.firstOffset}`, entry)
    const part = wholeBatches(fetched.bytes, offset, endOffset, transactions, aborted)
    if (part.next === offset) {
      throw new DataLoss(`${fetched.from} gives nothing from offset ${offset} on, and ends at ${endOffset}`, { hint: 'Was the topic cut or deleted meanwhile? Record it again.' })
    }
    segment ??= segmentFile(part.first)
    mkdirSync(folder, { recursive: true })
    appendFileSync(join(folder, segment), part.bytes)
    indexes.set(segment, [...indexes.get(segment) ?? [], ...part.entries])
    // The boundary of isolation cuts an answer short as a segment's end does.
    if (fetched.bytes.length < maxBytes && !(offset < stable && part.next >= stable)) segment = null
    offset = part.next
    options.onProgress?.({ partition, offset, end: endOffset })
  }
  for (const [name, entries] of indexes) {
    if (entries.length > 0) writeFileSync(join(folder, name.replace(/log$/, 'txnindex')), writeTxnIndex(entries))
  }
  const names = existsSync(folder) ? readdirSync(folder).sort() : []
  return {
    // What `last stable` was when it was asked may have moved since; what the bytes say holds.
    partition, startOffset, endOffset, lastStableOffset: transactions.lastStableOffset(endOffset),
    files: Object.fromEntries(names.map(name => [name, statSync(join(folder, name)).size])),
  }
}

interface Part {
  readonly bytes: Uint8Array
  readonly first: number
  readonly next: number
  /** The aborted transactions whose markers stand in these bytes: a broker's index has them with their segment. */
  readonly entries: readonly TxnIndexEntry[]
}

function wholeBatches(
  bytes: Uint8Array, from: number, end: number, transactions: OpenTransactions, aborted: ReadonlyMap<string, AbortedTransaction>,
): Part {
  const entries: TxnIndexEntry[] = []
  let at = 0
  let first = from
  let next = from
  for (let batch = readBatchHeader(bytes, 0); batch !== null && batch.baseOffset < end; batch = readBatchHeader(bytes, batch.end)) {
    if (at === 0) first = batch.baseOffset
    at = batch.end
    next = batch.lastOffset + 1
    const { ended } = transactions.see(batch)
    const entry = ended === null ? undefined : aborted.get(`${batch.producerId}:${ended.firstOffset}`)
    if (entry !== undefined) entries.push({ ...entry, lastOffset: batch.lastOffset, lastStableOffset: transactions.lastStableOffset(next) })
  }
  return { bytes: bytes.subarray(0, at), first, next, entries }
}

/** Takes the place of what is there in one step a side; what was there stays until the new one is. */
function publish(fresh: string, dir: string): void {
  const old = `${dir}.${process.pid}.old`
  if (existsSync(dir)) renameSync(dir, old)
  try {
    renameSync(fresh, dir)
  } catch (error) {
    if (existsSync(old)) renameSync(old, dir)
    throw error
  }
  rmSync(old, { recursive: true, force: true })
}
