import { cellOutput } from '../core/cell-output'
import type { StreamingQuery } from '../plan/query'
import { liveDisplay, type LiveOptions } from './live-output'
import { panelBundle } from './progress-panel'
import type { PanelState } from './panel-state'

/** Shows the progress of a query that runs already, redrawn with every batch. */
export async function displayQuery(query: StreamingQuery, options: LiveOptions): Promise<StreamingQuery> {
  const { headless } = cellOutput()
  const picture = {
    waiting: [{ 'text/plain': 'Waiting for the first batch…' }],
    take: (state: PanelState) => async () => [panelBundle(state, headless)],
  }
  await liveDisplay(picture, () => 0, options, { ends: false, owns: false }).follow(query)
  return query
}
