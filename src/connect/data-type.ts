import type { DataType, Field } from '../core/data-type'
import type { Message } from './protocol'

type Kind = NonNullable<Message<'DataType'>['kind']>

/** A type of ours as the protocol spells it. */
export function wireType(type: DataType): Message<'DataType'> {
  return { kind: kindOf(type) }
}

function kindOf(type: DataType): Kind {
  switch (type.kind) {
    case 'null': return { case: 'null', value: {} }
    case 'string': return { case: 'string', value: {} }
    case 'boolean': return { case: 'boolean', value: {} }
    case 'tinyint': return { case: 'byte', value: {} }
    case 'smallint': return { case: 'short', value: {} }
    case 'int': return { case: 'integer', value: {} }
    case 'bigint': return { case: 'long', value: {} }
    case 'float': return { case: 'float', value: {} }
    case 'double': return { case: 'double', value: {} }
    case 'timestamp': return { case: 'timestamp', value: {} }
    case 'timestamp_ntz': return { case: 'timestampNtz', value: {} }
    case 'date': return { case: 'date', value: {} }
    case 'binary': return { case: 'binary', value: {} }
    case 'day_time': return { case: 'dayTimeInterval', value: { startField: type.start, endField: type.end } }
    case 'year_month': return { case: 'yearMonthInterval', value: { startField: type.start, endField: type.end } }
    case 'decimal': return { case: 'decimal', value: { precision: type.precision, scale: type.scale } }
    case 'array': return { case: 'array', value: { elementType: wireType(type.element), containsNull: true } }
    case 'map': return { case: 'map', value: { keyType: wireType(type.key), valueType: wireType(type.value), valueContainsNull: true } }
    case 'struct': return { case: 'struct', value: { fields: type.fields.map(wireField) } }
  }
}

function wireField({ name, type, nullable }: Field): Message<'DataType.StructField'> {
  return { name, dataType: wireType(type), nullable }
}
