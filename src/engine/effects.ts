import type { Clock } from '../core/clock'
import type { Files } from '../core/files'
import type { Random } from '../core/random'
import type { Catalog } from '../plan/query'

/** The steps of a micro-batch; a crash after any of them loses nothing and repeats nothing. */
export type Phase =
  /** Planned: ends are known, nothing is written. */
  | 'P0'
  /** `offsets/N` is written. */
  | 'P1'
  /** Rows are read and computed. */
  | 'P2'
  /** State snapshots and the input's digest are written. */
  | 'P3'
  /** The sink has staged its rows; for a sink without a staging step, it has written them. */
  | 'P4'
  /** The sink's rows are visible. */
  | 'P5'
  /** `commits/N` is written. */
  | 'P6'
  /** Afterwards: sources may forget; nothing is purged yet. */
  | 'P7'

/** Everything the engine does to the world, as an argument. */
export interface EngineEffects {
  readonly clock: Clock
  readonly files: Files
  readonly random: Random
  /** Where memory sinks put their tables. */
  readonly catalog: Catalog
  /** `TIDEMARK_CRASH_AT=P3:2` kills the process at the end of phase P3 of batch 2. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** What provenance says of the software: `{ tidemark: '0.1.0', node: 'v20.19.0' }`. */
  readonly versions?: Readonly<Record<string, string>>
  /**
   * Spark's settings by their names: `spark.sql.streaming.multipleWatermarkPolicy` (`min`, or `max`; a checkpoint keeps the
   * one it began with) and `spark.sql.streaming.noDataMicroBatches.enabled` (`true`).
   */
  readonly conf?: Readonly<Record<string, string | undefined>>
  /** Hears of conditions a person should know of once; default: nobody. */
  readonly warn?: (message: string) => void
  /** Called as each phase ends, for tests. */
  readonly onPhase?: (phase: Phase, batchId: number) => void
}

/** The hook a batch calls as its phases end. */
export function phaseHook({ env, onPhase }: EngineEffects): (phase: Phase, batchId: number) => void {
  const crashAt = env.TIDEMARK_CRASH_AT
  return (phase, batchId) => {
    onPhase?.(phase, batchId)
    if (crashAt === `${phase}:${batchId}`) process.kill(process.pid, 'SIGKILL')
  }
}
