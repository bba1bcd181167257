import { rmSync } from 'node:fs'
import type { OutputMode } from '../../src/connectors/contract'
import { memoryStream } from '../../src/connectors/memory/memory-stream'
import type { QueryProgress } from '../../src/plan'
import { adds, appended, completed, completeStateRows, stateRows, updated, watermarks } from './golden'
import { engineWith, events, play, querySpec, recorder, schema, windowedCounts, type Emitted } from './rig'
import { temporaryFolder } from '../support/temporary-folder'

const cases: [OutputMode, string[][], string[]][] = [
  ['append', appended, stateRows],
  ['update', updated, stateRows],
  ['complete', completed, completeStateRows],
]

function figures(progress: readonly QueryProgress[]): { watermarks: string[]; state: string[] } {
  return {
    watermarks: progress.map(one => one.eventTime.watermark),
    state: progress.map(({ stateOperators: [of] }) => `${of.numRowsTotal}/${of.numRowsUpdated}/${of.numRowsRemoved}/${of.numRowsDroppedByWatermark}`),
  }
}

const inOrder = (emitted: readonly Emitted[]): string[][] => emitted.map((one, i) => {
  expect(one.batchId).toBe(i)
  return one.rows
})

describe.each(cases)('the golden trace in %s mode', (mode, rows, state) => {
  it('straight', async () => {
    const { query, emitted } = await play(adds, mode)
    expect(inOrder(emitted)).toEqual(rows)
    // The last recent report is of the idle trigger only where one came; here every report is a batch.
    const batches = query.recentProgress.filter(one => 'addBatch' in one.durationMs)
    expect(figures(batches)).toEqual({ watermarks: watermarks.slice(0, rows.length), state })
    expect(batches.map(one => one.numInputRows)).toEqual([3, 1, 2, 1, 2, 1, 0].slice(0, rows.length))
    expect(batches.map(one => one.stateOperators[0].operatorName)).toEqual(rows.map(() => 'stateStoreSave'))
    expect(query.ledger.counts.late).toBe(mode === 'complete' ? 0 : 1)
  })

  it('cut off after the commit of each batch and resumed, with the same cuts', async () => {
    const dir = temporaryFolder('golden')
    try {
      const stream = memoryStream(schema)
      const { sink, emitted } = recorder()
      const progress: QueryProgress[] = []
      for (let run = 0; run < rows.length; run++) {
        if (run < adds.length) stream.addRows(events(adds[run]))
        // Each run dies as its batch is committed: what it did before is all that the next one has.
        const engine = engineWith({ onPhase: (phase, batchId) => { if (phase === 'P6' && batchId === run) throw new Died() } })
        const query = await engine.start(querySpec(windowedCounts(stream), sink, { mode, checkpoint: dir }))
        await expect(query.awaitTermination()).rejects.toThrow('died')
      }
      expect(inOrder(emitted)).toEqual(rows)
      const last = await engineWith().start(querySpec(windowedCounts(stream), sink, { mode, checkpoint: dir }))
      await last.awaitTermination()
      progress.push(...last.recentProgress.filter(one => 'addBatch' in one.durationMs))
      expect(progress).toEqual([])
      expect(emitted.length).toBe(rows.length)
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  })
})

class Died extends Error {
  override readonly message = 'died'
}
