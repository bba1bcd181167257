import { takeVector } from '../../batch/select'
import type { LongVector, StructVector, Vector } from '../../batch/vector'
import { typeName, type DataType, type StructType } from '../../core/data-type'
import { child } from '../../expr/bind'
import { exactNumbers } from '../../expr/kernels/longs'
import { longVector } from '../../expr/kernels/vectors'
import type { Accumulator } from '../../expr/registry'
import type { Aggregate } from '../../plan/nodes/aggregate'
import { ByteReader, ByteWriter } from './bytes'
import { readVector, writeVector } from './column-codec'
import { GroupTable } from './group-table'
import { readHead, writeHead } from './snapshot-head'

/** Sessions of each key and their running values. A session is a slot; those of one key never touch. */
export class SessionState {
  private readonly keys: GroupTable
  private readonly keyTypes: readonly DataType[]
  private readonly accumulators: readonly Accumulator[]
  /** By key: its sessions, the earliest first. */
  private readonly ofKey: number[][] = []
  /** By session: its key, start and end, µs. */
  private readonly keyOf: number[] = []
  private readonly starts: bigint[] = []
  private readonly ends: bigint[] = []
  private readonly free: number[] = []
  private count = 0
  private savedBytes = 0

  private readonly windowType: StructType

  constructor(private readonly node: Aggregate) {
    this.windowType = node.schema.fields[node.sessionKey].type as StructType
    this.keyTypes = node.schema.fields.slice(0, node.keys.length).map(f => f.type).filter((_, i) => i !== node.sessionKey)
    this.keys = new GroupTable(this.keyTypes)
    this.accumulators = node.aggregates.map(one => one.fn.accumulator(one.argTypes, one.type, one.call.options))
  }

  /** Sessions there are. */
  get size(): number {
    return this.count
  }

  get bytes(): number {
    return this.keys.bytes + this.savedBytes
  }

  /**
   * Folds rows, each a session of its own, into those that they touch. As in Spark every session of a key that a row came
   * for counts as updated, and one whose start is no longer one as removed.
   */
  fold(keys: readonly Vector[], sessions: StructVector, args: readonly (readonly Vector[])[]): { readonly updated: number; readonly removed: number } {
    const rows = sessions.length
    if (rows === 0) return { updated: 0, removed: 0 }
    const [starts, ends] = [child(sessions, 0) as LongVector, child(sessions, 1) as LongVector]
    const keySlots = this.keys.slotsOf(keys, rows)
    const order = inOrder(keySlots, starts)
    const slots = new Int32Array(rows)
    const into: number[] = []
    const from: number[] = []
    let updated = 0
    let removed = 0
    for (let at = 0; at < rows;) {
      const key = keySlots[order[at]]
      const before = this.ofKey[key] ?? []
      const after: number[] = []
      let head = -1
      // Where the next row is folded: into the head, until a session of the state has been merged into it.
      let tail = -1
      let known = 0
      while (known < before.length || (at < rows && keySlots[order[at]] === key)) {
        const row = at < rows && keySlots[order[at]] === key ? order[at] : -1
        const session = before[known]
        if (row < 0 || (session !== undefined && this.starts[session] <= starts.values[row])) {
          known++
          if (head >= 0 && this.starts[session] <= this.ends[head]) {
            this.extend(head, this.ends[session])
            into.push(head)
            from.push(session)
            tail = -1
            removed++
          } else {
            head = tail = session
            after.push(session)
          }
          continue
        }
        const start = starts.values[row]
        const end = ends.values[row]
        if (head >= 0 && start <= this.ends[head]) {
          this.extend(head, end)
          if (tail < 0) {
            tail = this.make(key, start, end)
            into.push(head)
            from.push(tail)
          }
        } else {
          head = tail = this.make(key, start, end)
          after.push(head)
        }
        slots[at++] = tail
      }
      this.ofKey[key] = after
      updated += after.length
    }
    this.accumulators.forEach((one, i) => one.update(slots, args[i].map(arg => takeVector(arg, order)), rows))
    if (into.length > 0) {
      for (const one of this.accumulators) one.merge(Int32Array.from(into), Int32Array.from(from))
      for (const slot of from) this.drop(slot)
    }
    return { updated, removed }
  }

