import type { Vector } from '../../batch/vector'
import { typeName, type DataType } from '../../core/data-type'
import type { Accumulator } from '../../expr/registry'
import type { Aggregate } from '../../plan/nodes/aggregate'
import { ByteReader, ByteWriter } from './bytes'
import { readVector, writeVector } from './column-codec'
import { GroupTable } from './group-table'
import { readHead, writeHead } from './snapshot-head'

/** An aggregate's groups and their running values. */
export class GroupState {
  readonly table: GroupTable
  private readonly keyTypes: readonly DataType[]
  private readonly accumulators: readonly Accumulator[]
  private touchedIn = new Int32Array(64)
  private touchedSlots: number[] = []
  private batch = 0
  private savedBytes = 0

  constructor(node: Aggregate) {
    this.keyTypes = node.schema.fields.slice(0, node.keys.length).map(f => f.type)
    this.table = new GroupTable(this.keyTypes)
    this.accumulators = node.aggregates.map(one => one.fn.accumulator(one.argTypes, one.type, one.call.options))
  }

  beginBatch(): void {
    this.batch++
    this.touchedSlots = []
  }

  fold(keys: readonly Vector[], args: readonly (readonly Vector[])[], rows: number): void {
    if (rows === 0) return
    const slots = this.table.slotsOf(keys, rows)
    this.touch(slots)
    this.accumulators.forEach((one, i) => one.update(slots, args[i], rows))
  }

  /** An aggregate without keys has its one group even where no row came. */
  touchGlobal(): void {
    this.touch(this.table.slotsOf([], 1))
  }

  private touch(slots: Int32Array): void {
    if (this.table.slots > this.touchedIn.length) {
      const larger = new Int32Array(Math.max(this.touchedIn.length * 2, this.table.slots))
      larger.set(this.touchedIn)
      this.touchedIn = larger
    }
    const { touchedIn, batch } = this
    for (let i = 0; i < slots.length; i++) {
      const slot = slots[i]
      if (touchedIn[slot] === batch) continue
      touchedIn[slot] = batch
      this.touchedSlots.push(slot)
    }
  }

  /** The groups that rows of this batch fell into. */
  touched(): Int32Array {
    return Int32Array.from(this.touchedSlots)
  }

  columns(slots: Int32Array): Vector[] {
    return [...this.table.keysOf(slots), ...this.accumulators.map(one => one.result(slots, true))]
  }

  release(slots: Int32Array): void {
    this.table.release(slots)
    for (const slot of slots) {
      this.touchedIn[slot] = 0
      for (const one of this.accumulators) one.clear(slot)
    }
  }

  /** The table's memory, and the running values at the size the last snapshot gave them. */
  get bytes(): number {
    return this.table.bytes + this.savedBytes
  }

  save(): Uint8Array {
    const slots = this.table.liveSlots()
    const out = new ByteWriter()
    writeHead(out, slots.length, this.layout())
    for (const key of this.table.keysOf(slots)) writeVector(out, key)
    for (const one of this.accumulators) for (const column of one.save(slots)) writeVector(out, column)
    const bytes = out.finish()
    this.savedBytes = bytes.length
    return bytes
  }

  load(bytes: Uint8Array): void {
    const from = new ByteReader(bytes)
    const rows = readHead(from, this.layout())
    const keys = this.keyTypes.map(type => readVector(from, type, rows))
    const slots = rows === 0 ? new Int32Array(0) : this.table.slotsOf(keys, rows)
    for (const one of this.accumulators) {
      one.restore(slots, one.stateTypes.map(type => readVector(from, type, rows)))
    }
    this.savedBytes = bytes.length
  }

  private layout(): string {
    return [...this.keyTypes, ...this.accumulators.flatMap(one => one.stateTypes)].map(typeName).join(', ')
  }
}
