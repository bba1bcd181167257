import type { Err, Get, LastOf, Refused, Said, StructOf } from '../core/schema-types'
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
          : AstOf<A> extends readonly ['window', ...unknown[]] ? 'window' : never

/** An item's own type where it can stand, the refusal where it cannot. */
export type CheckItem<S, A> =
  A extends '*' ? A
    : A extends `${infer P}.*` ? CheckStar<Get<S, P>, A, P>
      : TypeOfItem<S, A> extends Err<infer M> ? Said<M>
        : [NameOfItem<A>] extends [never] ? Refused<"this expression has no name; give it one with .as('…')"> : A
type CheckStar<T, A, P extends string> =
  T extends StructOf<unknown> ? A : T extends Err<infer M> ? Said<M> : unknown extends T ? A : Refused<`'${P}' is no STRUCT, so '${P}.*' has no fields`>

/** The columns of a list of items, stars included. */
export type ColumnsOf<S, As extends readonly unknown[]> =
  { [A in As[number] as NameOfItem<A>]: TypeOfItem<S, A> } & AllStars<S, Extract<As[number], '*' | `${string}.*`>>
type AllStars<S, P> = [P] extends [never] ? unknown : UnionToIntersection<P extends '*' ? S : P extends `${infer H}.*` ? Get<S, H> extends StructOf<infer F> ? F : unknown : unknown>
type UnionToIntersection<U> = (U extends unknown ? (of: U) => void : never) extends (of: infer A) => void ? A : never

/** The watermark columns of a list of items: those that pass one through, under the name they get. */
export type WatermarkOf<W extends string, As extends readonly unknown[]> =
  [W] extends [never] ? never : '*' extends As[number] ? W | Passed<W, As[number]> : Passed<W, As[number]>
type Passed<W extends string, A> =
  A extends unknown ? AstOf<A> extends readonly ['col', infer P] ? P extends W ? NameOfItem<A> : never : never : never

/** A path or an item as an expression, knowing the line that wrote it. */
export function itemExpression(item: string | Item): Expression {
  return typeof item === 'string' ? columnRef(item, callSite()) : item.expr
}
