import { TapeCorrupt } from '../errors'
import type { AbortedTransaction } from '../reader'

/** An aborted transaction as a broker's .txnindex has it. */
export interface TxnIndexEntry extends AbortedTransaction {
  /** The offset of its abort marker. */
  readonly lastOffset: number
  /** Up to where everything was decided, once it was. */
  readonly lastStableOffset: number
}

/** An entry: version int16 = 0, producer id, first offset, last offset, last stable offset, int64 each, big-endian. */
const entryBytes = 34

export function readTxnIndex(bytes: Buffer, from: string): TxnIndexEntry[] {
  if (bytes.length % entryBytes !== 0) throw new TapeCorrupt(`${from} is no transaction index: ${bytes.length} bytes are no multiple of ${entryBytes}`)
  return Array.from({ length: bytes.length / entryBytes }, (_, i) => {
    const at = i * entryBytes
    const version = bytes.readInt16BE(at)
    if (version !== 0) throw new TapeCorrupt(`${from} has an entry of version ${version}, and only version 0 is known`)
    const long = (field: number): number => Number(bytes.readBigInt64BE(at + 2 + field * 8))
    return { producerId: long(0), firstOffset: long(1), lastOffset: long(2), lastStableOffset: long(3) }
  })
}

export function writeTxnIndex(entries: readonly TxnIndexEntry[]): Buffer {
  const bytes = Buffer.alloc(entries.length * entryBytes)
  entries.forEach((entry, i) => {
    const fields = [entry.producerId, entry.firstOffset, entry.lastOffset, entry.lastStableOffset]
    fields.forEach((field, n) => bytes.writeBigInt64BE(BigInt(field), i * entryBytes + 2 + n * 8))
  })
  return bytes
}
