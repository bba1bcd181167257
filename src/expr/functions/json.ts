import type { BinaryVector, StringVector } from '../../batch/vector'
import { arrayOf, field, mapOf, STRING, struct as structOf, typeName, type ArrayType, type DataType, type MapType, type StructType } from '../../core/data-type'
import { parseDdl, parseType } from '../../core/ddl'
import type { CheckSchema, Err, NameOf, Said, SchemaOf, SchemaText, StructOf, TypeOfText } from '../../core/schema-types'
import { checkMapKeys } from '../../formats/json/json-reader'
import { jsonStream, ParseModeUnsupported, readJson } from '../../formats/json/read-json'
import { jsonOptions, type JsonOptions } from '../../formats/json/json-options'
import { toJson as writeJson, type JsonWriteOptions } from '../../formats/json/write-json'
import { argument, type AstOf, type ColumnOrName } from '../argument'
import { bind } from '../bind'
import { makeCall, type Column } from '../column'
import { call } from '../expression'
import { bytesAt } from '../kernels/compare-rows'
import { nullsOf } from '../kernels/vectors'
import type { Val } from '../ops'
import { register, TypeMismatch, type Options, type ScalarFunction } from '../registry'
import type { Arg } from '../type-rules'

/** The type a schema's text makes: a struct of its fields, or the ARRAY or MAP it says. */
type JsonType<D> =
  D extends string
    ? Uppercase<D> extends `ARRAY<${string}` | `MAP<${string}` ? TypeOfText<D> : StructOf<SchemaOf<D>>
    : StructOf<SchemaOf<D>>
type CheckJson<T> = T extends Err<infer M> ? Said<M> : T extends StructOf<infer F> ? CheckSchema<F> : unknown

type FromJson<S, R> =
  R extends readonly [infer A, infer T]
    ? Val<S, A> extends infer V
      ? unknown extends V ? T
        : V extends Err<unknown> ? V
          : V extends 'STRING' | 'VOID' ? T : Err<`fromJson reads a STRING, and this is ${NameOf<V>}; write .cast('STRING') first`>
      : never
    : never

type ToJson<S, R> = R extends readonly [infer A] ? Arg<S, 'toJson', 'a STRUCT, an ARRAY or a MAP', A> extends infer V ? V extends Err<unknown> ? V : 'STRING' : never : never

declare module '../ops' {
  interface Ops<S, R> {
    fromJson: FromJson<S, R>
    toJson: ToJson<S, R>
  }
}

/**
 * Reads JSON text into a struct with the fields of a schema: DDL text or an object of types. Fields that the schema does
 * not name are skipped, missing ones are null; what is wrong with one field leaves the others as they are. Text that is
 * no JSON object gives a struct of nulls and an entry in the query's ledger; blank text gives null. Spark: `from_json`.
 *
 * `fromJson(col('value').cast('STRING'), …)` reads a record's bytes as they came; no string is made of them.
 *
 * @param options `mode` `'PERMISSIVE'` (default) or `'FAILFAST'`; `columnNameOfCorruptRecord`, default
 *   `_corrupt_record`: a STRING field of that name takes the whole text of a malformed record; `maxNestingDepth`
 * @throws INVALID_DDL, INVALID_FORMAT_OPTION; in mode FAILFAST the query fails with MALFORMED_RECORD_IN_PARSING
 * @example
 * fromJson(col('value').cast('STRING'), 'user STRING, action STRING, timestamp TIMESTAMP').as('e')
 */
export function fromJson<const C extends ColumnOrName, const D extends string | Readonly<Record<string, T>>, T extends string>(
  column: C,
  schema: D & CheckJson<JsonType<D>>,
  options: JsonOptions = {},
): Column<['fromJson', AstOf<C>, JsonType<D>]> {
  const type = allNullable(jsonType(schema)) as JsonSchema
  checkMapKeys(type)
  const parsing = jsonOptions({ ...options })
  if (parsing.mode === 'DROPMALFORMED') {
    throw new ParseModeUnsupported('fromJson cannot drop malformed records', { hint: "Use mode 'PERMISSIVE' and where(col('e.…').isNotNull()), or badRecords: 'quarantine'." })
  }
  return makeCall('fromJson', [argument(column)], { schema: type, parsing })
}

