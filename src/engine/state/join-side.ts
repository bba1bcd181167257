import type { Batch } from '../../batch/batch'
import { concatVectors, takeVector } from '../../batch/select'
import type { Vector } from '../../batch/vector'
import { BOOLEAN, typeName, type DataType, type Schema } from '../../core/data-type'
import { InternalError } from '../../core/errors'
import type { ByteReader, ByteWriter } from './bytes'
import { readVector, writeVector } from './column-codec'
import type { GroupTable } from './group-table'
import { readHead, writeHead } from './snapshot-head'

/** The rows of one side of a join of two streams that rows still to come may match. */
export class JoinSide {
  columns: readonly Vector[]
  /** The group of each row's key. */
  groups: Int32Array = new Int32Array(0)
  /** 1 where a row has met one of the other side. */
  met: Uint8Array = new Uint8Array(0)

  constructor(private readonly schema: Schema) {
    this.columns = schema.fields.map(f => concatVectors(f.type, []))
  }

  get size(): number {
    return this.groups.length
  }

  add(input: Batch, rows: Int32Array, groups: Int32Array, met: Uint8Array): void {
    if (rows.length === 0) return
    const added = input.numRows === rows.length ? input.columns : input.columns.map(column => takeVector(column, rows))
    this.columns = this.schema.fields.map((f, i) => (this.size === 0 ? added[i] : concatVectors(f.type, [this.columns[i], added[i]])))
    this.groups = joined(this.groups, rows.map(row => groups[row]), length => new Int32Array(length))
    this.met = joined(this.met, Uint8Array.from(rows, row => met[row]), length => new Uint8Array(length))
  }

  keep(rows: Int32Array): void {
    if (rows.length === this.size) return
    // Built anew, so that texts that nobody has any more are let go.
    this.columns = this.schema.fields.map((f, i) => concatVectors(f.type, [takeVector(this.columns[i], rows), concatVectors(f.type, [])]))
    this.groups = rows.map(row => this.groups[row])
    this.met = Uint8Array.from(rows, row => this.met[row])
  }

  save(out: ByteWriter, table: GroupTable): void {
    writeHead(out, this.size, layoutOf(this.schema))
    for (const key of table.keysOf(this.groups)) writeVector(out, key)
    for (const column of this.columns) writeVector(out, column)
    writeVector(out, { kind: 'boolean', type: BOOLEAN, length: this.size, validity: null, values: this.met })
  }

  load(from: ByteReader, table: GroupTable, keyTypes: readonly DataType[]): void {
    const rows = readHead(from, layoutOf(this.schema))
    this.groups = table.slotsOf(keyTypes.map(type => readVector(from, type, rows)), rows)
    this.columns = this.schema.fields.map(f => readVector(from, f.type, rows))
    const met = readVector(from, BOOLEAN, rows)
    if (met.kind !== 'boolean') throw new InternalError('what met is BOOLEAN')
    this.met = met.values
  }
}

function layoutOf(schema: Schema): string {
  return schema.fields.map(f => typeName(f.type)).join(', ')
}

function joined<A extends Int32Array | Uint8Array>(first: A, second: A, make: (length: number) => A): A {
  const all = make(first.length + second.length)
  all.set(first)
  all.set(second, first.length)
  return all
}
