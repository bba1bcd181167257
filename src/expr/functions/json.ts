import type { BinaryVector, StringVector, Vector } from '../../batch/vector'
import { isNull } from '../../batch/vector'
import { arrayOf, field, mapOf, STRING, struct as structOf, typeName, type DataType, type StructType } from '../../core/data-type'
import { parseDdl, parseType } from '../../core/ddl'
import { defineError, NotSupported } from '../../core/errors'
import type { CheckSchema, Err, NameOf, SchemaOf, SchemaText, StructOf } from '../../core/schema-types'
import { jsonReader, type JsonReader } from '../../formats/json/json-reader'
import { jsonOptions, type JsonOptions } from '../../formats/json/json-options'
import { argument, type AstOf, type ColumnOrName } from '../argument'
import { bind } from '../bind'
import { makeCall, type Column } from '../column'
import { call } from '../expression'
import { bytesAt } from '../kernels/compare-rows'
import type { Val } from '../ops'
import { register, TypeMismatch, type EvalCall, type Options, type ScalarFunction } from '../registry'

/** `DROPMALFORMED` drops rows, and a function of a row cannot. */
export const ParseModeUnsupported = defineError({ code: 'PARSE_MODE_UNSUPPORTED', fault: 'user' })

type FromJson<S, R> =
  R extends readonly [infer A, infer F]
    ? Val<S, A> extends infer V
      ? unknown extends V ? StructOf<F>
        : V extends Err<unknown> ? V
          : V extends 'STRING' | 'VOID' ? StructOf<F> : Err<`fromJson reads a STRING, and this is ${NameOf<V>}; write .cast('STRING') first`>
      : never
    : never

declare module '../ops' {
  interface Ops<S, R> {
    fromJson: FromJson<S, R>
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
export function fromJson<const C extends ColumnOrName, const D extends SchemaText>(
  column: C,
  schema: D & CheckSchema<SchemaOf<D>>,
  options: JsonOptions = {},
): Column<['fromJson', AstOf<C>, SchemaOf<D>]> {
  const type = allNullable(schemaType(schema)) as StructType
  const parsing = jsonOptions({ ...options })
  if (parsing.mode === 'DROPMALFORMED') {
    throw new ParseModeUnsupported('fromJson cannot drop malformed records', { hint: "Use mode 'PERMISSIVE' and where(col('e.…').isNotNull()), or badRecords: 'quarantine'." })
  }
  return makeCall('fromJson', [argument(column)], { schema: type, parsing })
}

/** A schema given as DDL, or as an object of types. */
export function schemaType(of: SchemaText): StructType {
  if (typeof of === 'string') {
    if (/^\s*(array|map)\s*</i.test(of)) {
      throw new NotSupported('fromJson reads objects; a top-level ARRAY or MAP is not supported yet', { hint: 'Wrap the array in an object, or read it as a field of a struct.' })
    }
    return parseDdl(of)
  }
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

const schemaIn = (options: Options): StructType => options.schema as StructType

function reading({ options, context }: EvalCall, bytesOf: (row: number) => Uint8Array): JsonReader {
  const { report } = context
  return jsonReader(schemaIn(options), options.parsing as JsonOptions, report === undefined ? undefined : (row, reason) => report(row, reason, () => bytesOf(row)))
}

const shared = {
  is: 'scalar',
  spark: 'from_json',
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
    const bytes = (row: number): Uint8Array => Buffer.from((of as StringVector).dictionary.value((of as StringVector).codes[row]), 'utf8')
    const reader = reading(all, bytes)
    for (let row = 0; row < all.rows; row++) {
      if (isNull(of, row)) {
        reader.readNull()
      } else {
        const record = bytes(row)
        reader.read(record, 0, record.length)
      }
    }
    return reader.finish()
  },
}

/** `fromJson` of BINARY cast to STRING, without the string in between. */
const ofBytes: ScalarFunction = {
  ...shared,
  name: 'fromJsonBytes',
  resultType: (_, options) => schemaIn(options),
  sql: ([of]) => `from_json(CAST(${of} AS ${typeName(STRING)}))`,
  evaluate: ([of]: readonly Vector[], all) => {
    const records = of as BinaryVector
    const { data, starts, ends, validity } = records
    const reader = reading(all, row => bytesAt(records, row).slice())
    for (let row = 0; row < all.rows; row++) {
      if (validity !== null && validity[row] === 0) reader.readNull()
      else reader.read(data, starts[row], ends[row])
    }
    return reader.finish()
  },
}

register(ofText, ofBytes)