/**
 * A STRUCT, an ARRAY or a MAP as JSON text. BIGINT is written exactly, TIMESTAMP as ISO-8601 in UTC with milliseconds,
 * BINARY in base64. Spark: `to_json`.
 *
 * @param options `ignoreNullFields` leaves null fields of structs out, default true
 * @example
 * toJson(struct('user', 'n'))
 */
export function toJson<const C extends ColumnOrName>(column: C, options: JsonWriteOptions = {}): Column<['toJson', AstOf<C>]> {
  return makeCall('toJson', [argument(column)], { ignoreNullFields: options.ignoreNullFields ?? true })
}

type JsonSchema = StructType | ArrayType | MapType

/** A schema given as DDL, as the text of one ARRAY or MAP type, or as an object of types. */
function jsonType(of: SchemaText): DataType {
  if (typeof of === 'string') return /^\s*(array|map)\s*</i.test(of) ? parseType(of) : parseDdl(of)
  return structOf(Object.entries(of).map(([name, type]) => field(name, parseType(type))))
}

function allNullable(type: DataType): DataType {
  switch (type.kind) {
    case 'array': return arrayOf(allNullable(type.element))
    case 'map': return mapOf(type.key, allNullable(type.value))
    case 'struct': return structOf(type.fields.map(f => field(f.name, allNullable(f.type), true, f.metadata)))
    default: return type
  }
}

const schemaIn = (options: Options): JsonSchema => options.schema as JsonSchema
const parsingIn = (options: Options): JsonOptions => options.parsing as JsonOptions

const shared = {
  is: 'scalar',
  spark: 'from_json',
  reports: true,
  nullable: () => true,
} as const

const ofText: ScalarFunction = {
  ...shared,
  name: 'fromJson',
  resultType: ([of], options) => {
    if (of.kind !== 'string' && of.kind !== 'null') {
      throw new TypeMismatch(`fromJson reads a STRING, and this is ${typeName(of)}`, { hint: "Write .cast('STRING') first." })
    }
    return schemaIn(options)
  },
  sql: ([of]) => `from_json(${of})`,
  rewrite: (of, schema) => {
    const [text] = of.args
    if (text.kind !== 'call' || (text.fn !== 'cast' && text.fn !== 'tryCast') || (text.options.type as DataType).kind !== 'string') return of
    return bind(text.args[0], schema).type.kind === 'binary' ? call('fromJsonBytes', text.args, of.options, of.site) : of
  },
  evaluate: ([of], all) => {
    if (of.kind === 'null') return nullsOf(all.type, all.rows)
    const texts = of as StringVector
    const { report } = all.context
    return readJson(texts, schemaIn(all.options), parsingIn(all.options), report && ((row, reason) => {
      report(row, reason, () => Buffer.from(texts.dictionary.value(texts.codes[row]), 'utf8'))
    }))
  },
}

/** `fromJson` of BINARY cast to STRING, without the string in between. */
const ofBytes: ScalarFunction = {
  ...shared,
  name: 'fromJsonBytes',
  resultType: (_, options) => schemaIn(options),
  sql: ([of]) => `from_json(CAST(${of} AS ${typeName(STRING)}))`,
  evaluate: (args, all) => ofBytes.begin!()(args, all),
  begin: () => {
    let read: ReturnType<typeof jsonStream> | null = null
    return ([of], { options, context: { report } }) => {
      const records = of as BinaryVector
      read ??= jsonStream(schemaIn(options), parsingIn(options))
      return read(records, report && ((row, reason) => { report(row, reason, () => bytesAt(records, row).slice()) }))
    }
  },
}

const toJsonFunction: ScalarFunction = {
  is: 'scalar', name: 'toJson', spark: 'to_json',
  resultType: ([of]) => {
    if (of.kind !== 'struct' && of.kind !== 'array' && of.kind !== 'map' && of.kind !== 'null') {
      throw new TypeMismatch(`toJson needs a STRUCT, an ARRAY or a MAP, and this is ${typeName(of)}`, { hint: "Put columns together with struct('a', 'b') first." })
    }
    return STRING
  },
  nullable: () => true,
  evaluate: ([of], { options, rows }) => of.kind === 'null' ? nullsOf(STRING, rows) : writeJson(of, { ignoreNullFields: options.ignoreNullFields === true }),
}

register(ofText, ofBytes, toJsonFunction)
