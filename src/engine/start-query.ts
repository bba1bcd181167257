import type { Offset, Sink, Source } from '../connectors/contract'
import type { Schema } from '../core/data-type'
import { checkStreaming } from '../plan/check-streaming'
import { UnsupportedOutputMode } from '../plan/errors'
import { explainPlan } from '../plan/explain'
import { optimize } from '../plan/optimize'
import type { QuerySpec, StreamingQuery } from '../plan/query'
import { checkSignature } from './checkpoint/check-signature'
import { openCheckpoint, type Checkpoint } from './checkpoint/checkpoint'
import { memoryFiles } from './checkpoint/memory-files'
import type { WatermarkPolicy } from '../plan/watermarks'
import { collect } from './collect'
import { compile, type Program } from './compile'
import { phaseHook, type EngineEffects } from './effects'
import { queryLedger } from './ledger'
import type { ListenerBus } from '../plan/listeners'
import { restoreState } from './micro-batch'
import { rowsBehind } from './rows-behind'
import { startPosition } from './plan-batch'
import { isoMillis } from './progress'
import { provenance } from './provenance'
import { queryHistory } from './query-history'
import type { ManagedQueries } from './query-manager'
import { queryRun } from './query-run'
import { streamingQuery } from './streaming-query'
import { watermarkTracker } from './watermark-tracker'
import { why } from './why'
import { whyFacts } from './why-facts'

/** Where the state of a query without a checkpoint lies, in files of its own in memory. */
const IN_MEMORY = 'memory'

export interface StartParts {
  readonly effects: EngineEffects
  readonly listeners: ListenerBus
  readonly claim: ManagedQueries['claim']
}

/** Checks a query, opens what it needs, puts it where its checkpoint says and sets it going. */
export async function startQuery(spec: QuerySpec, { effects, listeners, claim }: StartParts): Promise<StreamingQuery> {
  checkStreaming(spec.plan, spec.mode, policyOf(effects))
  const { clock, random } = effects
  const warn = effects.warn ?? ((): void => {})
  const plan = optimize(spec.plan)
  const program = compile(plan, spec.mode)
  const dir = spec.checkpoint ?? IN_MEMORY
  const checkpoint = openCheckpoint(spec.checkpoint === null ? memoryFiles() : effects.files, dir, () => random.uuid())
  const { queryId, latest } = checkpoint
  if (latest !== null) checkSignature(dir, latest.offsets.signature, program.signature)
  const release = claim(queryId, spec.name)
  const opened: { close(): Promise<void> }[] = []
  const closeAll = async (): Promise<void> => {
    try {
      for (const one of opened.splice(0)) await one.close()
    } finally {
      release()
    }
  }
  try {
    const sink = await openSink(spec, plan.schema, queryId, effects)
    opened.push(sink)
    if (!sink.modes.includes(spec.mode)) {
      throw new UnsupportedOutputMode(`${sink.description} cannot take output mode '${spec.mode}'`, { hint: `It takes ${sink.modes.map(mode => `'${mode}'`).join(', ')}.` })
    }
    const sources = await openSources(program, checkpoint, effects, opened)
    checkpoint.create()
    const start = await startPosition(checkpoint, sources)
    restoreState(program, checkpoint, start.batchId - 1)
    const conf = latest?.offsets.conf ?? { multipleWatermarkPolicy: policyOf(effects) }
    const tracker = watermarkTracker(program.watermarks, conf.multipleWatermarkPolicy, latest?.commit == null ? undefined : { globalMs: latest.commit.nextBatchWatermarkMs, perNode: latest.commit.watermarks })

    const runId = random.uuid()
    const { name } = spec
    const history = queryHistory()
    const ledger = queryLedger()
    const run = queryRun({
      id: queryId, runId, name, trigger: spec.trigger, random, clock, listeners, history, start, spec, schema: plan.schema, program, sources, sink, checkpoint, tracker, ledger, warn,
      phase: phaseHook(effects), policy: conf.multipleWatermarkPolicy, inMemory: spec.checkpoint === null,
      noDataBatches: effects.conf?.['spark.sql.streaming.noDataMicroBatches.enabled'] !== 'false',
      collect: of => collect(of, effects),
      close: closeAll,
    })
    const starts: (Offset | null)[] = sources.map((_, i) => checkpoint.startOf(i))
    const query = streamingQuery({
      id: queryId, runId, name, clock, run, history, ledger, text: explainPlan(plan),
      why: () => why(whyFacts({ spec, program, tracker, policy: conf.multipleWatermarkPolicy, run, ledger, starts, clock })),
      provenance: async () => provenance({
        id: queryId, runId, sources, starts, position: () => run.position, tracker, hasWatermark: program.watermarks.length > 0, history,
        checkpoint: spec.checkpoint, versions: effects.versions ?? {},
      }),
      rowsBehind: async (key, limit) => rowsBehind(key, limit, {
        spec, program, starts, ledger, effects, committed: () => run.position.offsets, logOf: i => checkpoint.logOf(i),
      }),
    })
    listeners.now({ on: 'onQueryStarted', event: { id: queryId, runId, name, timestamp: isoMillis(clock.now()) } })
    run.begin()
    return query
  } catch (error) {
    await closeAll()
    throw error
  }
}

function policyOf({ conf }: EngineEffects): WatermarkPolicy {
  return conf?.['spark.sql.streaming.multipleWatermarkPolicy'] === 'max' ? 'max' : 'min'
}

async function openSink({ sink, name, checkpoint }: QuerySpec, schema: Schema, queryId: string, { catalog, files }: EngineEffects): Promise<Sink> {
  if ('sink' in sink) return sink.sink
  return sink.format.open(sink.options, schema, { queryId, queryName: name, checkpoint, files, tables: catalog })
}

async function openSources(program: Program, checkpoint: Checkpoint, { env, clock, files, warn }: EngineEffects, opened: { close(): Promise<void> }[]): Promise<Source[]> {
  const sources: Source[] = []
  for (const [i, scan] of program.scans.entries()) {
    const source = await scan.source.open(scan.options, scan.given, { streaming: true, env, clock, files, log: checkpoint.logOf(i), warn: message => warn?.(message) })
    sources.push(source)
    opened.push(source)
  }
  return sources
}
