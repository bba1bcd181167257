import type { Decimal } from './decimal'
import type { DayTimeInterval, YearMonthInterval } from './interval'
import type { Instant, LocalDate, LocalDateTime } from './instant'

/**
 * Schemas at compile time. A schema maps column names to type *names* (`'STRING'`, `ArrayOf<'INT'>`), and becomes row
 * types only at the very end: messages stay readable and instantiations few. A column whose type is not known at
 * compile time is `unknown`, and fits everywhere.
 */
export interface TypeNames {
  STRING: string
  BOOLEAN: boolean
  TINYINT: number
  SMALLINT: number
  INT: number
  BIGINT: bigint
  FLOAT: number
  DOUBLE: number
  TIMESTAMP: Instant
  TIMESTAMP_NTZ: LocalDateTime
  DATE: LocalDate
  BINARY: Uint8Array
  /** Of any precision and scale: the compiler does not count digits. */
  DECIMAL: Decimal
  /** Of any units but days alone: the compiler does not tell HOUR from DAY TO SECOND. */
  'INTERVAL DAY TO SECOND': DayTimeInterval
  /** Days alone: with a DATE they make a DATE. */
  'INTERVAL DAY': DayTimeInterval
  'INTERVAL YEAR TO MONTH': YearMonthInterval
  VOID: null
}
interface Aliases { BYTE: 'TINYINT'; SHORT: 'SMALLINT'; INTEGER: 'INT'; LONG: 'BIGINT'; REAL: 'FLOAT'; TIMESTAMP_LTZ: 'TIMESTAMP'; DEC: 'DECIMAL'; NUMERIC: 'DECIMAL' }
/** Types that Spark has and columns do not hold yet, with what to use instead. */
interface NotYet {
  CHAR: 'STRING'; VARCHAR: 'STRING'
}
/** The units of an INTERVAL, and under which name the compiler knows them. */
interface Spans {
  'DAY': 'INTERVAL DAY'; 'HOUR': DayTime; 'MINUTE': DayTime; 'SECOND': DayTime
  'DAY TO HOUR': DayTime; 'DAY TO MINUTE': DayTime; 'DAY TO SECOND': DayTime; 'HOUR TO MINUTE': DayTime; 'HOUR TO SECOND': DayTime; 'MINUTE TO SECOND': DayTime
  'YEAR': YearMonth; 'MONTH': YearMonth; 'YEAR TO MONTH': YearMonth
}
type DayTime = 'INTERVAL DAY TO SECOND'
type YearMonth = 'INTERVAL YEAR TO MONTH'

export interface ArrayOf<E> { readonly array: E }
export interface MapOf<K, V> { readonly map: [K, V] }
export interface StructOf<F> { readonly struct: F }

/** The sentence of a refusal and, second, what would be valid. It is what TypeScript prints. */
export interface Refused<Sentence extends string, Valid = never> {
  readonly refused: Sentence
  readonly valid: Valid
}
/** A refusal on its way to the parameter that shows it. */
export interface Err<Message> { readonly err: Message }
/** The refusal of an `Err`, as a parameter shows it; a bare sentence laid over a text would print as `never`. */
export type Said<M> = M extends string ? Refused<M> : M

// --- DDL -----------------------------------------------------------------------------------------------------------

type Space = ' ' | '\n' | '\t' | '\r'
type TrimLeft<T extends string> = T extends `${Space}${infer R}` ? TrimLeft<R> : T
type TrimRight<T extends string> = T extends `${infer R}${Space}` ? TrimRight<R> : T
type Trim<T extends string> = TrimRight<TrimLeft<T>>

type Marks<T extends string, M extends string, Seen extends 0[] = []> =
  T extends `${string}${M}${infer R}` ? Marks<R, M, [...Seen, 0]> : Seen['length']
