import type { Clock } from '../../core/clock'
import type { CallSite } from '../../core/errors'
import type { ListenerBus } from '../../plan/listeners'
import type { Node } from '../../plan/node'
import { trackedQueries } from '../../plan/query-manager'
import type { Engine, QuerySpec, SinkSpec, StreamingQuery, StreamingQueryManager } from '../../plan/query'
import { optionOf } from '../../connectors/options'
import { EmbeddedOnly, SparkSessionEnded } from '../errors'
import type { Message } from '../protocol'
import { wireOptions } from '../scan-relation'
import type { ServerSession } from '../session'
import { remoteSink } from '../sources'
import { eventBus, type ServerEvent } from './event-bus'
import { progressOf } from './progress'
import { remoteQuery, type RemoteQuery } from './remote-query'
import { remoteView } from './remote-view'

export interface RemoteQueriesParts {
  readonly session: ServerSession
  readonly listeners: ListenerBus
  readonly clock: Clock
  readonly planOf: (plan: Node) => Promise<{ readonly relation: Message<'Relation'>; readonly sites: readonly CallSite[] }>
}

export interface RemoteQueries {
  readonly streams: StreamingQueryManager
  readonly start: Engine['start']
  stop(): Promise<void>
}

const LINGER_MS = 500

/** The streaming queries of a session: started here, run there, followed by the server's events. */
export function remoteQueries({ session, listeners, clock, planOf }: RemoteQueriesParts): RemoteQueries {
  const streams = trackedQueries(listeners, clock)
  const running = new Map<string, RemoteQuery>()
  // An event may overtake the answer that tells which query was started.
  const early: ServerEvent[] = []
  let starting = 0
  let views = 0
  const take = (event: ServerEvent): void => {
    const of = running.get(event.runId)
    if (of === undefined) {
      if (starting > 0) early.push(event)
      return
    }
    if (event.kind === 'progress') {
      of.heard(event.progress)
      listeners.later({ on: 'onQueryProgress', event: { progress: progressOf(event.progress) } })
    } else if (event.kind === 'idle') {
      listeners.later({ on: 'onQueryIdle', event: { id: event.id, runId: event.runId, timestamp: event.timestamp } })
    } else {
      of.terminated(event.exception)
      listeners.later({ on: 'onQueryTerminated', event: { id: event.id, runId: event.runId, exception: event.exception, errorClassOnException: event.errorClassOnException } })
    }
  }
  const bus = eventBus(session, take, error => { for (const of of running.values()) of.lost(error) })
  const idle = (): boolean => running.size === 0 && starting === 0
  // The next query of a script or a notebook often follows at once.
  const settle = (): void => { if (idle()) setTimeout(() => { if (idle()) bus.close() }, LINGER_MS) }

  const start = async (spec: QuerySpec): Promise<StreamingQuery> => {
    const { relation, sites } = await planOf(spec.plan)
    const shows = 'sink' in spec.sink && spec.sink.view === true ? spec.sink.sink : null
    const table = spec.name ?? `display_${++views}`
    const write = shows === null ? writeOf(spec, relation) : writeOf({ ...spec, name: table, sink: MEMORY }, relation)
    starting++
    try {
      await bus.open()
      const plan = { opType: { case: 'command', value: { commandType: { case: 'writeStreamOperationStart', value: write } } } } as const
      let made: Message<'WriteStreamOperationStartResult'> | undefined
      for await (const { responseType } of session.run(plan, { sites })) {
        if (responseType?.case === 'writeStreamOperationStartResult') made = responseType.value
      }
      const { id = '', runId = '' } = made?.queryId ?? {}
      if (id === '') throw new SparkSessionEnded('the server did not say which query it started')
      const name = made?.name ? made.name : null
      const view = shows === null ? null : remoteView({ session, sink: shows, mode: spec.mode, schema: spec.plan.schema, table })
      const of = remoteQuery({ id, runId, name, session, clock, sites, finite: spec.trigger.kind !== 'processing-time', view })
      running.set(runId, of)
      void of.over.then(() => {
        running.delete(runId)
        settle()
      })
      if (made?.queryStartedEventJson) {
        const { timestamp = '' } = JSON.parse(made.queryStartedEventJson) as { timestamp?: string }
        listeners.now({ on: 'onQueryStarted', event: { id, runId, name, timestamp } })
      }
      streams.track(of.query)
      for (const event of early.splice(0)) take(event)
      return of.query
    } finally {
      starting--
      settle()
    }
  }
  return {
    streams, start,
    stop: async () => { await Promise.all([...running.values()].map(of => of.query.stop().catch(() => {}))) },
  }
}

const MEMORY: SinkSpec = { format: remoteSink('memory'), options: {} }

/** What starts the query: sink, mode and trigger in Spark's words. */
function writeOf({ name, mode, trigger, sink, checkpoint, badRecords }: QuerySpec, input: Message<'Relation'>): Message<'WriteStreamOperationStart'> {
  if ('sink' in sink) {
    throw new EmbeddedOnly('foreachBatch calls a function of this process, and the query would run on a Spark server', {
      hint: "Write to Kafka, files or a table there: writeStream.format('memory').queryName('…'). display(frame) shows its rows as they come, and spark.table('…') has what there is by then.",
    })
  }
  if (badRecords !== 'keep') {
    throw new EmbeddedOnly(`badRecords '${badRecords}' needs a ledger, and a Spark server keeps none`, { hint: "Give fromJson a _corrupt_record column, or { mode: 'FAILFAST' } to fail." })
  }
  const path = optionOf(sink.options, 'path')
  return {
    input, format: sink.format.format, outputMode: mode, queryName: name ?? '',
    options: { ...wireOptions(sink.options), ...(checkpoint === null ? {} : { checkpointLocation: checkpoint }) },
    trigger: trigger.kind === 'available-now' ? { case: 'availableNow', value: true } : trigger.kind === 'once' ? { case: 'once', value: true } : { case: 'processingTimeInterval', value: `${trigger.intervalMs} milliseconds` },
    ...(path === undefined ? {} : { sinkDestination: { case: 'path', value: path } }),
  }
}
