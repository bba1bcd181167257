import { arrowOfBatches } from '../batch/arrow-write'
import { systemClock, type Clock } from '../core/clock'
import { toDdl } from '../core/data-type'
import type { CallSite } from '../core/errors'
import { UnsupportedStreamingOperation } from '../plan/errors'
import { listenerBus } from '../plan/listeners'
import { isStreaming, walkPlan, type Node } from '../plan/node'
import type { Local } from '../plan/nodes/local'
import type { Engine } from '../plan/query'
import { collect } from './collect'
import type { Message } from './protocol'
import { enums } from './protocol/enums'
import { relationOf } from './relation'
import type { ServerSession } from './session'
import { remoteQueries } from './streaming/remote-queries'

export interface RemoteEngineParts {
  readonly session: ServerSession
  readonly env: Readonly<Record<string, string | undefined>>
  readonly clock?: Clock
  readonly warn?: (message: string) => void
}

/** A Spark server, as an engine of plans. */
export interface RemoteEngine extends Engine {
  readonly session: ServerSession
  /** Spark's version, as the server says it. */
  version(): Promise<string>
  /** Stops all queries and ends the session. */
  close(): Promise<void>
}

export function createRemoteEngine({ session, env, clock = systemClock, warn }: RemoteEngineParts): RemoteEngine {
  const listeners = listenerBus(message => warn?.(message))
  const planOf = async (plan: Node): Promise<{ relation: Message<'Relation'>; sites: CallSite[] }> => {
    const sites: CallSite[] = []
    const locals = new Map<Local, Message<'LocalRelation'>>()
    for (const node of walkPlan(plan)) if (node.kind === 'local') locals.set(node, await localRelation(node))
    return { relation: relationOf(plan, { sites, locals, env }), sites }
  }
  const queries = remoteQueries({ session, listeners, clock, planOf })
  return {
    name: 'spark', session,
    streams: queries.streams,
    collect: async plan => {
      if (isStreaming(plan)) {
        throw new UnsupportedStreamingOperation('the rows of a stream cannot be collected: they never end', {
          hint: 'Start it with writeStream…start() and look at its sink, or read the same data with spark.read.',
        })
      }
      const { relation, sites } = await planOf(plan)
      return collect(session, relation, plan.schema, { sites, observed: [...walkPlan(plan)].filter(node => node.kind === 'observe') })
    },
    start: queries.start,
    explain: async plan => {
      const { relation, sites } = await planOf(plan)
      const { result } = await session.analyze({
        case: 'explain',
        value: { plan: { opType: { case: 'root', value: relation } }, explainMode: enums['AnalyzePlanRequest.Explain.ExplainMode'].EXPLAIN_MODE_SIMPLE },
      }, sites)
      return result?.case === 'explain' ? result.value.explainString ?? '' : ''
    },
    version: async () => {
      const { result } = await session.analyze({ case: 'sparkVersion', value: {} })
      return result?.case === 'sparkVersion' ? result.value.version ?? '' : ''
    },
    close: async () => {
      await queries.stop()
      await session.release()
    },
  }
}

async function localRelation(node: Local): Promise<Message<'LocalRelation'>> {
  const batches = node.batches().filter(one => one.numRows > 0)
  const schema = toDdl(node.schema)
  return batches.length === 0 ? { schema } : { schema, data: await arrowOfBatches(node.schema, batches) }
}
