import { batchOfRows, rowAt } from '../../batch/rows'
import { batch } from '../../batch/batch'
import { parseDdl } from '../../core/ddl'
import { BIGINT, field, INT, struct, toDdl, type Schema } from '../../core/data-type'
import { defineError, InternalError } from '../../core/errors'
import { compareBy } from '../../expr/kernels/compare-by'
import { valueKey } from '../../expr/kernels/value-key'
import { ByteReader, ByteWriter } from './bytes'
import { readVector, writeVector } from './column-codec'

export const StateVariableMismatch = defineError({ code: 'STATEFUL_PROCESSOR_STATE_VARIABLE_MISMATCH', fault: 'user' })

type Row = Readonly<Record<string, unknown>>
export type StateKind = 'value' | 'list' | 'map'

/** A value and, where it has one, the time it lives until: ms. */
interface Kept { readonly at: Row | null; readonly value: Row; readonly until: number | null }

/** A state variable of all keys: for each, its entries in the order they came. */
export interface Variable {
  readonly kind: StateKind
  readonly keySchema: Schema | null
  readonly schema: Schema
  /** By key number; then by the entry's own key, or a number. */
  readonly byKey: Map<number, Map<string, Kept>>
}

/** Keys, state variables and timers of a user's processor. */
export class KeyedState {
  private readonly ids = new Map<string, number>()
  private readonly keys = new Map<number, Row>()
  private readonly variables = new Map<string, Variable>()
  readonly timers = new Map<number, Set<number>>()
  private nextId = 0
  private sequence = 0

  constructor(private readonly keySchema: Schema) {}

  idOf(key: Row): number {
    const name = valueKey(key)
    let id = this.ids.get(name)
    if (id === undefined) {
      id = this.nextId++
      this.ids.set(name, id)
      this.keys.set(id, key)
    }
    return id
  }

  keyOf(id: number): Row {
    return this.keys.get(id)!
  }

  /** The variable of that name; it is what it was, or an error says so. */
  variable(name: string, kind: StateKind, schema: string, keySchema?: string): Variable {
    const [wanted, wantedKey] = [parseDdl(schema), keySchema === undefined ? null : parseDdl(keySchema)]
    const known = this.variables.get(name)
    const said = (of: Pick<Variable, 'kind' | 'schema' | 'keySchema'>): string => `${of.kind} of ${of.keySchema === null ? '' : `${toDdl(of.keySchema)} to `}${toDdl(of.schema)}`
    if (known !== undefined) {
      const now = said({ kind, schema: wanted, keySchema: wantedKey })
      if (said(known) === now) return known
      throw new StateVariableMismatch(`the state '${name}' is a ${said(known)}, and was asked for as a ${now}`, { hint: 'Give the new one another name, and deleteIfExists the old one.' })
    }
    const made: Variable = { kind, keySchema: wantedKey, schema: wanted, byKey: new Map() }
    this.variables.set(name, made)
    return made
  }

  forget(name: string): void {
    this.variables.delete(name)
  }

  /** A name for an entry that comes after all there are. */
  next(): string {
    return String(this.sequence++)
  }

  /** As Spark counts: a key's list is one, each entry of a map is, and timers are not. */
  get size(): number {
    let size = 0
    for (const { kind, byKey } of this.variables.values()) for (const { size: entries } of byKey.values()) size += kind === 'list' ? Math.min(entries, 1) : entries
    return size
  }

  /** These key numbers in the order of their keys, nulls first: the order in which Spark hands keys to a processor. */
  inOrder(ids: Iterable<number>): number[] {
    const some = [...ids]
    const { columns } = batchOfRows(this.keySchema, some.map(id => this.keyOf(id)))
    const orders = columns.map(() => ({ descending: false, nullsFirst: true }))
    return some.map((_, at) => at).sort((a, b) => compareBy(columns, orders, a, b)).map(at => some[at])
  }

  /** Drops what has outlived its time, and keys that nothing is known of; how many values went. */
  sweep(nowMs: number): number {
    let gone = 0
    const held = new Set<number>()
    for (const { byKey } of this.variables.values()) {
      for (const [id, entries] of byKey) {
        for (const [name, { until }] of entries) if (until !== null && until <= nowMs && entries.delete(name)) gone++
        if (entries.size === 0) byKey.delete(id)
        else held.add(id)
      }
    }
    for (const [id, set] of this.timers) {
      if (set.size === 0) this.timers.delete(id)
      else held.add(id)
    }
    for (const [name, id] of this.ids) {
      if (held.has(id)) continue
      this.ids.delete(name)
      this.keys.delete(id)
    }
    return gone
  }

