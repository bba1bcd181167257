import type { Get } from '../core/schema-types'

/**
 * The type rules of expressions, one member an operation, added by each function family through declaration merging:
 *
 *     declare module '../ops' { interface Ops<S, R> { upper: … } }
 *
 * `S` is the frame's schema, `R` the operation's arguments as type-level expressions (`['col', 'user']`,
 * `['lit', 'INT']`); a rule evaluates those it needs with `Val<S, R[0]>` and gives a type name or `Err<sentence>`.
 */
export interface Ops<S, R extends readonly unknown[]> {
  col: R extends readonly [infer N extends string] ? Get<S, N> : never
  lit: R extends readonly [infer T] ? T : never
}

/** The type name of a type-level expression in a schema, or `Err<…>`; `unknown` of an expression not known at compile time. */
export type Val<S, A> =
  unknown extends A ? unknown : A extends readonly [infer K extends keyof Ops<unknown, readonly unknown[]>, ...infer R] ? Ops<S, R>[K] : never
