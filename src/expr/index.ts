/**
 * Expr: what can be said about columns. Expressions as data, the types they get against a schema (at compile time in
 * `Ops`, at run time in `bind`), and the function families: one file each in `functions/`, holding a family's type
 * rules, its columnar kernels, Spark's names and the façade with its examples. Kernels that families share stand in
 * `kernels/`.
 *
 * May import: core, batch, formats.
 *
 * Invariants
 * - An expression is frozen and knows no frame; only `bind` joins it to a schema.
 * - A kernel sees whole columns, never changes them, and makes no object or BigInt a row on the hot ones.
 * - Results are Spark's in ANSI mode, with UTC as the session's zone: what Spark refuses is refused under its error
 *   class, and each refusal has a function that gives null instead.
 * - What a lazy function leaves unevaluated never fails a query: `when`, `coalesce`, `and`, `or`; but what depends on
 *   literals alone is worked out before the first row, unless it stands behind a condition of `when` or its like.
 * - What Spark casts by itself is a cast of the argument (`takes`), made by `bind`: kernels see the types they asked for.
 *
 * To add a function: its type rule, kernel and façade in its family's file, and a stream case.
 */
export * from './argument'
export * from './bind'
export * from './column'
export * from './common-type'
export * from './errors'
export * from './expression'
export * from './functions'
export * from './kernels/compare-rows'
export * from './kernels/windows'
export * from './ops'
export * from './registry'
