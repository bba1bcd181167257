import type { Vector } from '../../batch/vector'
import { BIGINT, typeName, type DataType } from '../../core/data-type'
import { InternalError } from '../../core/errors'
import { ByteReader, ByteWriter } from './bytes'
import { readVector, writeVector } from './column-codec'
import { GroupTable } from './group-table'
import { readHead, writeHead } from './snapshot-head'

/** The keys that rows came with, each with the time it may be forgotten at where `expiring`. */
export class KeyMemory {
  readonly table: GroupTable
  private known = new Uint8Array(64)
  private expiries: BigInt64Array

  constructor(private readonly types: readonly DataType[], private readonly expiring: boolean) {
    this.table = new GroupTable(types)
    this.expiries = new BigInt64Array(expiring ? 64 : 0)
  }

  /** The rows whose keys are new, in their order; each key is known from its first row on. */
  firstRows(keys: readonly Vector[], rows: number): Int32Array {
    const slots = this.table.slotsOf(keys, rows)
    this.reserve()
    const { known } = this
    const first = new Int32Array(rows)
    let count = 0
    for (let row = 0; row < rows; row++) {
      const slot = slots[row]
      if (known[slot] === 1) continue
      known[slot] = 1
      slots[count] = slot
      first[count++] = row
    }
    this.newest = slots.subarray(0, count)
    return first.subarray(0, count)
  }

  /** The keys of the last `firstRows`, row by row. */
  private newest: Int32Array = new Int32Array(0)

  /** When the keys of the last `firstRows` may be forgotten, row by row, in microseconds. */
  expireAt(micros: BigInt64Array): void {
    for (let i = 0; i < this.newest.length; i++) this.expiries[this.newest[i]] = micros[i]
  }

  expiryOf(slots: Int32Array): BigInt64Array {
    return BigInt64Array.from(slots, slot => this.expiries[slot])
  }

  release(slots: Int32Array): void {
    this.table.release(slots)
    for (const slot of slots) this.known[slot] = 0
  }

  get bytes(): number {
    return this.table.bytes + this.known.byteLength + this.expiries.byteLength
  }

  save(): Uint8Array {
    const slots = this.table.liveSlots()
    const out = new ByteWriter()
    writeHead(out, slots.length, this.layout())
    for (const key of this.table.keysOf(slots)) writeVector(out, key)
    if (this.expiring) writeVector(out, { kind: 'long', type: BIGINT, length: slots.length, validity: null, values: this.expiryOf(slots) })
    return out.finish()
  }

  load(bytes: Uint8Array): void {
    const from = new ByteReader(bytes)
    const rows = readHead(from, this.layout())
    this.firstRows(this.types.map(type => readVector(from, type, rows)), rows)
    if (!this.expiring) return
    const expiries = readVector(from, BIGINT, rows)
    if (expiries.kind !== 'long') throw new InternalError('expiries are BIGINT')
    this.expireAt(expiries.values)
  }

  private layout(): string {
    return `${this.types.map(typeName).join(', ')}${this.expiring ? ', expiring' : ''}`
  }

  private reserve(): void {
    const size = this.table.slots
    if (size <= this.known.length) return
    const known = new Uint8Array(Math.max(size, this.known.length * 2))
    known.set(this.known)
    this.known = known
    if (!this.expiring) return
    const expiries = new BigInt64Array(known.length)
    expiries.set(this.expiries)
    this.expiries = expiries
  }
}
