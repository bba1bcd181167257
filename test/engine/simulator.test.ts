import { memoryStream } from '../../src/connectors/memory'
import type { OutputMode } from '../../src/connectors/contract'
import type { Phase } from '../../src/engine'
import { disk } from './disk'
import { engineWith, events, querySpec, recorder, schema, windowedCounts, type Emitted } from './rig'

const SEEDS = Number(process.env.SEEDS ?? 60)
const PHASES: readonly Phase[] = ['P0', 'P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7']

/** Repeatable chance: the same seed makes the same numbers. */
function chance(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 1
  return below => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9 | 0
    return ((state ^ (state >>> 13)) >>> 0) % below
  }
}

/** Out-of-order events over some hours, late ones among them. */
function traffic(seed: number): string[] {
  const next = chance(seed)
  return Array.from({ length: 4 + next(8) }, (_, add) => Array.from({ length: 1 + next(6) }, () => {
    const minutes = Math.max(0, add * 25 + next(60) - 40)
    return `${'abc'[next(3)]}@${String(8 + Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  }).join(' '))
}

const seeds = process.env.SEED === undefined ? Array.from({ length: SEEDS }, (_, i) => i) : [Number(process.env.SEED)]

it.each(seeds)('seed %i: killed at random, again and again, it ends as if nothing had happened', async seed => {
  const next = chance(seed + 1000)
  const mode = (['append', 'update', 'complete'] as const)[next(3)]
  const adds = traffic(seed)
  const slide = next(2) === 0 ? '1 hour' : '20 minutes'
  const straight = await played(adds, mode, slide, () => false)
  const stormy = await played(adds, mode, slide, () => next(12) === 0)
  expect(stormy).toEqual(straight)
})

/** Starts the query again and again until it ends by itself; what each batch emitted, and what its last run knew. */
async function played(adds: readonly string[], mode: OutputMode, slide: string, dies: (phase: Phase) => boolean): Promise<Emitted[]> {
  const files = disk()
  const stream = memoryStream(schema)
  for (const add of adds) stream.addRows(events(add))
  const { sink, emitted } = recorder()
  for (;;) {
    const engine = engineWith({ files, onPhase: phase => { if (PHASES.includes(phase) && dies(phase)) throw new Error('killed') } })
    const query = await engine.start(querySpec(windowedCounts(stream, { slide }), sink, { mode, checkpoint: 'q' }))
    if (await query.awaitTermination().catch(() => false)) break
    expect(String(query.exception()?.cause)).toBe('Error: killed')
  }
  const byId = new Map<number, string[]>()
  for (const { batchId, rows } of emitted) {
    if (byId.has(batchId)) expect(rows).toEqual(byId.get(batchId))
    byId.set(batchId, rows)
  }
  return [...byId].map(([batchId, rows]) => ({ batchId, rows })).sort((a, b) => a.batchId - b.batchId)
}
