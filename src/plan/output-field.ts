import { ALIAS, field, type Field, type Schema } from '../core/data-type'
import { bind, resolvePath } from '../expr/bind'
import { walk, type Expression } from '../expr/expression'
import { NotAWindow } from './errors'
import { delayOnly, isTimeWindow } from './metadata'

/** The field an expression becomes; a plain column keeps its metadata, and with it its watermark. */
export function outputField(one: Expression, schema: Schema): Field {
  const bound = bind(one, schema)
  for (const part of walk(one)) {
    if (part.kind === 'call' && part.fn === 'windowTime' && !isTimeWindow({ metadata: metadataOf(part.args[0], schema) })) {
      throw new NotAWindow('windowTime needs the window that a groupBy made, and this is another struct', { site: part.site, hint: "Group by window('timestamp', '1 hour') first, and take its column." })
    }
  }
  return field(bound.name, bound.type, bound.nullable, metadataOf(one, schema))
}

function metadataOf(one: Expression, schema: Schema): Field['metadata'] {
  if (one.kind === 'alias') return withoutAlias(metadataOf(one.child, schema))
  if (one.kind === 'column') return resolvePath(one.path, schema, one.site).metadata
  // A window's time is an event time as its window was.
  return one.kind === 'call' && one.fn === 'windowTime' ? delayOnly(metadataOf(one.args[0], schema)) : undefined
}

/** What a name of its own leaves of a column's metadata: it is no longer the frame's. */
function withoutAlias(of: Field['metadata']): Field['metadata'] {
  if (of?.[ALIAS] === undefined) return of
  const { [ALIAS]: _, ...rest } = of
  return rest
}
