import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DataLoss } from '../../contract'
import { AlreadyThere } from '../errors'
import type { AbortedTransaction, KafkaReader } from '../reader'
import { headerBytes, readBatchHeader } from '../records/batch-header'
import { openTransactions } from './open-transactions'
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
 */
export async function recordTape(options: RecordTapeOptions): Promise<TapeJson> {
  const dir = resolve(options.dir)
  if (options.replace !== true && existsSync(dir) && readdirSync(dir).length > 0) {
    throw new AlreadyThere(`${options.dir} is there already and is not empty`, { hint: 'Name another folder, or say that it is to be replaced (--force).' })
  }
  const { topic, topicId, partitions } = await options.reader.metadata(options.topic)
  const files: { path: string; bytes: Buffer }[] = []
  const described: TapePartition[] = []
  for (const { partition } of partitions) {
    const recorded = await recordPartition(options, topic, partition)
    described.push({
      partition, startOffset: recorded.startOffset, endOffset: recorded.endOffset, lastStableOffset: recorded.lastStableOffset,
      files: Object.fromEntries([...recorded.files].map(([name, bytes]) => [name, bytes.length])),
    })
    for (const [name, bytes] of recorded.files) files.push({ path: `${partitionFolder(topic, partition)}/${name}`, bytes })
  }
  const json: TapeJson = { tape: 1, topic, topicId, brokerVersion: options.brokerVersion ?? null, partitions: described, sha256: tapeHash(files) }
  publish(dir, files, json)
  return json
}

interface RecordedPartition extends Omit<TapePartition, 'partition' | 'files'> {
  readonly files: ReadonlyMap<string, Buffer>
}

async function recordPartition(options: RecordTapeOptions, topic: string, partition: number): Promise<RecordedPartition> {
  const { reader } = options
  const at = async (which: 'earliest' | 'latest', isolation: 'read_committed' | 'read_uncommitted'): Promise<number> =>
    (await reader.offsets(topic, [partition], which, isolation)).get(partition) ?? 0
  const startOffset = await at('earliest', 'read_uncommitted')
  const endOffset = await at('latest', 'read_uncommitted')
  const stable = Math.min(endOffset, await at('latest', 'read_committed'))

  const segments: Buffer[][] = []
  const aborted = new Map<string, AbortedTransaction>()
  let fresh = true
  for (let offset = startOffset; offset < endOffset;) {
    options.signal?.throwIfAborted()
    // Up to the last stable offset with the aborted list; an open transaction behind it is only there uncommitted.
    const isolation = offset < stable ? 'read_committed' : 'read_uncommitted'
    const fetched = await reader.fetch({ topic, partition, offset, isolation, maxBytes })
    for (const entry of fetched.aborted ?? []) aborted.set(`${entry.producerId}:${entry.firstOffset}`, entry)
    const { bytes, next } = wholeBatches(Buffer.from(fetched.bytes), offset, endOffset)
    if (next === offset) throw new DataLoss(`${fetched.from} gives nothing from offset ${offset} on, and ends at ${endOffset}`, { hint: 'Was the topic cut or deleted meanwhile? Record it again.' })
    if (fresh) segments.push([])
    segments[segments.length - 1].push(bytes)
    // The boundary of isolation cuts an answer short as a segment's end does.
    fresh = fetched.bytes.length < maxBytes && !(offset < stable && next >= stable)
    offset = next
    options.onProgress?.({ partition, offset, end: endOffset })
  }
  const files = new Map<string, Buffer>()
  const transactions = openTransactions()
  for (const segment of segments.map(parts => Buffer.concat(parts))) {
    const first = readBatchHeader(segment, 0)?.baseOffset ?? startOffset
    files.set(segmentFile(first), segment)
    const entries = txnEntries(segment, transactions, aborted)
    if (entries.length > 0) files.set(segmentFile(first).replace(/log$/, 'txnindex'), writeTxnIndex(entries))
  }
  // What `last stable` was when it was asked may have moved since; what the bytes say holds.
  return { startOffset, endOffset, lastStableOffset: transactions.lastStableOffset(endOffset), files }
}

function wholeBatches(bytes: Buffer, from: number, end: number): { bytes: Buffer; next: number } {
  let at = 0
  let next = from
  while (at + headerBytes <= bytes.length) {
    const batch = readBatchHeader(bytes, at)
    if (batch === null || batch.baseOffset >= end) break
    at = batch.end
    next = batch.lastOffset + 1
  }
  return { bytes: bytes.subarray(0, at), next }
}

/** The aborted transactions whose markers stand in this segment: where a broker's index has them. */
function txnEntries(segment: Buffer, transactions: ReturnType<typeof openTransactions>, aborted: ReadonlyMap<string, AbortedTransaction>): TxnIndexEntry[] {
  const entries: TxnIndexEntry[] = []
  for (let batch = readBatchHeader(segment, 0); batch !== null; batch = readBatchHeader(segment, batch.end)) {
    const { ended } = transactions.see(batch)
    const entry = ended === null ? undefined : aborted.get(`${batch.producerId}:${ended.firstOffset}`)
    if (entry === undefined) continue
    entries.push({ ...entry, lastOffset: batch.lastOffset, lastStableOffset: transactions.lastStableOffset(batch.lastOffset + 1) })
  }
  return entries
}

function publish(dir: string, files: readonly { path: string; bytes: Buffer }[], json: TapeJson): void {
  const fresh = `${dir}.${process.pid}.tmp`
  const old = `${dir}.${process.pid}.old`
  rmSync(fresh, { recursive: true, force: true })
  try {
    for (const { path, bytes } of files) {
      mkdirSync(dirname(join(fresh, path)), { recursive: true })
      writeFileSync(join(fresh, path), bytes)
    }
    mkdirSync(fresh, { recursive: true })
    writeFileSync(join(fresh, 'tape.json'), `${JSON.stringify(json, null, 2)}\n`)
    if (existsSync(dir)) renameSync(dir, old)
    renameSync(fresh, dir)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
    if (existsSync(dir)) rmSync(old, { recursive: true, force: true })
    else if (existsSync(old)) renameSync(old, dir)
  }
}
