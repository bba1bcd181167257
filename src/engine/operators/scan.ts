import { batch, columnOf, type Batch } from '../../batch/batch'
import { typeName } from '../../core/data-type'
import type { Scan } from '../../plan/nodes/scan'
import { meetBadRecords, type Told } from './bad-records'
import type { Build, Operator } from './operator'

/** Reads its source's range of the batch, only the columns that are asked for, in the order of the node's schema. */
export function scanOperator(node: Scan, build: Build): Operator {
  const index = build.source(node)
  const columns = node.schema.fields.map(f => f.name)
  if (node.given !== null) build.pin(`source ${index} ${node.source.format} schema ${typeName(node.given)}`)
  return {
    async *rows(run) {
      const told: Told[] = []
      for await (const input of run.read(index, columns, (...bad) => { told.push(bad) })) {
        const good = meetBadRecords(input, told.splice(0), run)
        if (good.numRows > 0) yield shaped(good, node)
        await run.pause()
      }
    },
  }
}

function shaped(of: Batch, node: Scan): Batch {
  return batch(node.schema, node.schema.fields.map(f => columnOf(of, f.name)), of.numRows, of.origin)
}
