import { typeName, type DataType, type Field, type Schema } from '../core/data-type'

/** A schema as Spark's `printSchema` draws it. */
export function schemaTree(schema: Schema): string {
  return ['root', ...schema.fields.flatMap(f => branch(f, ' |'))].join('\n')
}

function branch(of: Pick<Field, 'name' | 'type' | 'nullable'>, indent: string): string[] {
  return [`${indent}-- ${of.name}: ${of.type.kind === 'decimal' ? typeName(of.type).toLowerCase() : SPARK_NAMES[of.type.kind] ?? of.type.kind} (nullable = ${of.nullable})`, ...below(of.type, `${indent}    |`)]
}

const SPARK_NAMES: Partial<Record<DataType['kind'], string>> = { tinyint: 'byte', smallint: 'short', int: 'integer', bigint: 'long', null: 'void' }

function below(type: DataType, indent: string): string[] {
  switch (type.kind) {
    case 'struct': return type.fields.flatMap(f => branch(f, indent))
    case 'array': return branch({ name: 'element', type: type.element, nullable: true }, indent)
    case 'map': return [
      ...branch({ name: 'key', type: type.key, nullable: false }, indent),
      ...branch({ name: 'value', type: type.value, nullable: true }, indent),
    ]
    default: return []
  }
}
