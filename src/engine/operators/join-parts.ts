import { batch, type Batch } from '../../batch/batch'
import { concatVectors, takeVector } from '../../batch/select'
import { isNull, type Vector } from '../../batch/vector'
import { struct, type DataType, type Schema } from '../../core/data-type'
import { requireCommon, coerce } from '../../expr/kernels/coerce'
import { columnsOf, sameName } from '../../plan/names'
import { joinColumns, type Join, type Side } from '../../plan/nodes/join'
import type { Bound } from '../../expr/registry'
import type { Expression } from '../../expr/expression'
import type { BatchRun, Build } from './operator'

/** Rows of one side: columns, and which of their rows; a row below 0 is all nulls. */
export interface Rows { readonly columns: readonly Vector[]; readonly rows: Int32Array }

/** What all joins share: keys of one type on both sides, the rest of the condition, and the result's columns. */
export interface JoinParts {
  readonly keyTypes: readonly DataType[]
  keysOf(side: Side, input: Batch, run: BatchRun): Vector[]
  /** 1 for each pair that the condition holds for. */
  holds(left: Rows, right: Rows, run: BatchRun): Uint8Array | null
  output(left: Rows, right: Rows): Batch
}

/** `residual` is what is asked of a pair beside its keys. */
export function joinParts(node: Join, residual: Expression | null, build: Build): JoinParts {
  const [left, right] = node.children.map(child => child.schema)
  const bound: Record<Side, Bound[]> = { left: node.keys.map(key => build.bind(key.left, left)), right: node.keys.map(key => build.bind(key.right, right)) }
  const keyTypes = node.keys.map((_, i) => requireCommon('a join', [bound.left[i].type, bound.right[i].type]))
  const columns = joinColumns(left, right, node.type, node.using)
  const both = residual === null ? null : overBoth(residual, left, right, build)
  return {
    keyTypes,
    keysOf: (side, input, run) => bound[side].map((key, i) => coerce(key.evaluate(input, { batchTimeMs: run.batchTimeMs }), keyTypes[i])),
    holds: (leftRows, rightRows, run) => {
      if (both === null) return null
      const taken = [...both.left.map(i => takeVector(leftRows.columns[i], leftRows.rows)), ...both.right.map(i => takeVector(rightRows.columns[i], rightRows.rows))]
      return trueRows(both.bound.evaluate(batch(both.schema, taken, leftRows.rows.length), { batchTimeMs: run.batchTimeMs }))
    },
    output: (leftRows, rightRows) => {
      const made = columns.map(one => {
        if (one.right < 0) return takeVector(leftRows.columns[one.left], leftRows.rows)
        if (one.left < 0) return takeVector(rightRows.columns[one.right], rightRows.rows)
        return merged(one.field.type, takeVector(leftRows.columns[one.left], leftRows.rows), takeVector(rightRows.columns[one.right], rightRows.rows))
      })
      return batch(node.schema, made, leftRows.rows.length)
    },
  }
}

/** The condition over those columns of both sides that it reads. */
function overBoth(residual: Expression, left: Schema, right: Schema, build: Build): { left: number[]; right: number[]; schema: Schema; bound: Bound } {
  const names = columnsOf(residual, struct([...left.fields, ...right.fields]))
  const read = (schema: Schema): number[] => schema.fields.flatMap((f, i) => (names.some(name => sameName(name, f.name)) ? [i] : []))
  const [l, r] = [read(left), read(right)]
  const schema = struct([...l.map(i => left.fields[i]), ...r.map(i => right.fields[i])])
  return { left: l, right: r, schema, bound: build.bind(residual, schema) }
}

/** 1 where a condition is true; false and null are 0. */
export function trueRows(of: Vector): Uint8Array {
  const found = new Uint8Array(of.length)
  if (of.kind !== 'boolean') return found
  for (let i = 0; i < found.length; i++) found[i] = of.values[i] === 1 && !isNull(of, i) ? 1 : 0
  return found
}

function merged(type: DataType, left: Vector, right: Vector): Vector {
  const rows = Int32Array.from({ length: left.length }, (_, i) => (isNull(left, i) ? left.length + i : i))
  return takeVector(concatVectors(type, [coerce(left, type), coerce(right, type)]), rows)
}

/** Rows by the group of their key. */
export class RowIndex {
  private readonly first: Int32Array
  private readonly next: Int32Array

  /** A row whose group is below 0 is found by none. */
  constructor(groups: Int32Array, count: number) {
    this.first = new Int32Array(count).fill(-1)
    this.next = new Int32Array(groups.length)
    for (let row = groups.length - 1; row >= 0; row--) {
      const group = groups[row]
      if (group < 0) continue
      this.next[row] = this.first[group]
      this.first[group] = row
    }
  }

  /** Each of these rows with each row of its group, some thousands of pairs at a time. */
  * pairs(groups: Int32Array): Generator<{ readonly probes: Int32Array; readonly found: Int32Array }> {
    let probes = new Int32Array(PAIRS)
    let found = new Int32Array(PAIRS)
    let count = 0
    for (let row = 0; row < groups.length; row++) {
      const group = groups[row]
      if (group < 0 || group >= this.first.length) continue
      for (let at = this.first[group]; at >= 0; at = this.next[at]) {
        probes[count] = row
        found[count++] = at
        if (count < PAIRS) continue
        yield { probes, found }
        probes = new Int32Array(PAIRS)
        found = new Int32Array(PAIRS)
        count = 0
      }
    }
    if (count > 0) yield { probes: probes.subarray(0, count), found: found.subarray(0, count) }
  }
}

const PAIRS = 8192

/** The rows where `flags` is that. */
export function rowsWith(flags: Uint8Array, flag: 0 | 1): Int32Array {
  const rows = new Int32Array(flags.length)
  let count = 0
  for (let i = 0; i < flags.length; i++) if (flags[i] === flag) rows[count++] = i
  return rows.subarray(0, count)
}

export function noRows(count: number): Int32Array {
  return new Int32Array(count).fill(-1)
}
