import { baseMessages } from './base'
import { commandMessages } from './commands'
import { expressionMessages } from './expressions'
import type { MessageIn } from './message'
import { relationMessages } from './relations'
import { typeMessages } from './types'

/** The part of Spark Connect's protocol that we speak: the facts of its wire, checked against Spark's own descriptors. */
export const messages = { ...baseMessages, ...commandMessages, ...relationMessages, ...expressionMessages, ...typeMessages } as const

/** What a server says of an error beside its status; Google's, not Spark's. */
export const errorInfo = { reason: [1, 'string'], domain: [2, 'string'], metadata: [3, 'map<string>'] } as const

/** The service's calls: request, answer, and whether the answer is a stream. */
export const methods = {
  executePlan: ['ExecutePlanRequest', 'ExecutePlanResponse', 'stream'],
  analyzePlan: ['AnalyzePlanRequest', 'AnalyzePlanResponse', 'one'],
  config: ['ConfigRequest', 'ConfigResponse', 'one'],
  interrupt: ['InterruptRequest', 'InterruptResponse', 'one'],
  reattachExecute: ['ReattachExecuteRequest', 'ExecutePlanResponse', 'stream'],
  releaseExecute: ['ReleaseExecuteRequest', 'ReleaseExecuteResponse', 'one'],
  releaseSession: ['ReleaseSessionRequest', 'ReleaseSessionResponse', 'one'],
  fetchErrorDetails: ['FetchErrorDetailsRequest', 'FetchErrorDetailsResponse', 'one'],
} as const

export type MessageName = keyof typeof messages
export type Message<N extends MessageName> = MessageIn<typeof messages, N>
export type Methods = typeof methods
export { enums } from './enums'
