import type { Batch } from '../../batch/batch'
import { concatBatches } from '../../batch/select'
import { isNull, type Vector } from '../../batch/vector'
import { isStreaming, type Node } from '../../plan/node'
import type { Join } from '../../plan/nodes/join'
import { GroupTable } from '../state/group-table'
import { allBatches } from './all-batches'
import { joinParts, noRows, RowIndex, rowsWith } from './join-parts'
import type { Build, Operator } from './operator'
import { streamJoin } from './stream-join'

/**
 * Joins two batches, or a stream with a batch frame that is read anew for each batch, by a table of the right side; two
 * streams meet in their state.
 */
export function joinOperator(node: Join, build: Build): Operator {
  const [left, right] = node.children
  if (isStreaming(left) && isStreaming(right)) return build.stateful(streamJoin(node, build))
  const streaming = isStreaming(node)
  const [leftRows, rightRows] = [left, right].map(side => (streaming && !isStreaming(side) ? asItIs(side) : build.operator(side)))
  return hashJoin(node, build, leftRows, rightRows)
}

/** A batch frame beside a stream, read anew each time. */
function asItIs(node: Node): Operator {
  return { async *rows(run) { yield* await run.collect(node) } }
}

/** Joins of which nothing comes out where one side has no rows. */
const MEETS: ReadonlySet<Join['type']> = new Set(['inner', 'cross', 'semi'])

/** The same batches where there is a first one; null where there is none. */
async function whole(batches: AsyncIterable<Batch>): Promise<AsyncIterable<Batch> | null> {
  const from = batches[Symbol.asyncIterator]()
  const first = await from.next()
  if (first.done === true) return null
  return {
    async *[Symbol.asyncIterator]() {
      yield first.value
      yield* { [Symbol.asyncIterator]: () => from }
    },
  }
}

function hashJoin(node: Join, build: Build, leftSide: Operator, rightSide: Operator): Operator {
  const { type } = node
  const parts = joinParts(node, node.residual, build)
  const [leftSchema, rightSchema] = node.children.map(child => child.schema)

  /** The group of each row; of a row whose key is null, which equals nothing, none. */
  function groupsOf(table: GroupTable, keys: readonly Vector[], rows: number): Int32Array {
    const groups = table.slotsOf(keys, rows)
    keys.forEach((key, k) => {
      if (node.keys[k].nullSafe || (key.kind !== 'null' && key.validity === null)) return
      for (let i = 0; i < rows; i++) if (isNull(key, i)) groups[i] = -1
    })
    return groups
  }

  return {
    async *rows(run) {
      const right = concatBatches(rightSchema, await allBatches(rightSide.rows(run)))
      // Where there is nothing to meet, Spark looks at no key of the other side.
      const idle = run.mode === null && MEETS.has(type)
      if (idle && right.numRows === 0) return
      // Nor where all rows stay; but the right side's rows are put in its table, which goes by their keys, before a left one is asked for.
      const asIs = run.mode === null && type === 'anti' && right.numRows === 0
      const leftBatches = idle && type !== 'semi' ? await whole(leftSide.rows(run)) : leftSide.rows(run)
      if (leftBatches === null) return
      const table = new GroupTable(parts.keyTypes)
      const rightGroups = groupsOf(table, parts.keysOf('right', right, run), right.numRows)
      const known = table.slots
      const index = new RowIndex(rightGroups, known)
      const rightMet = new Uint8Array(right.numRows)

      for await (const left of leftBatches) {
        const groups = asIs ? noRows(left.numRows) : groupsOf(table, parts.keysOf('left', left, run), left.numRows)
        // Keys that only this side has are not kept: they would fill the table.
        table.release(table.liveSlots().filter(slot => slot >= known))
        const leftMet = new Uint8Array(left.numRows)
        for (const { probes, found } of index.pairs(groups)) {
          const held = parts.holds({ columns: left.columns, rows: probes }, { columns: right.columns, rows: found }, run)
          const kept = held === null ? null : rowsWith(held, 1)
          const lefts = kept === null ? probes : kept.map(i => probes[i])
          const rights = kept === null ? found : kept.map(i => found[i])
          for (const row of lefts) leftMet[row] = 1
          for (const row of rights) rightMet[row] = 1
          if (type !== 'semi' && type !== 'anti' && lefts.length > 0) yield parts.output({ columns: left.columns, rows: lefts }, { columns: right.columns, rows: rights })
        }
        const alone = type === 'semi' ? rowsWith(leftMet, 1) : type === 'anti' || type === 'left' || type === 'full' ? rowsWith(leftMet, 0) : noRows(0)
        if (alone.length > 0) yield parts.output({ columns: left.columns, rows: alone }, { columns: right.columns, rows: noRows(alone.length) })
      }
      if (type !== 'right' && type !== 'full') return
      const alone = rowsWith(rightMet, 0)
      if (alone.length > 0) yield parts.output({ columns: concatBatches(leftSchema, []).columns, rows: noRows(alone.length) }, { columns: right.columns, rows: alone })
    },
  }
}
