import type { Instant, LocalDate } from './instant'

/**
 * Schemas at compile time. A schema maps column names to type *names* (`'STRING'`, `ArrayOf<'INT'>`), and becomes row
 * types only at the very end: messages stay readable and instantiations few.
 */
export interface TypeNames {
  STRING: string
  BOOLEAN: boolean
  INT: number
  BIGINT: bigint
  FLOAT: number
  DOUBLE: number
  TIMESTAMP: Instant
  DATE: LocalDate
  BINARY: Uint8Array
}
interface Aliases { INTEGER: 'INT'; LONG: 'BIGINT' }

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

/** The parts between commas that stand outside brackets and quotes. */
type Parts<T extends string, Open extends string = '', Done extends string[] = []> =
  T extends `${infer Head},${infer Tail}`
    ? Closed<`${Open}${Head}`> extends true
      ? Parts<Tail, '', [...Done, `${Open}${Head}`]>
      : Parts<Tail, `${Open}${Head},`, Done>
    : [...Done, `${Open}${T}`]

/** The type without what may follow it: `NOT NULL`, `COMMENT '…'`. */
type Bare<T extends string> =
  T extends `${infer Head} ${'COMMENT' | 'comment' | 'Comment'} ${string}` ? Bare<Trim<Head>>
    : T extends `${infer Head} ${'NOT NULL' | 'not null' | 'Not Null'}` ? Trim<Head> : T

type TypeOfText<T extends string> = TypeOfBare<Trim<Bare<Trim<T>>>>
type TypeOfBare<T extends string> =
  Uppercase<T> extends keyof TypeNames ? Uppercase<T>
    : Uppercase<T> extends keyof Aliases ? Aliases[Uppercase<T>]
      : T extends `${infer Head}<${infer Inner}>` ? Nested<Uppercase<Trim<Head>>, Inner, T>
        : Err<Refused<`unknown type '${T}'`, keyof TypeNames | 'ARRAY<…>' | 'MAP<…, …>' | 'STRUCT<…>'>>
type Nested<Head extends string, Inner extends string, Whole extends string> =
  Head extends 'ARRAY' ? ArrayOf<TypeOfText<Inner>>
    : Head extends 'STRUCT' ? StructOf<FieldsOf<Inner>>
      : Head extends 'MAP'
        ? Parts<Inner> extends [infer K extends string, infer V extends string]
          ? MapOf<TypeOfText<K>, TypeOfText<V>>
          : Err<Refused<`MAP needs two types: '${Whole}'`>>
        : Err<Refused<`unknown type '${Whole}'`, keyof TypeNames | 'ARRAY<…>' | 'MAP<…, …>' | 'STRUCT<…>'>>

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

type FieldMap<P extends readonly string[]> = { [I in keyof P & `${number}` as NameIn<Trim<P[I] & string>>]: TypeIn<Trim<P[I] & string>> }
/** The schema of a DDL text; of a text not known at compile time, columns of `unknown`. */
export type FieldsOf<T extends string> = string extends T ? { [column: string]: unknown } : Flat<FieldMap<Parts<T>>>

/** One object type instead of an intersection, as editors and messages print it. */
export type Flat<T> = T extends infer O ? { [K in keyof O]: O[K] } : never

// --- rows ------------------------------------------------------------------------------------------------------------

/** What a row holds of a type name. Any column may be null where it is not an aggregate's count. */
export type ValueOf<T> =
  T extends keyof TypeNames ? TypeNames[T]
    : T extends ArrayOf<infer E> ? ValueOf<E>[]
      : T extends MapOf<infer K, infer V> ? Map<ValueOf<K>, ValueOf<V>>
        : T extends StructOf<infer F> ? { [K in keyof F]: ValueOf<F[K]> }
          : unknown
export type RowOf<S> = { [K in keyof S]: ValueOf<S[K]> }

// --- paths -----------------------------------------------------------------------------------------------------------

type Below<T> = T extends StructOf<infer F> ? { [K in keyof F & string]: K | `${K}.${Below<F[K]>}` }[keyof F & string] : never
/** Every column and nested field: `'e' | 'e.user'`. */
export type PathsOf<S> = { [K in keyof S & string]: K | `${K}.${Below<S[K]>}` }[keyof S & string]
export type LastOf<P extends string> = P extends `${string}.${infer R}` ? LastOf<R> : P

/** The type name at a path, or the refusal that says why there is none. */
export type Get<S, P extends string> =
  P extends keyof S ? S[P]
    : P extends `${infer H}.${infer R}`
      ? H extends keyof S
        ? S[H] extends StructOf<infer F> ? Get<F, R> : Err<`'${H}' is ${NameOf<S[H]>} and has no field '${R}'`>
        : NoColumn<H, keyof S>
      : NoColumn<P, keyof S>
type NoColumn<N extends string, Valid> = [Valid] extends [infer V] ? Err<Refused<`there is no column '${N}' here`, V>> : never

/** A type name as a sentence says it. */
export type NameOf<T> =
  T extends keyof TypeNames ? T
    : T extends ArrayOf<infer E> ? `ARRAY<${NameOf<E>}>`
      : T extends MapOf<infer K, infer V> ? `MAP<${NameOf<K>}, ${NameOf<V>}>`
        : T extends StructOf<unknown> ? 'STRUCT' : 'of unknown type'
