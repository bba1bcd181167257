import { ALIAS, field, struct, type Field, type Schema } from '../core/data-type'
import { bind } from '../expr/bind'
import { alias, type Expression } from '../expr/expression'
import type { Node } from './node'
import { joinOver } from './nodes/join'
import { union } from './nodes/union'
import { outputField } from './output-field'
import { withChildren } from './with-children'

/**
 * A plan without the casts of a TIMESTAMP to TIMESTAMP that make a column, as Spark's optimizer leaves it (SimplifyCasts):
 * the column is then the one it was cast of, and has its watermark. Who named it as a key before goes on by what it was
 * then: a `dropDuplicates` drops what is late, but its keys do not expire.
 */
export function withoutIdleCasts(node: Node): Node {
  const over = withNewChildren(node)
  if ('expressions' in over) {
    const expressions = over.expressions.map((one, i) => uncast(one, over.child.schema, over.schema.fields[i].name))
    if (over === node && expressions.every((one, i) => one === over.expressions[i])) return node
    const fields = over.schema.fields.map((f, i) => marked(f, outputField(expressions[i], over.child.schema).metadata))
    return Object.freeze({ ...over, expressions: Object.freeze(expressions), schema: struct(fields) })
  }
  return over === node ? node : withMarks(over)
}

function withNewChildren(node: Node): Node {
  let changed = false
  const over = withChildren(node, child => {
    const to = withoutIdleCasts(child)
    changed ||= to !== child
    return to
  })
  return changed ? over : node
}

/** An output column as the column that it is a cast of, under the name it had. */
function uncast(of: Expression, schema: Schema, name: string): Expression {
  const inner = of.kind === 'alias' ? of.child : of
  if (inner.kind !== 'call' || (inner.fn !== 'cast' && inner.fn !== 'tryCast')) return of
  const [given] = inner.args
  return bind(inner, schema).type.kind === 'timestamp' && bind(given, schema).type.kind === 'timestamp' ? uncast(alias(given, name), schema, name) : of
}

/** A node that passes its children's columns on, with the watermarks that these have now. */
function withMarks(node: Node): Node {
  if ('residual' in node) return joinOver(node, node.children[0], node.children[1])
  if ('children' in node) return 'all' in node ? node : union(node.children[0], node.children[1])
  if (!('child' in node) || 'keys' in node || 'projections' in node || 'delayMs' in node) return node
  const below = node.child.schema.fields
  return Object.freeze({ ...node, schema: struct(node.schema.fields.map((f, i) => (i < below.length ? marked(f, below[i].metadata) : f))) })
}

/** A field with another one's metadata, but for the name of a frame. */
function marked(of: Field, metadata: Field['metadata']): Field {
  const frame = of.metadata?.[ALIAS]
  return field(of.name, of.type, of.nullable, frame === undefined ? metadata : { ...metadata, [ALIAS]: frame })
}
