import { create, createFileRegistry, type DescMessage, type DescService } from '@bufbuild/protobuf'
import {
  FieldDescriptorProto_Label, FieldDescriptorProto_Type, FileDescriptorProtoSchema, FileDescriptorSetSchema,
} from '@bufbuild/protobuf/wkt'
import { errorInfo, messages, methods } from './index'
import { bareType, wireName, type MessageSpec } from './message'

const SCALARS: Readonly<Record<string, FieldDescriptorProto_Type>> = {
  string: FieldDescriptorProto_Type.STRING,
  bool: FieldDescriptorProto_Type.BOOL,
  bytes: FieldDescriptorProto_Type.BYTES,
  int32: FieldDescriptorProto_Type.INT32,
  uint32: FieldDescriptorProto_Type.UINT32,
  int64: FieldDescriptorProto_Type.INT64,
  float: FieldDescriptorProto_Type.FLOAT,
  double: FieldDescriptorProto_Type.DOUBLE,
}

/** The tables as descriptors that encode and decode. Names are flat: only the service's reach the wire. */
export function describeProtocol(): { readonly service: DescService; readonly errorInfo: DescMessage } {
  const file = create(FileDescriptorProtoSchema, {
    name: 'connect.proto', package: 'spark.connect', syntax: 'proto3',
    messageType: [...Object.entries(messages), ['ErrorInfo', errorInfo] as const].map(([name, spec]) => describeMessage(name, spec)),
    service: [{
      name: 'SparkConnectService',
      method: Object.entries(methods).map(([name, [input, output, answers]]) => ({
        name: name[0].toUpperCase() + name.slice(1), inputType: typeOf(input), outputType: typeOf(output), serverStreaming: answers === 'stream',
      })),
    }],
  })
  const registry = createFileRegistry(create(FileDescriptorSetSchema, { file: [file] }))
  return { service: registry.getService('spark.connect.SparkConnectService')!, errorInfo: registry.getMessage('spark.connect.ErrorInfo')! }
}

type Described = NonNullable<Parameters<typeof create<typeof FileDescriptorProtoSchema>>[1]>
type DescribedMessage = NonNullable<Described['messageType']>[number]

function describeMessage(name: string, spec: MessageSpec): DescribedMessage {
  const fields = Object.entries(spec)
  const oneofs = [...new Set(fields.flatMap(([, [, , oneof]]) => (oneof === undefined ? [] : [oneof])))]
  // A field that knows whether it was set stands in a oneof of its own, behind the others.
  const optional = fields.filter(([, [, type]]) => isOptionalScalar(type)).map(([field]) => field)
  return {
    name: flat(name),
    oneofDecl: [...oneofs.map(wireName), ...optional.map(field => `_${wireName(field)}`)].map(oneof => ({ name: oneof })),
    nestedType: fields.filter(([, [, type]]) => type.startsWith('map<')).map(([field, [, type]]) => ({
      name: entryName(field), options: { mapEntry: true },
      field: [
        { name: 'key', number: 1, label: FieldDescriptorProto_Label.OPTIONAL, type: FieldDescriptorProto_Type.STRING },
        { name: 'value', number: 2, label: FieldDescriptorProto_Label.OPTIONAL, ...kindOf(bareType(type)) },
      ],
    })),
    field: fields.map(([field, [number, type, oneof]]) => {
      const repeated = type.endsWith('[]') || type.startsWith('map<')
      const index = oneof !== undefined ? oneofs.indexOf(oneof) : optional.includes(field) ? oneofs.length + optional.indexOf(field) : undefined
      return {
        name: wireName(field), number,
        label: repeated ? FieldDescriptorProto_Label.REPEATED : FieldDescriptorProto_Label.OPTIONAL,
        ...(type.startsWith('map<') ? { type: FieldDescriptorProto_Type.MESSAGE, typeName: `${typeOf(name)}.${entryName(field)}` } : kindOf(bareType(type))),
        ...(index === undefined ? {} : { oneofIndex: index }),
        ...(optional.includes(field) ? { proto3Optional: true } : {}),
      }
    }),
  }
}

/** A message always knows whether it was set. */
function isOptionalScalar(type: string): boolean {
  return type.endsWith('?') && bareType(type) in SCALARS
}

/** An enumeration is an int32 on the wire, and numbers in our hands. */
function kindOf(type: string): { type: FieldDescriptorProto_Type; typeName?: string } {
  if (type.startsWith('enum ')) return { type: FieldDescriptorProto_Type.INT32 }
  return type in SCALARS ? { type: SCALARS[type] } : { type: FieldDescriptorProto_Type.MESSAGE, typeName: typeOf(type) }
}

function flat(name: string): string {
  return name.replaceAll('.', '_')
}

function typeOf(name: string): string {
  return `.spark.connect.${flat(name)}`
}

function entryName(field: string): string {
  return `${field[0].toUpperCase()}${field.slice(1)}Entry`
}
