import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fromBinary } from '@bufbuild/protobuf'
import {
  FieldDescriptorProto_Label, FieldDescriptorProto_Type, FileDescriptorProtoSchema, type DescriptorProto, type EnumDescriptorProto, type FieldDescriptorProto, type FileDescriptorProto,
} from '@bufbuild/protobuf/wkt'
import { enums, messages, methods } from '../../src/connect/protocol'
import { bareType, wireName, type MessageSpec } from '../../src/connect/protocol/message'
import { describeLive, pyspark } from './parts'

const root = join(__dirname, '../..')

/** Prints the descriptors that PySpark's generated code carries, one a line, in base64; they need no protobuf package. */
const SCRIPT = `
import ast, base64, glob, os, pyspark
for path in sorted(glob.glob(os.path.join(os.path.dirname(pyspark.__file__), 'sql/connect/proto/*_pb2.py'))):
    for node in ast.walk(ast.parse(open(path).read())):
        if isinstance(node, ast.Call) and getattr(node.func, 'attr', '') == 'AddSerializedFile':
            print(base64.b64encode(ast.literal_eval(node.args[0])).decode())
`

interface Sparks {
  readonly messages: ReadonlyMap<string, DescriptorProto>
  readonly enums: ReadonlyMap<string, EnumDescriptorProto>
  readonly files: readonly FileDescriptorProto[]
}

function sparks(): Sparks {
  const { stdout } = spawnSync(join(root, '.venv/bin/python'), ['-c', SCRIPT], { encoding: 'utf8', maxBuffer: 1 << 26 })
  const files = stdout.trim().split('\n').map(line => fromBinary(FileDescriptorProtoSchema, Buffer.from(line, 'base64')))
  const found = new Map<string, DescriptorProto>()
  const foundEnums = new Map<string, EnumDescriptorProto>()
  const walk = (prefix: string, all: readonly DescriptorProto[]): void => {
    for (const one of all) {
      found.set(`${prefix}${one.name}`, one)
      for (const of of one.enumType) foundEnums.set(`${prefix}${one.name}.${of.name}`, of)
      walk(`${prefix}${one.name}.`, one.nestedType)
    }
  }
  for (const file of files) {
    walk('', file.messageType)
    for (const of of file.enumType) foundEnums.set(of.name, of)
  }
  return { messages: found, enums: foundEnums, files }
}

/** A field in the words of our tables: `12 Expression[] in expr_type`. */
function ours(field: string, [number, type, oneof]: MessageSpec[string]): string {
  const bare = bareType(type).replace(/^enum /, '')
  const shown = type.startsWith('map<') ? `map<${bare}>` : type.endsWith('[]') ? `${bare}[]` : type.endsWith('?') ? `${bare}?` : bare
  return `${wireName(field)} = ${number} ${shown}${oneof === undefined ? '' : ` in ${wireName(oneof)}`}`
}

function theirs(field: FieldDescriptorProto, message: DescriptorProto): string {
  const type = typeOf(field)
  const entry = message.nestedType.find(one => one.options?.mapEntry === true && type.endsWith(`.${one.name}`))
  const oneof = field.oneofIndex === undefined || field.proto3Optional || !Object.hasOwn(field, 'oneofIndex') ? undefined : message.oneofDecl[field.oneofIndex]?.name
  const shown = entry !== undefined ? `map<${typeOf(entry.field[1])}>` : field.label === FieldDescriptorProto_Label.REPEATED ? `${type}[]` : field.proto3Optional ? `${type}?` : type
  return `${field.name} = ${field.number} ${shown}${oneof === undefined ? '' : ` in ${oneof}`}`
}

function typeOf(field: FieldDescriptorProto): string {
  return field.typeName === '' ? FieldDescriptorProto_Type[field.type].toLowerCase() : field.typeName.replace('.spark.connect.', '')
}

describeLive('the protocol we speak, against the descriptors of PySpark 4.1.1', [pyspark], () => {
  const spark = sparks()

  test.each(Object.entries(messages as Readonly<Record<string, MessageSpec>>))('%s', (name, spec) => {
    const message = spark.messages.get(name)
    expect(message === undefined ? 'missing' : 'there').toBe('there')
    const all = message!.field.map(field => theirs(field, message!))
    expect(Object.entries(spec).map(([field, of]) => ours(field, of)).filter(one => !all.includes(one))).toEqual([])
  })

  test.each(Object.entries(enums))('the enumeration %s', (name, values) => {
    const all = Object.fromEntries(spark.enums.get(name)?.value.map(one => [one.name, one.number]) ?? [])
    expect(all).toMatchObject(values)
  })

  test('the calls', () => {
    const service = spark.files.flatMap(file => file.service).find(one => one.name === 'SparkConnectService')!
    const known = service.method.map(one => `${one.name}(${one.inputType.replace('.spark.connect.', '')}) ${one.outputType.replace('.spark.connect.', '')} ${one.serverStreaming ? 'stream' : 'one'}`)
    expect(Object.entries(methods).map(([name, [input, output, answers]]) => `${name[0].toUpperCase()}${name.slice(1)}(${input}) ${output} ${answers}`).filter(one => !known.includes(one))).toEqual([])
  })

  test('nothing is in the tables that nothing uses', () => {
    const named = Object.values(messages as Readonly<Record<string, MessageSpec>>).flatMap(spec => Object.values(spec).map(([, type]) => bareType(type)))
    const used = new Set([...named.map(one => one.replace(/^enum /, '')), ...Object.values(methods).flatMap(([input, output]) => [input, output])])
    expect([...Object.keys(messages), ...Object.keys(enums)].filter(name => !used.has(name))).toEqual([])
  })
})
