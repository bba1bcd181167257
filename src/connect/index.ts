/**
 * Connect: the same plan on a real Apache Spark, through Spark Connect.
 *
 * `protocol/` is the part of Spark's wire that we speak, as tables of facts: names, numbers, types; a test holds them
 * against Spark's own descriptors. `relation`, `expression` and `data-type` say a plan in it, in a table over every node
 * kind; `session` and `execute` carry it there and bring the answers, each once; `streaming/` follows queries that run
 * there. May import core, batch, formats, expr, connectors and plan. gRPC and protobuf, in `channel` and `protocol/`, and
 * Arrow are loaded on the first call.
 *
 * Invariants
 * - An operation is reattachable: a connection that is cut loses no answer and repeats none.
 * - What Spark says is an error of its own condition and SQLSTATE, with our line; its stack is not shown, a token never.
 * - What only the embedded engine does is EMBEDDED_ENGINE_ONLY, with what to use instead.
 * - The session's zone is UTC, as it is here: the same query, the same answer.
 *
 * To add an operator: its line in `relation.ts`.
 */
export { parseAddress, type Address } from './address'
export { createRemoteEngine, type RemoteEngine } from './create-remote-engine'
export * from './errors'
export { openSession, type ServerSession } from './session'
export { rangeSource, remoteSink, remoteSource, tableSource } from './sources'
