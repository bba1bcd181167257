import type { Err, Flat, FrameOf, FramesOf, Get, LastOf, Refused, Said, StructOf } from '../core/schema-types'
import { columnRef, type Expression } from '../expr/expression'
import { callSite } from '../core/call-site'
import type { Val } from '../expr/ops'

/** A column expression with or without a name, as far as overload resolution needs to see it. */
export interface Item { readonly expr: Expression }

/** The type-level expression of an item or a path. */
export type AstOf<A> = A extends string ? ['col', A] : A extends { readonly ast?: infer X } ? X : never

/** The type name an item has in a schema, or `Err<…>`. */
export type TypeOfItem<S, A> = A extends string ? Get<S, A> : Val<S, AstOf<A>>

/** The name an item's column gets; `never` where it has none of its own. */
export type NameOfItem<A> =
  A extends '*' | `${string}.*` ? never
    : A extends string ? LastOf<A>
      : A extends { readonly columnName: infer N extends string } ? N
        : AstOf<A> extends readonly ['col', infer P extends string] ? LastOf<P>
          : AstOf<A> extends readonly ['window', ...unknown[]] ? 'window'
            : AstOf<A> extends readonly ['sessionWindow', ...unknown[]] ? 'session_window'
              : AstOf<A> extends readonly ['windowTime', readonly ['col', infer P extends string]] ? `window_time(${LastOf<P>})` : never

/** Text that the compiler does not know letter by letter; beside a list of literals it keeps an editor's completion alive. */
export type Text = string & {}

/** What items are inferred from: any text will do, so that the check can say what is wrong with it. */
export type Given = Text | Item

/** The refusal of a name that is no column; text that is not known may name any. */
export type CheckName<S, N extends string> =
  [Text] extends [N] ? unknown : [N] extends [keyof S] ? unknown : [Get<S, N>] extends [Err<infer M>] ? Said<M> : unknown

/** The parameters of a method that takes items, checked one by one. */
export type Items<S, As extends readonly Given[]> = { [K in keyof As]: As[K] & CheckItem<S, As[K]> }

/**
 * The refusal of an item that cannot stand; `unknown` for one that can. Text that is not known may name any column.
 * Nothing here distributes: the compiler would ask it of every column that an editor may offer, each time.
 */
type CheckItem<S, A> =
  [Text] extends [A] ? unknown
    : [A] extends ['*'] ? unknown
      : [A] extends [`${infer P}.*`] ? CheckStar<StarOf<S, P>, P>
        : [TypeOfItem<S, A>] extends [Err<infer M>] ? Said<M>
          : [NameOfItem<A>] extends [never] ? Refused<"this expression has no name; give it one with .as('…')"> : unknown
type CheckStar<T, P extends string> =
  [T] extends [StructOf<unknown>] ? unknown
    : [T] extends [Err<infer M>] ? Said<M> : unknown extends T ? unknown : Refused<`'${P}' is no STRUCT, so '${P}.*' has no fields`>

/** The columns of a list of items, stars included. */
export type ColumnsOf<S, As extends readonly unknown[]> =
  [Extract<As[number], Star>] extends [never] ? Flat<Named<S, As[number]> & FramesOf<S>>
    : As extends readonly [Star] ? StarFields<S, As[0]>
      : Flat<Named<S, As[number]> & UnionToIntersection<StarFields<S, Extract<As[number], Star>>> & FramesOf<S>>
type Star = '*' | `${string}.*`
type Named<S, A> = { [X in A as NameOfItem<X>]: TypeOfItem<S, X> }
type StarFields<S, P> = P extends '*' ? S : P extends `${infer H}.*` ? StarOf<S, H> extends StructOf<infer F> ? F : unknown : never
/** What stands before a star: a frame by its name, or a struct. */
type StarOf<S, H extends string> = [FrameOf<S, H>] extends [never] ? Get<S, H> : StructOf<FrameOf<S, H>>
type UnionToIntersection<U> = (U extends unknown ? (of: U) => void : never) extends (of: infer A) => void ? A : never

/** The watermark columns of a list of items: those that pass one through, under the name they get. */
export type WatermarkOf<W extends string, As extends readonly unknown[]> =
  [W] extends [never] ? never : '*' extends As[number] ? W | Passed<W, As[number]> : Passed<W, As[number]>
/** The name of an item that passes a watermark on: its column, its window, or the time of that. */
export type Passed<W extends string, A> =
  A extends unknown
    ? AstOf<A> extends ['col', infer P] | ['window' | 'sessionWindow', ['col', infer P], ...unknown[]]
      | ['window' | 'sessionWindow', ['windowTime', ['col', infer P]], ...unknown[]] | ['windowTime', ['col', infer P]]
      ? P extends W ? NameOfItem<A> : never : never
    : never

/** A path or an item as an expression, knowing the line that wrote it. */
export function itemExpression(item: string | Item): Expression {
  return typeof item === 'string' ? columnRef(item, callSite()) : item.expr
}
