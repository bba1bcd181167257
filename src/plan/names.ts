import { aliasOf, type Field, type Schema } from '../core/data-type'
import { resolvePath } from '../expr/bind'
import { columnRef, walk, type ColumnRef, type Expression } from '../expr/expression'

/** Column names are the same regardless of case, as in Spark. */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

/** The top-level columns of a schema that an expression reads, each as often as it stands there. */
export function columnsOf(of: Expression, schema: Schema): string[] {
  return [...walk(of)].flatMap(one => (one.kind === 'column' ? [schema.fields[resolvePath(one.path, schema, one.site).indexes[0]].name] : []))
}

/** A column of a schema, by its frame's name as well where another column is called the same. */
export function columnOf({ name, metadata }: Field, { fields }: Schema): ColumnRef {
  const frame = aliasOf({ metadata })
  const twice = frame !== undefined && fields.filter(f => sameName(f.name, name)).length > 1
  return columnRef(twice ? `${quote(frame)}.${quote(name)}` : quote(name))
}

/** A name as a path of one part. */
export function quote(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``
}
