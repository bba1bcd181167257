import { randomUUID } from 'node:crypto'
import { cellOutput } from '../core/cell-output'
import { systemClock, type Clock } from '../core/clock'
import type { CallSite } from '../core/errors'
import type { Address } from './address'
import { openChannel, type Channel } from './channel'
import { OperationInterrupted, SparkSessionEnded, versionMismatch } from './errors'
import { execute } from './execute'
import type { Message } from './protocol'
import { enums } from './protocol/enums'
import type { RequestHead } from './request-head'
import { serverError } from './server-error'
import { transportLost } from './transport-lost'

export type Answer = Message<'ExecutePlanResponse'>

export interface RunOptions {
  readonly signal?: AbortSignal
  /** The lines that wrote the plan's expressions, by the number the plan carries. */
  readonly sites?: readonly CallSite[]
  /** Whether the operation belongs to the cell that runs it, and is interrupted with it. Default true. */
  readonly owned?: boolean
}

/** A session on a server. Nothing is sent before the first call; then its settings go first. */
export interface ServerSession {
  readonly address: Address
  readonly ended: boolean
  /** The answers of one operation, each once, whatever becomes of the connection in between. */
  run(plan: Message<'Plan'>, options?: RunOptions): AsyncGenerator<Answer>
  analyze(of: NonNullable<Message<'AnalyzePlanRequest'>['analyze']>, sites?: readonly CallSite[]): Promise<Message<'AnalyzePlanResponse'>>
  /** The server's values of settings; null where one is not set. */
  settings(names: readonly string[]): Promise<Readonly<Record<string, string | null>>>
  /** Ends the session on the server: its queries stop, its tables go. */
  release(): Promise<void>
  /** Sets what later calls must send; those of an open session are sent at once. */
  configure(settings: Readonly<Record<string, string>>): void
}

export interface SessionOptions {
  readonly address: Address
  readonly settings: Readonly<Record<string, string>>
  readonly clock?: Clock
}

// The embedded engine's zone: the same query, the same answer.
const DEFAULTS = { 'spark.sql.session.timeZone': 'UTC' }

/** A server has its own name. */
function sendable({ 'spark.app.name': _, ...settings }: Readonly<Record<string, string>>): Record<string, string> {
  return settings
}

export function openSession({ address, settings, clock = systemClock }: SessionOptions): ServerSession {
  let pending: Record<string, string> = { ...DEFAULTS, ...sendable(settings) }
  let opening: Promise<Channel> | null = null
  let serverSide: string | undefined
  let ended = false
  let known = false

  const head = (): RequestHead => ({
    sessionId: address.sessionId, userContext: { userId: address.userId, userName: address.userId }, clientType: address.userAgent,
    ...(serverSide === undefined ? {} : { clientObservedServerSideSessionId: serverSide }),
  })
  const heard = (answer: { readonly serverSideSessionId?: string }): void => {
    if (answer.serverSideSessionId) serverSide = answer.serverSideSessionId
  }
  const channel = async (): Promise<Channel> => {
    if (ended) throw new SparkSessionEnded(`the session on ${address.text} has ended`, { hint: NEW_SESSION })
    const open = await (opening ??= openChannel(address))
    const version = known ? null : once(open, () => open.client.analyzePlan({ ...head(), analyze: { case: 'sparkVersion', value: {} } }))
    // Heard of below; the settings may fail before.
    version?.catch(() => {})
    const pairs = Object.entries(pending).map(([key, value]) => ({ key, value }))
    pending = {}
    if (pairs.length > 0) {
      try {
        heard(await once(open, () => open.client.config({ ...head(), operation: { opType: { case: 'set', value: { pairs } } } })))
      } catch (error) {
        // What was not set is set by the call that follows, or says again why it cannot be.
        pending = { ...Object.fromEntries(pairs.map(({ key, value }) => [key, value])), ...pending }
        throw error
      }
    }
    if (version !== null) checkVersion(await version)
    return open
  }
  /** A server of another major version would answer, and give other answers. */
  const checkVersion = ({ result }: Message<'AnalyzePlanResponse'>): void => {
    const version = result?.case === 'sparkVersion' ? result.value.version ?? '' : ''
    if (!/^4\./.test(version)) throw versionMismatch(address.text, version)
    known = true
  }
  /** A call that may be made again, since it changes nothing the second time. */
  const once = async <T>(open: Channel, call: () => Promise<T>, sites?: readonly CallSite[]): Promise<T> => {
    for (let attempt = 0; ; attempt++) {
      try {
        return await call()
      } catch (error) {
        if (attempt < 3 && transportLost(open.failure(error))) {
          await clock.sleep(50 * 4 ** attempt)
          continue
        }
        throw await said(open, error, sites)
      }
    }
  }
  const said = async (open: Channel, error: unknown, sites?: readonly CallSite[]): Promise<Error> => {
    const failed = await serverError(error, { channel: open, head, address, sites })
    if (failed instanceof SparkSessionEnded) end(open)
    return failed
  }
  const end = (open: Channel): void => {
    ended = true
    open.close()
  }

  return {
    address,
    get ended() { return ended },
    configure: more => { pending = { ...pending, ...sendable(more) } },
    async *run(plan, { signal, sites, owned = true } = {}) {
      const open = await channel()
      const stopped = new AbortController()
      const stop = (): void => stopped.abort()
      signal?.addEventListener('abort', stop)
      if (signal?.aborted) stop()
      let finish = (): void => {}
      const over = new Promise<void>(resolve => { finish = resolve })
      if (owned) cellOutput().own({ stop: async () => { stop(); await over }, ended: over })
      const operationId = randomUUID()
      let complete = false
      try {
        for await (const answer of execute({ open, head, plan, operationId, clock, signal: stopped.signal })) {
          heard(answer)
          yield answer
        }
        complete = true
      } catch (error) {
        if (stopped.signal.aborted) throw new OperationInterrupted('the operation was interrupted', { hint: 'The server was told to stop it; what it had written by then stays.' })
        complete = true
        throw await said(open, error, sites)
      } finally {
        signal?.removeEventListener('abort', stop)
        // A reader that leaves early, or is told to, must not leave the server at work.
        if (!complete && !ended) await interrupt(open, head(), operationId)
        finish()
      }
    },
    async analyze(of, sites) {
      const open = await channel()
      const answer = await once(open, () => open.client.analyzePlan({ ...head(), analyze: of }), sites)
      heard(answer)
      return answer
    },
    async settings(names) {
      const open = await channel()
      const answer = await once(open, () => open.client.config({ ...head(), operation: { opType: { case: 'getOption', value: { keys: names } } } }))
      heard(answer)
      return Object.fromEntries((answer.pairs ?? []).map(({ key, value }) => [key ?? '', value ?? null]))
    },
    async release() {
      if (ended) return
      ended = true
      if (opening === null) return
      const open = await opening
      try {
        await open.client.releaseSession({ sessionId: address.sessionId, userContext: { userId: address.userId }, clientType: address.userAgent })
      } catch {
        // A server that has gone has no session left to end.
      } finally {
        open.close()
      }
    },
  }
}

const NEW_SESSION = "SparkSession.builder.remote('sc://…').getOrCreate() begins a new one; temporary tables and queries of the old one are gone."

async function interrupt(open: Channel, head: RequestHead, operationId: string): Promise<void> {
  try {
    await open.client.interrupt({
      ...head, interruptType: enums['InterruptRequest.InterruptType'].INTERRUPT_TYPE_OPERATION_ID,
      interrupt: { case: 'operationId', value: operationId },
    })
  } catch {
    // The operation ends by itself, or with its session.
  }
}