  private extend(slot: number, end: bigint): void {
    if (end > this.ends[slot]) this.ends[slot] = end
  }

  private make(key: number, start: bigint, end: bigint): number {
    const slot = this.free.pop() ?? this.keyOf.length
    this.keyOf[slot] = key
    this.starts[slot] = start
    this.ends[slot] = end
    this.count++
    return slot
  }

  private drop(slot: number): void {
    for (const one of this.accumulators) one.clear(slot)
    this.free.push(slot)
    this.count--
  }

  /** All sessions, in the order in which their keys came. */
  live(): number[] {
    return [...this.keys.liveSlots()].flatMap(key => this.ofKey[key])
  }

  /** Those that end at or before it. */
  endedBy(micros: bigint): number[] {
    return this.live().filter(slot => this.ends[slot] <= micros)
  }

  spanOf(slot: number): { readonly start: bigint; readonly end: bigint } {
    return { start: this.starts[slot], end: this.ends[slot] }
  }

  /** The output columns of these sessions. */
  columns(of: readonly number[]): Vector[] {
    const slots = Int32Array.from(of)
    const keys = this.keys.keysOf(slots.map(slot => this.keyOf[slot]))
    const { sessionKey } = this.node
    return [...keys.slice(0, sessionKey), this.spans(of), ...keys.slice(sessionKey), ...this.accumulators.map(one => one.result(slots, true))]
  }

  private spans(of: readonly number[]): StructVector {
    const time = this.windowType.fields[0].type
    const lane = (values: readonly bigint[]): LongVector => longVector(BigInt64Array.from(of, slot => values[slot]), null, time)
    return { kind: 'struct', type: this.windowType, length: of.length, validity: null, children: [lane(this.starts), lane(this.ends)] }
  }

  release(of: readonly number[]): void {
    const gone = new Set(of)
    const keys = new Set(of.map(slot => this.keyOf[slot]))
    for (const key of keys) this.ofKey[key] = this.ofKey[key].filter(slot => !gone.has(slot))
    for (const slot of of) this.drop(slot)
    this.keys.release(Int32Array.from([...keys].filter(key => this.ofKey[key].length === 0)))
  }

  save(): Uint8Array {
    const live = this.live()
    const slots = Int32Array.from(live)
    const out = new ByteWriter()
    writeHead(out, live.length, this.layout())
    for (const key of this.keys.keysOf(slots.map(slot => this.keyOf[slot]))) writeVector(out, key)
    writeVector(out, this.spans(live))
    for (const one of this.accumulators) for (const column of one.save(slots)) writeVector(out, column)
    const bytes = out.finish()
    this.savedBytes = bytes.length
    return bytes
  }

  load(bytes: Uint8Array): void {
    const from = new ByteReader(bytes)
    const rows = readHead(from, this.layout())
    const keys = this.keyTypes.map(type => readVector(from, type, rows))
    const [starts, ends] = (readVector(from, this.windowType, rows) as StructVector).children as LongVector[]
    const keySlots = rows === 0 ? [] : this.keys.slotsOf(keys, rows)
    const slots = Int32Array.from(keySlots, (key, i) => {
      const slot = this.make(key, starts.values[i], ends.values[i])
      const others: number[] | undefined = this.ofKey[key]
      if (others === undefined) this.ofKey[key] = [slot]
      else others.push(slot)
      return slot
    })
    for (const one of this.accumulators) one.restore(slots, one.stateTypes.map(type => readVector(from, type, rows)))
    this.savedBytes = bytes.length
  }

  private layout(): string {
    return [...this.keyTypes, this.windowType, ...this.accumulators.flatMap(one => one.stateTypes)].map(typeName).join(', ')
  }
}

/** Rows by key, and within a key by start; those of one start in the order they came. */
function inOrder(keys: Int32Array, starts: LongVector): Int32Array {
  const rows = Int32Array.from(keys.keys())
  const numbers = exactNumbers(starts)
  if (numbers !== null) return rows.sort((a, b) => keys[a] - keys[b] || numbers[a] - numbers[b] || a - b)
  const { values } = starts
  return rows.sort((a, b) => keys[a] - keys[b] || (values[a] < values[b] ? -1 : values[a] > values[b] ? 1 : a - b))
}
