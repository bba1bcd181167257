import type { Offset, SourceOptions } from '../connectors/contract'
import type { Clock } from '../core/clock'
import type { QuerySpec } from '../plan/query'
import type { WatermarkPolicy } from '../plan/watermarks'
import type { Program } from './compile'
import type { QueryLedger } from './ledger'
import type { QueryRun } from './query-run'
import type { WatermarkTracker } from './watermark-tracker'
import type { WhyFacts } from './why'

export interface WhyParts {
  readonly spec: Pick<QuerySpec, 'mode' | 'trigger'>
  readonly program: Program
  readonly tracker: WatermarkTracker
  readonly policy: WatermarkPolicy
  readonly run: QueryRun
  readonly ledger: QueryLedger
  /** Where each source began, in this query's first run. */
  readonly starts: readonly (Offset | null)[]
  readonly clock: Clock
}

/** What `why()` answers from, as it stands now. */
export function whyFacts({ spec, program, tracker, policy, run, ledger, starts, clock }: WhyParts): WhyFacts {
  const perNode = tracker.perNode
  return {
    mode: spec.mode, trigger: spec.trigger, nowMs: clock.now(), ending: run.ending, error: run.exception,
    lastTriggerMs: run.lastTriggerMs, triggerActive: run.status.isTriggerActive,
    inputRows: run.facts.inputRows, outputRows: run.facts.outputRows, lastBatchMs: run.facts.lastBatchMs,
    counts: { ...ledger.counts },
    openWindows: program.stateful.flatMap(operator => operator.openWindows()),
    stateful: program.stateful.length > 0,
    stateRows: program.stateful.reduce((sum, operator) => sum + operator.figures().numRowsTotal, 0),
    policy, watermarkMs: tracker.globalMs,
    nodes: program.watermarks.map(({ column, delayMs }, i) => ({ column, delayMs, atMs: perNode[i], newestMs: run.facts.newestMs[i] })),
    partitions: run.facts.partitions,
    sources: program.scans.map((scan, i) => ({ description: scan.source.format === 'kafka' ? topicsOf(scan.options) : scan.source.format, start: starts[i], fromNewest: scan.source.format === 'kafka' && isFromNewest(scan.options) })),
  }
}

function isFromNewest(options: SourceOptions): boolean {
  const given = ['startingOffsets', 'startingOffsetsByTimestamp', 'startingTimestamp'].map(name => optionNamed(options, name)).find(one => one !== undefined)
  return given === undefined || given === 'latest'
}

function topicsOf(options: SourceOptions): string {
  const topics = ['subscribe', 'subscribePattern', 'assign'].map(name => optionNamed(options, name)).find(one => one !== undefined)
  return `topic ${String(topics ?? '')}`
}

function optionNamed(options: SourceOptions, name: string): SourceOptions[string] {
  return Object.entries(options).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
}
