import { field, type Field, type Schema } from '../core/data-type'
import { bind, resolvePath } from '../expr/bind'
import type { Expression } from '../expr/expression'

/** The field an expression becomes; a plain column keeps its metadata, and with it its watermark. */
export function outputField(one: Expression, schema: Schema): Field {
  const bound = bind(one, schema)
  return field(bound.name, bound.type, bound.nullable, metadataOf(one, schema))
}

function metadataOf(one: Expression, schema: Schema): Field['metadata'] {
  if (one.kind === 'alias') return metadataOf(one.child, schema)
  return one.kind === 'column' ? resolvePath(one.path, schema, one.site).metadata : undefined
}
