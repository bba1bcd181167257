import { holdsMap, typeName, type Schema } from '../../core/data-type'
import { defineError } from '../../core/errors'
import { didYouMean } from '../../core/nearest'
import { MapKey, UnsupportedStreamingOperation } from '../errors'
import { watermarkDelayMs } from '../metadata'
import { sameName } from '../names'
import { isStreaming, type Node } from '../node'

declare module '../node' { interface Nodes { deduplicate: Deduplicate } }

export const UnknownKey = defineError({ code: '_LEGACY_ERROR_TEMP_1201', fault: 'user' })

/**
 * The first row of each key. On a stream keys are remembered: until the watermark passes them where one of them is the
 * event time, for as long as the delay lasts where `withinWatermark` is set, else for ever.
 */
export interface Deduplicate {
  readonly kind: 'deduplicate'
  readonly child: Node
  readonly schema: Schema
  /** Columns of the child; a name that two columns have means both, as in Spark. */
  readonly keys: readonly string[]
  readonly withinWatermark: boolean
}

/** `keys` none = all columns. */
export function deduplicate(child: Node, keys: readonly string[], withinWatermark = false): Deduplicate {
  const { fields } = child.schema
  const found = keys.length === 0 ? fields : keys.flatMap(key => {
    const named = fields.filter(f => sameName(f.name, key))
    if (named.length === 0) throw new UnknownKey(`there is no column '${key}' here`, { hint: didYouMean(key, fields.map(f => f.name)) })
    return named
  })
  const map = found.find(f => holdsMap(f.type))
  if (map !== undefined) {
    throw new MapKey(`duplicates cannot be told by '${map.name}', which is ${typeName(map.type)}`, { hint: 'Name the columns that tell rows apart: dropDuplicates(…).' })
  }
  if (withinWatermark && !isStreaming(child)) {
    throw new UnsupportedStreamingOperation('dropDuplicatesWithinWatermark is for streams, and this frame is a batch', { hint: 'Use dropDuplicates.' })
  }
  return Object.freeze({
    kind: 'deduplicate', child, schema: child.schema, keys: Object.freeze([...new Set(found.map(f => f.name))]), withinWatermark,
  })
}

/** Which of the columns are keys. */
export function keyColumns({ keys, schema }: Deduplicate): number[] {
  return schema.fields.flatMap((f, i) => (keys.includes(f.name) ? [i] : []))
}

/** The first column with a watermark; -1 where none has one. */
export function eventTimeColumn(schema: Schema): number {
  return schema.fields.findIndex(f => watermarkDelayMs(f) !== undefined)
}

export function explainDeduplicate(node: Deduplicate): string {
  return `${node.withinWatermark ? 'DeduplicateWithinWatermark' : 'Deduplicate'} [${node.keys.join(', ')}]`
}
