/**
 * Batch: rows as columns. A batch is a schema, a vector a field, and the origin of each row; builders grow vectors,
 * `select` takes and joins rows, `rows` turns a few of them into plain objects to look at.
 *
 * May import: core. danfojs-node, and that only on first use.
 *
 * Invariants
 * - Vectors and batches never change once they are made; they may share memory with each other and with the bytes they
 *   were read from.
 * - What stands under a null is undefined, and nobody reads it.
 * - A string column's codes belong to its own dictionary: codes of two batches are not comparable. Two codes of one
 *   dictionary may, where bytes were invalid UTF-8, decode to the same text.
 * - The children of a struct are as long as the struct, also under its nulls.
 */
export * from './batch'
export * from './builders'
export * from './column-builder'
export * from './danfo'
export * from './dictionary'
export * from './print'
export * from './raw-records'
export * from './rows'
export * from './select'
export * from './show-text'
export * from './vector'
