import { typeName, type DataType } from '../../core/data-type'
import { parseType } from '../../core/ddl'
import type { Err, NameOf, Said, TypeNames, TypeOfText } from '../../core/schema-types'
import { defineMethods, makeCall, type AnyColumn } from '../column'
import { alwaysFits, castMakesNull } from '../kernels/cast-nulls'
import { canCast, castVector } from '../kernels/cast-vector'
import type { Val } from '../ops'
import { register, TypeMismatch, type ScalarFunction } from '../registry'
import type { Moment, Num, Span } from '../type-rules'

/** The name of a type to cast to, as DDL writes it; the editor offers the simple ones. */
export type CastTarget = keyof TypeNames | (string & {})

/** What Spark's ANSI mode has no cast from, by target. */
interface NoCast {
  BOOLEAN: 'TIMESTAMP' | 'TIMESTAMP_NTZ' | 'DATE' | 'BINARY' | Span
  TINYINT: 'TIMESTAMP_NTZ' | 'DATE' | 'BINARY'
  SMALLINT: 'TIMESTAMP_NTZ' | 'DATE' | 'BINARY'
  INT: 'TIMESTAMP_NTZ' | 'DATE' | 'BINARY'
  BIGINT: 'TIMESTAMP_NTZ' | 'DATE' | 'BINARY'
  FLOAT: 'TIMESTAMP_NTZ' | 'DATE' | 'BINARY' | Span
  DOUBLE: 'TIMESTAMP_NTZ' | 'DATE' | 'BINARY' | Span
  TIMESTAMP: 'BOOLEAN' | 'BINARY' | Span
  TIMESTAMP_NTZ: Num | 'BOOLEAN' | 'BINARY' | Span
  DECIMAL: 'TIMESTAMP_NTZ' | 'DATE' | 'BINARY'
  DATE: Num | 'BOOLEAN' | 'BINARY' | Span
  BINARY: Num | 'BOOLEAN' | 'TIMESTAMP' | 'TIMESTAMP_NTZ' | 'DATE' | Span
  'INTERVAL DAY TO SECOND': NotASpan | 'INTERVAL YEAR TO MONTH'
  'INTERVAL DAY': NotASpan | 'INTERVAL YEAR TO MONTH'
  'INTERVAL YEAR TO MONTH': NotASpan | 'INTERVAL DAY TO SECOND' | 'INTERVAL DAY'
}
type NotASpan = 'FLOAT' | 'DOUBLE' | 'BOOLEAN' | 'BINARY' | 'DATE' | Moment
type Cast<S, R> =
  R extends readonly [infer A, infer T]
    ? Val<S, A> extends infer V
      ? unknown extends V ? T
        : V extends Err<unknown> ? V
          : T extends keyof NoCast ? V extends NoCast[T] ? Err<`${NameOf<V>} cannot be cast to ${T}`> : T : T
      : never
    : never

type CheckType<T> = T extends Err<infer M> ? Said<M> : unknown

declare module '../ops' {
  interface Ops<S, R> {
    cast: Cast<S, R>
    tryCast: Cast<S, R>
  }
}

declare module '../column' {
  interface Column<A> {
    /**
     * The value as another type: `'STRING'`, `'INT'`, `'TIMESTAMP'`, `'ARRAY<STRING>'`, … BINARY as STRING is read as
     * UTF-8, a number as TIMESTAMP is seconds since 1970, a TIMESTAMP as a number the same; what a DECIMAL has no digits for
     * is rounded, halves away from zero. An interval is a number of the last unit of its type, and its text is Spark's. Spark: `cast`, in ANSI mode.
     *
     * @throws CAST_INVALID_INPUT for text that means nothing, CAST_OVERFLOW for a number out of range, or
     *   NUMERIC_VALUE_OUT_OF_RANGE for a DECIMAL, INVALID_INTERVAL_FORMAT for the text of an interval: the query fails;
     *   `tryCast` gives null instead
     * @example
     * col('value').cast('STRING')
     */
    cast<const T extends CastTarget>(type: T & CheckType<TypeOfText<T>>): Column<['cast', A, TypeOfText<T>]>
    /**
     * As `cast`, and null where `cast` would fail. Spark: `try_cast`.
     *
     * @example
     * col('user').tryCast('INT')
     */
    tryCast<const T extends CastTarget>(type: T & CheckType<TypeOfText<T>>): Column<['tryCast', A, TypeOfText<T>]>
  }
}

defineMethods({
  cast(this: AnyColumn, type: string) { return makeCall('cast', [this], { type: parseType(type) }) },
  tryCast(this: AnyColumn, type: string) { return makeCall('tryCast', [this], { type: parseType(type) }) },
})

function castFunction(name: 'cast' | 'tryCast', spark: string, onBad: 'fail' | 'null'): ScalarFunction {
  return {
    is: 'scalar', name, spark,
    resultType: ([from], options) => {
      const to = options.type as DataType
      if (!canCast(from, to)) throw new TypeMismatch(`${typeName(from)} cannot be cast to ${typeName(to)}`, { hint: castHint(from, to) })
      return to
    },
    nullable: ([from], options, [type]) => from || (onBad === 'null' ? !alwaysFits(type, options.type as DataType) : castMakesNull(type, options.type as DataType)),
    sql: ([of], options) => `${spark.toUpperCase()}(${of} AS ${typeName(options.type as DataType)})`,
    evaluate: ([of], { type }) => castVector(of, type, onBad),
  }
}

function castHint(from: DataType, to: DataType): string {
  if (from.kind === 'date' || from.kind === 'timestamp_ntz') return 'Cast it to TIMESTAMP first, or take a part of it: year, month, dayOfMonth.'
  if (from.kind === 'binary') return 'Cast it to STRING first.'
  return `Take a ${typeName(to)} another way: compare it, or build it with a function.`
}

register(castFunction('cast', 'cast', 'fail'), castFunction('tryCast', 'try_cast', 'null'))
