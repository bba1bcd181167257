import type { CallSite, TidemarkError } from '../core/errors'
import type { Address } from './address'
import { GRPC, type CallFailure, type Channel } from './channel'
import {
  MessageTooLarge, OperationInterrupted, sparkError, SparkSessionEnded, SparkUnauthorized, SparkUnreachable, versionMismatch,
} from './errors'
import type { Message } from './protocol'
import type { RequestHead } from './request-head'
import { transportLost } from './transport-lost'

export interface ErrorContext {
  readonly channel: Channel
  readonly head: () => RequestHead
  readonly address: Address
  readonly sites?: readonly CallSite[]
}

type ServerErrors = Message<'FetchErrorDetailsResponse'>

/** What a call failed with, as an error of ours: Spark's condition and SQLSTATE, its sentence without its stack, our line. */
export async function serverError(error: unknown, context: ErrorContext): Promise<TidemarkError> {
  const { channel, address } = context
  const failure = channel.failure(error)
  const ended = /INVALID_HANDLE\.(SESSION_[A-Z]+)/.exec(`${failure.metadata.errorClass ?? ''} ${failure.message}`)
  if (ended !== null) {
    return new SparkSessionEnded(`the session on ${address.text} has ended there (${ended[1]})`, {
      hint: "Its temporary tables and queries are gone. SparkSession.builder.remote('sc://…').getOrCreate() begins a new one.",
    })
  }
  const own = ownError(failure, address)
  if (own !== null) return own
  return fromChain(await details(failure, context), failure, context)
}

/** Failures of the way, of the door and of the size: not Spark's own words. */
function ownError(failure: CallFailure, address: Address): TidemarkError | null {
  const { code, message } = failure
  if (code === GRPC.UNAUTHENTICATED || code === GRPC.PERMISSION_DENIED) {
    return new SparkUnauthorized(`the Spark server at ${address.text} refuses us`, { hint: 'Check the token in the connection string, or SPARK_CONNECT_AUTHENTICATE_TOKEN.' })
  }
  if (code === GRPC.UNIMPLEMENTED) {
    return versionMismatch(address.text, null)
  }
  if (code === GRPC.RESOURCE_EXHAUSTED) {
    return new MessageTooLarge(`a message is larger than the server at ${address.text} takes: ${firstLine(message)}`, {
      hint: 'Rows given by hand travel in the plan: put large data in a file or a topic, or raise spark.connect.grpc.maxInboundMessageSize.',
    })
  }
  if (transportLost(failure)) {
    return new SparkUnreachable(`no Spark Connect server answers at ${address.text}: ${firstLine(message)}`, {
      hint: 'Start one with npx tidemark up spark, or check host, port and use_ssl.',
    })
  }
  return null
}

async function details({ metadata }: CallFailure, { channel, head }: ErrorContext): Promise<ServerErrors | null> {
  if (metadata.errorId === undefined) return null
  try {
    return await channel.client.fetchErrorDetails({ ...head(), errorId: metadata.errorId })
  } catch {
    // What came with the status must do.
    return null
  }
}

function fromChain(all: ServerErrors | null, failure: CallFailure, context: ErrorContext): TidemarkError {
  const root = all?.errors?.[all.rootErrorIdx ?? 0]
  if (all === null || root === undefined) {
    return make({ condition: failure.metadata.errorClass, sqlState: failure.metadata.sqlState, message: failure.message, context })
  }
  const of = (index: number, depth: number): TidemarkError => {
    const one = all.errors![index]
    const thrown = one.sparkThrowable
    const next = one.causeIdx
    return make({
      condition: thrown?.errorClass, sqlState: thrown?.sqlState, message: one.message ?? '', type: one.errorTypeHierarchy?.[0],
      contexts: thrown?.queryContexts, cause: next !== undefined && depth < 10 ? of(next, depth + 1) : undefined, context,
    })
  }
  return of(all.rootErrorIdx ?? 0, 0)
}

interface Made {
  readonly condition?: string
  readonly sqlState?: string
  readonly message: string
  /** The exception's class, for an error without a condition. */
  readonly type?: string
  readonly contexts?: readonly Message<'FetchErrorDetailsResponse.QueryContext'>[]
  readonly cause?: TidemarkError
  readonly context: ErrorContext
}

function make({ condition, sqlState, message, type, contexts = [], cause, context }: Made): TidemarkError {
  const text = context.address.redact(sentenceOf(message, condition))
  if (condition === 'OPERATION_CANCELED') return new OperationInterrupted('the operation was interrupted', { cause })
  const site = contexts.map(one => context.sites?.[Number(one.callSite)]).find(one => one !== undefined)
  const Class = sparkError(condition ?? 'SPARK_ERROR')
  const named = condition === undefined && type !== undefined ? `${type.slice(type.lastIndexOf('.') + 1)}: ${text}` : text
  return new Class(named, { cause, site, details: { ...(sqlState === undefined ? {} : { sqlState }), engine: 'spark' } })
}

/** Spark's sentence: without the condition before it, the SQLSTATE and the query context behind it, and any stack. */
export function sentenceOf(message: string, condition?: string): string {
  return message
    .replace(/^(?:\(?[\w.$]*(?:Exception|Error)\)?:? ?)*/, '')
    .replace(condition === undefined ? /^\[[A-Z][A-Z0-9_.]+\] / : `[${condition}] `, '')
    .replace(/\n+(?:== (?:DataFrame|SQL|PySpark call site|JVM)|JVM stacktrace:|Driver stacktrace:|\tat )[^]*$/, '')
    .replace(/ ?SQLSTATE: \w{5}\s*(?:;[^]*)?$/, '')
    .trim()
}

function firstLine(text: string): string {
  return text.split('\n')[0].slice(0, 300)
}
