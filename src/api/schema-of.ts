import { field, struct, type Schema } from '../core/data-type'
import { parseDdl, parseType } from '../core/ddl'
import type { SchemaText } from '../core/schema-types'

/** A schema as the façade takes it, read: DDL text, an object of type texts, or a schema that is one already. */
export function schemaOf(of: SchemaText | Schema): Schema {
  if (typeof of === 'string') return parseDdl(of)
  if (isSchema(of)) return of
  return struct(Object.entries(of).map(([name, type]) => field(name, parseType(type))))
}

function isSchema(of: object): of is Schema {
  return 'fields' in of && Array.isArray(of.fields)
}
