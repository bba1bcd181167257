/**
 * Core: what every room speaks of. Errors with code, fault and way out; data types and their DDL; instants, dates,
 * durations and their texts; where a row came from (origin) and the ledger of rows that went wrong; and the four things
 * that come in as arguments so that a simulator can stand in for them: clock, files, cell output, randomness.
 *
 * May import: nothing but Node.
 *
 * Invariants
 * - Nothing here knows of a batch, a plan or an engine.
 * - An error's code and fault belong to its class. Every message names the thing, its hint the way out.
 * - A timestamp is a whole number of microseconds since 1970-01-01T00:00:00Z, one without a zone the same of its own clock, a
 *   date a whole number of days.
 */
export * from './cell-output'
export * from './civil'
export * from './clock'
export * from './data-type'
export * from './ddl'
export * from './decimal'
export * from './double-text'
export * from './duration'
export * from './errors'
export * from './files'
export * from './instant'
export * from './interval'
export * from './ledger'
export * from './nearest'
export * from './origin'
export * from './random'
export * from './text-to-value'
export * from './time-zone'
export * from './timestamp-bytes'
export * from './timestamp-text'