  /** The earliest timer; null for none. */
  firstDue(): number | null {
    let first = Infinity
    for (const set of this.timers.values()) for (const at of set) first = Math.min(first, at)
    return first === Infinity ? null : first
  }

  /** Timers at or before that time, the earliest first; those of one time in the order of their keys. */
  expiredTimers(nowMs: number): { readonly id: number; readonly at: number }[] {
    const due = [...this.timers].flatMap(([id, set]) => [...set].filter(at => at <= nowMs).map(at => ({ id, at })))
    const places = new Map(this.inOrder(new Set(due.map(one => one.id))).map((id, place) => [id, place]))
    return due.sort((a, b) => a.at - b.at || places.get(a.id)! - places.get(b.id)!)
  }

  save(): Uint8Array {
    const out = new ByteWriter()
    const ids = [...this.keys.keys()]
    const places = new Map(ids.map((id, i) => [id, i]))
    writeRows(out, this.keySchema, ids.map(id => this.keyOf(id)))
    const timers = [...this.timers].flatMap(([id, set]) => [...set].sort((a, b) => a - b).map(at => ({ key: places.get(id), at: BigInt(at) })))
    writeRows(out, TIMERS, timers)
    out.u32(this.variables.size)
    for (const [name, { kind, keySchema, schema, byKey }] of this.variables) {
      const entries = [...byKey].flatMap(([id, kept]) => [...kept.values()].map(one => ({ id, one })))
      out.text(name)
      out.text(kind)
      out.text(keySchema === null ? '' : toDdl(keySchema))
      out.text(toDdl(schema))
      writeRows(out, OWNERS, entries.map(({ id, one }) => ({ key: places.get(id), until: one.until === null ? null : BigInt(one.until) })))
      if (keySchema !== null) writeRows(out, keySchema, entries.map(({ one }) => one.at!))
      writeRows(out, schema, entries.map(({ one }) => one.value))
    }
    return out.finish()
  }

  load(bytes: Uint8Array): void {
    const from = new ByteReader(bytes)
    const ids = readRows(from, this.keySchema).map(key => this.idOf(key))
    for (const { key, at } of readRows(from, TIMERS) as { key: number; at: bigint }[]) this.timersOf(ids[key]).add(Number(at))
    for (let left = from.u32(); left > 0; left--) {
      const name = from.text()
      const kind = from.text() as StateKind
      const keyDdl = from.text()
      const { byKey, keySchema, schema } = this.variable(name, kind, from.text(), keyDdl === '' ? undefined : keyDdl)
      const owners = readRows(from, OWNERS) as { key: number; until: bigint | null }[]
      const ats = keySchema === null ? null : readRows(from, keySchema)
      const values = readRows(from, schema)
      owners.forEach(({ key, until }, i) => {
        const at = ats === null ? null : ats[i]
        const entry = kind === 'value' ? '' : at === null ? this.next() : valueKey(at)
        entriesOf(byKey, ids[key]).set(entry, { at, value: values[i], until: until === null ? null : Number(until) })
      })
    }
  }

  timersOf(id: number): Set<number> {
    let set = this.timers.get(id)
    if (set === undefined) this.timers.set(id, set = new Set())
    return set
  }
}

const TIMERS = struct([field('key', INT), field('at', BIGINT)])
const OWNERS = struct([field('key', INT), field('until', BIGINT)])

export function entriesOf(byKey: Variable['byKey'], id: number): Map<string, Kept> {
  let entries = byKey.get(id)
  if (entries === undefined) byKey.set(id, entries = new Map<string, Kept>())
  return entries
}

function writeRows(out: ByteWriter, schema: Schema, rows: readonly object[]): void {
  out.u32(rows.length)
  for (const column of batchOfRows(schema, rows).columns) writeVector(out, column)
}

function readRows(from: ByteReader, schema: Schema): Row[] {
  const rows = from.u32()
  const of = batch(schema, schema.fields.map(f => readVector(from, f.type, rows)), rows)
  if (of.numRows !== rows) throw new InternalError('a state file holds fewer rows than it says')
  return Array.from({ length: rows }, (_, row) => rowAt(of, row))
}