type Even = 0 | 2 | 4 | 6 | 8 | 10
type Closed<T extends string> =
  T extends `${string}${'<' | '>' | '(' | ')' | '`' | '\''}${string}`
    ? [Marks<T, '<'>, Marks<T, '('>] extends [Marks<T, '>'>, Marks<T, ')'>]
      ? Marks<T, '`'> extends Even ? Marks<T, '\''> extends Even ? true : false : false
      : false
    : true

/** The parts between commas that stand outside brackets and quotes, blanks trimmed. */
type Parts<T extends string> = T extends `${string}${'<' | '(' | '`' | '\''}${string}` ? NestedParts<T> : PlainParts<T>
type PlainParts<T extends string, Done extends string = never> =
  T extends `${infer Head},${infer Tail}` ? PlainParts<Tail, Done | Trim<Head>> : Done | Trim<T>
type NestedParts<T extends string, Open extends string = '', Done extends string = never> =
  T extends `${infer Head},${infer Tail}`
    ? Closed<`${Open}${Head}`> extends true
      ? NestedParts<Tail, '', Done | Trim<`${Open}${Head}`>>
      : NestedParts<Tail, `${Open}${Head},`, Done>
    : Done | Trim<`${Open}${T}`>
/** The text before and after the first comma that stands outside brackets and quotes. */
type Pair<T extends string, Open extends string = ''> =
  T extends `${infer Head},${infer Tail}`
    ? Closed<`${Open}${Head}`> extends true ? [`${Open}${Head}`, Tail] : Pair<Tail, `${Open}${Head},`>
    : []

/** The type without what may follow it: `NOT NULL`, `COMMENT '…'`. */
type Bare<T extends string> =
  T extends `${infer Head} ${'COMMENT' | 'comment' | 'Comment'} ${string}` ? Bare<Trim<Head>>
    : T extends `${infer Head} ${'NOT NULL' | 'not null' | 'Not Null'}` ? Trim<Head> : T

/** The type name of a type's text: `'ARRAY<INT>'` is `ArrayOf<'INT'>`; of a misspelt one, the refusal. */
export type TypeOfText<T extends string> =
  string extends T ? unknown : Uppercase<T> extends keyof TypeNames ? Uppercase<T> : TypeOfBare<Trim<Bare<Trim<T>>>>
type TypeOfBare<T extends string> =
  Uppercase<T> extends keyof TypeNames ? Uppercase<T>
    : Uppercase<T> extends keyof Aliases ? Aliases[Uppercase<T>]
      : Uppercase<T> extends `INTERVAL ${infer Units}` ? Trim<Units> extends keyof Spans ? Spans[Trim<Units>] : NoType<T, Uppercase<T>>
      : T extends `${infer Head}<${infer Inner}>` ? Nested<Uppercase<Trim<Head>>, Inner, T>
        : T extends `${infer Head}(${string}` ? Uppercase<Trim<Head>> extends 'DECIMAL' | 'DEC' | 'NUMERIC' ? 'DECIMAL' : NoType<T, Uppercase<Trim<Head>>> : NoType<T, Uppercase<T>>
type NoType<T extends string, Head extends string> =
  Head extends keyof NotYet ? Err<Refused<`${Head} columns are not supported yet`, NotYet[Head]>>
    : Err<Refused<`'${T}' is no type`, { [K in keyof TypeNames]: K }[keyof TypeNames] | 'ARRAY<…>' | 'MAP<…, …>' | 'STRUCT<…>'>>
type Nested<Head extends string, Inner extends string, Whole extends string> =
  Head extends 'ARRAY' ? ArrayOf<TypeOfText<Inner>>
    : Head extends 'STRUCT' ? StructOf<FieldsOf<Inner>>
      : Head extends 'MAP'
        ? Pair<Inner> extends [infer K extends string, infer V extends string]
          ? MapOf<TypeOfText<K>, TypeOfText<V>>
          : Err<Refused<`MAP needs two types: '${Whole}'`>>
        : NoType<Whole, Head>

type NameIn<T extends string> =
  T extends `\`${infer N}\`${string}` ? N
    : T extends `${infer N}:${string}` ? N extends `${infer M} ${string}` ? M : N
      : T extends `${infer N} ${string}` ? N : T
type TypeIn<T extends string> =
  T extends `\`${string}\`${infer R}` ? TypeOfText<AfterColon<Trim<R>>>
    : T extends `${infer N}:${infer R}` ? N extends `${string} ${infer Q}` ? TypeOfText<`${Q}:${R}`> : TypeOfText<R>
      : T extends `${string} ${infer R}` ? TypeOfText<AfterColon<Trim<R>>>
        : Err<Refused<`a column needs a name and a type: '${T}'`>>
type AfterColon<T extends string> = T extends `:${infer R}` ? Trim<R> : T

/** The schema of a DDL text; of a text not known at compile time, columns of `unknown`. */
export type FieldsOf<T extends string> = string extends T ? AnySchema : Flat<{ [C in Parts<T> as NameIn<C>]: TypeIn<C> }>

/** A schema nobody knows at compile time: every name is a column, of a type not known. */
export interface AnySchema { [column: string]: unknown }

/**
 * A schema as the façade takes it: DDL text, or an object of type texts: `{ user: 'STRING', tags: 'ARRAY<STRING>' }`. A
 * type parameter for `T` makes TypeScript 5.0 keep the object's texts letter by letter.
 */
export type SchemaText<T extends string = string> = string | Readonly<Record<string, T>>
export type SchemaOf<D> =
  D extends string ? FieldsOf<D>
    : D extends Readonly<Record<string, string>> ? { -readonly [K in keyof D]: TypeOfText<D[K]> } : AnySchema

/** What is wrong with a schema, to be laid over the parameter that took its text; `unknown` where nothing is. */
export type CheckSchema<S> = [SchemaErr<S>] extends [never] ? unknown : SchemaErr<S>
type SchemaErr<S> = { [K in keyof S]: ErrIn<S[K]> }[keyof S]
type ErrIn<T> =
  T extends keyof TypeNames ? never
    : T extends Err<infer M> ? M
      : T extends StructOf<infer F> ? SchemaErr<F>
        : T extends ArrayOf<infer E> ? ErrIn<E>
          : T extends MapOf<infer K, infer V> ? ErrIn<K> | ErrIn<V> : never

/** One object type instead of an intersection, as editors and messages print it. */
export type Flat<T> = T extends infer O ? { [K in keyof O]: O[K] } : never

// --- frames with a name ------------------------------------------------------------------------------------------------

/** Under this, a schema holds those of the frames that `alias` named, beside its columns. */
declare const _frames: unique symbol
export type Frames = typeof _frames

/** A schema whose columns can also be said by its name: `l.user`. */
export type Aliased<S, N extends string> = { [K in keyof S | Frames]: K extends Frames ? { [M in N]: { [C in keyof S as Exclude<C, Frames>]: S[C] } } : K extends keyof S ? S[K] : never }
/** The named frames of a schema, for one that is made of it; nothing where there are none. */
export type FramesOf<S> = S extends { readonly [K in Frames]: infer A } ? { [K in Frames]: A } : unknown
/** The schema of a frame by its name; `never` where none is called so. */
export type FrameOf<S, N> = S extends { readonly [K in Frames]: infer A } ? N extends keyof A ? A[N] : never : never

// --- rows ------------------------------------------------------------------------------------------------------------

/** What a row holds of a type name. Any column may be null where it is not an aggregate's count. */
export type ValueOf<T> =
  T extends keyof TypeNames ? TypeNames[T]
    : T extends ArrayOf<infer E> ? ValueOf<E>[]
      : T extends MapOf<infer K, infer V> ? Map<ValueOf<K>, ValueOf<V>>
        : T extends StructOf<infer F> ? { [K in keyof F]: ValueOf<F[K]> }
          : unknown
export type RowOf<S> = { [K in keyof S as Exclude<K, Frames>]: ValueOf<S[K]> }

/** What a column takes when rows are given by hand: a Date for a TIMESTAMP and a whole number for a BIGINT will do, a number or its text for a DECIMAL. */
export type InputOf<T> =
  T extends 'TIMESTAMP' ? Instant | Date
    : T extends 'BIGINT' ? bigint | number
      : T extends 'DECIMAL' ? Decimal | number | bigint | string
      : T extends keyof TypeNames ? TypeNames[T]
        : T extends ArrayOf<infer E> ? readonly (InputOf<E> | null)[]
          : T extends MapOf<infer K, infer V> ? ReadonlyMap<InputOf<K>, InputOf<V> | null> | Readonly<Record<string, InputOf<V> | null>>
            : T extends StructOf<infer F> ? RowInput<F>
              : unknown
/** A row given by hand; a column that is left out is null. */
export type RowInput<S> = { readonly [K in keyof S]?: InputOf<S[K]> | null }

// --- paths -----------------------------------------------------------------------------------------------------------

/** A name as a path writes it: in back-ticks where it holds a dot. */
type Step<K extends string> = K extends `${string}.${string}` ? `\`${K}\`` : K
type Steps<S> = [Extract<keyof S, `${string}.${string}`>] extends [never] ? keyof S & string : Step<keyof S & string>
type Structs<S> = { [K in keyof S]: S[K] extends StructOf<unknown> ? K : never }[keyof S] & string
/** Every column and nested field: `'e' | 'e.user'`. */
export type PathsOf<S> = Steps<S> | Below<S, Structs<S>>
type Below<S, K extends string> = K extends keyof S ? S[K] extends StructOf<infer F> ? `${Step<K>}.${PathsOf<F>}` : never : never
/** Every struct's fields at once: `'e.*'`. */
export type StarsOf<S> = `${Step<Structs<S>>}.*`
/** The name a path gives its column: the last step. */
export type LastOf<P extends string> =
  P extends `${string}\`${string}` ? LastQuoted<P> : P extends `${string}.${infer R}` ? LastOf<R> : P
type LastQuoted<P extends string> =
  P extends `\`${string}\`.${infer R}` ? LastOf<R>
    : P extends `\`${infer N}\`` ? N
      : P extends `${string}.${infer R}` ? LastOf<R> : P

/** The type name at a path, or the refusal that says why there is none. */
export type Get<S, P extends string> =
  P extends keyof S ? S[P]
    : P extends `\`${infer N}\`.${infer R}` ? GetIn<S, N, R>
      : P extends `\`${infer N}\`` ? N extends keyof S ? S[N] : NoColumn<N, S>
        : P extends `${infer H}.${infer R}` ? GetIn<S, H, R> : NoColumn<P, S>
type GetIn<S, H extends string, R extends string> =
  S extends { readonly [K in Frames]: infer A }
    ? H extends keyof A ? Get<A[H], R> : GetBelow<S, H, R>
    : GetBelow<S, H, R>
type GetBelow<S, H extends string, R extends string> =
  H extends keyof S
    ? S[H] extends StructOf<infer F> ? Get<F, R>
      : unknown extends S[H] ? unknown
        : S[H] extends Err<unknown> ? S[H] : Err<`'${H}' is ${NameOf<S[H]>} and has no field '${R}'`>
    : NoColumn<H, S>
// A name that is not known letter by letter may be any column's. The names stand as a list here: `keyof S`, or a named type
// of them, would print as its own name.
type NoColumn<N extends string, S> = {} extends Record<N, 1> ? unknown : Err<Refused<`there is no column '${N}' here`, { [K in keyof S & string]: K }[keyof S & string]>>

/** A type name as a sentence says it. */
export type NameOf<T> =
  T extends keyof TypeNames ? T
    : T extends ArrayOf<infer E> ? `ARRAY<${NameOf<E>}>`
      : T extends MapOf<infer K, infer V> ? `MAP<${NameOf<K>}, ${NameOf<V>}>`
        : T extends StructOf<unknown> ? 'STRUCT' : 'of unknown type'
