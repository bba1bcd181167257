import type { ArrayOf, Err, MapOf, NameOf, StructOf } from '../core/schema-types'
import type { Val } from './ops'

/** Type-level parts that the families' rules are put together from. */

export type Whole = 'TINYINT' | 'SMALLINT' | 'INT' | 'BIGINT'
export type Num = Whole | 'FLOAT' | 'DOUBLE' | 'DECIMAL'
export type DayTimeSpan = 'INTERVAL DAY' | 'INTERVAL DAY TO SECOND'
export type DaySpan = 'INTERVAL DAY'
export type Span = DayTimeSpan | 'INTERVAL YEAR TO MONTH'
export type Moment = 'TIMESTAMP' | 'TIMESTAMP_NTZ'
type DayOrTime = 'DATE' | 'TIMESTAMP' | 'TIMESTAMP_NTZ'

/** What a function asks of an argument: as its sentence says it, and the type names that will do. */
export interface Wanted {
  'a STRING': 'STRING'
  'a BOOLEAN': 'BOOLEAN'
  'a number': Num
  'a whole number': Whole
  'a BINARY': 'BINARY'
  'a STRING or BINARY': 'STRING' | 'BINARY'
  'a STRING, a BINARY or a whole number': 'STRING' | 'BINARY' | Whole
  'a TIMESTAMP': 'TIMESTAMP' | 'TIMESTAMP_NTZ'
  'a TIMESTAMP or a DATE': DayOrTime
  'a number, a TIMESTAMP or a DATE': Num | DayOrTime
  'a STRING, a TIMESTAMP or a DATE': DayOrTime | 'STRING'
  'an ARRAY': ArrayOf<unknown>
  'an ARRAY or a MAP': ArrayOf<unknown> | MapOf<unknown, unknown>
  'a STRUCT': StructOf<unknown>
  'a STRUCT, an ARRAY or a MAP': StructOf<unknown> | ArrayOf<unknown> | MapOf<unknown, unknown>
  'anything': unknown
}

/** How a sentence calls an argument: `'user'`, or `this` for what has no name. */
export type Called<A> = A extends readonly ['col', infer N extends string] ? `'${N}'` : 'this'

/** The argument's type name where it will do, else the refusal; a type unknown to the compiler, and null, always do. */
export type Arg<S, Name extends string, W extends keyof Wanted, A> =
  Val<S, A> extends infer V
    ? unknown extends V ? V
      : V extends Err<unknown> | Wanted[W] | 'VOID' ? V
        : Err<`${Name} needs ${W}, and ${Called<A>} is ${NameOf<V>}`>
    : never

/** `Result` where every argument will do; the last of `W` stands for all that follow. The first refusal wins. */
export type Takes<S, Name extends string, A, W extends readonly (keyof Wanted)[], Result> =
  A extends readonly [infer H, ...infer Rest]
    ? W extends readonly [infer One extends keyof Wanted, ...infer More extends readonly (keyof Wanted)[]]
      ? Arg<S, Name, One, H> extends infer V
        ? V extends Err<unknown> ? V : Takes<S, Name, Rest, More extends readonly [] ? W : More, Result>
        : never
      : Result
    : Result

/** As `Takes`, and the result is of the first argument's type. */
export type TakesLike<S, Name extends string, A extends readonly unknown[], W extends readonly (keyof Wanted)[]> =
  Takes<S, Name, A, W, Val<S, A[0]>>

/** The argument's own refusal, else `Result`: for functions that take anything. */
export type Pass<S, A, Result> = Val<S, A> extends infer V ? unknown extends V ? Result : V extends Err<unknown> ? V : Result : never

/** As `Pass`, for all arguments. */
export type PassAll<S, A, Result> =
  A extends readonly [infer H, ...infer Rest]
    ? Val<S, H> extends infer V ? unknown extends V ? PassAll<S, Rest, Result> : V extends Err<unknown> ? V : PassAll<S, Rest, Result> : never
    : Result

/** The type both sides become when they meet, or `never`. */
export type Common<L, R> =
  unknown extends L ? unknown
    : unknown extends R ? unknown
      : [L] extends ['VOID'] ? R
        : [R] extends ['VOID'] ? L
          : [L, R] extends [R, L] ? L
            : [L, R] extends [Num, Num] ? WiderNumber<L | R>
              : [L, R] extends [DayTimeSpan, DayTimeSpan] ? 'INTERVAL DAY TO SECOND'
              : [L, R] extends [DayOrTime, DayOrTime] ? 'TIMESTAMP' extends L | R ? 'TIMESTAMP' : 'TIMESTAMP_NTZ' : never
type WiderNumber<T> =
  'DOUBLE' extends T ? 'DOUBLE' : 'FLOAT' extends T ? 'DOUBLE' : 'DECIMAL' extends T ? 'DECIMAL' : 'BIGINT' extends T ? 'BIGINT'
    : 'INT' extends T ? 'INT' : 'SMALLINT' extends T ? 'SMALLINT' : 'TINYINT'

/** The common type of all arguments: `coalesce`, `greatest`, `array`, the values of `when`. */
export type CommonOf<S, Name extends string, A, So = 'VOID'> =
  A extends readonly [infer H, ...infer Rest]
    ? Val<S, H> extends infer V
      ? unknown extends V ? CommonOf<S, Name, Rest, unknown>
        : V extends Err<unknown> ? V
          : [Common<So, V>] extends [never] ? Err<`${Name} needs arguments of one type, and these are ${NameOf<So>} and ${NameOf<V>}`>
            : CommonOf<S, Name, Rest, Common<So, V>>
      : never
    : So

/** Whether two types can be compared: what Spark casts without losing the point; a STRING stands for a day or a time. */
export type Comparable<L, R> =
  [Common<L, R>] extends [never]
    ? [L, R] extends ['STRING', DayOrTime | 'BINARY'] | [DayOrTime | 'BINARY', 'STRING'] ? true : false
    : true
