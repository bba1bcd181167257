import { spark, type StatefulProcessorHandle, type ValueState } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n INT'>) => {
  const known = spark.createDataFrame([
    { name: 'a', total: 100, at: 5n }, { name: 'b', total: 200, at: 7n }, { name: 'a', total: 10, at: 6n },
    { name: 'z', total: 1, at: 1_772_370_000_000n }, { name: null, total: 3, at: 4n },
  ], 'name STRING, total INT, at BIGINT')
  let timers: StatefulProcessorHandle
  let sum: ValueState<{ total: number; given: number }>
  const soFar = (): { total: number; given: number } => sum.get() ?? { total: 0, given: 0 }
  return frame.withWatermark('ts', '10 minutes').groupBy('user').transformWithState({
    init: handle => {
      timers = handle
      sum = handle.getValueState('sum', 'total INT, given INT')
    },
    handleInitialState(_, { total, at }, times) {
      const { total: before, given } = soFar()
      sum.update({ total: before + total, given: given + 1 })
      timers.registerTimer(times.getCurrentWatermarkInMs() + Number(at))
    },
    *handleInputRows({ user }, rows) {
      const { total: before, given } = soFar()
      const total = [...rows].reduce((all, { n }) => all + n, before)
      sum.update({ total, given })
      yield { user, what: 'rows', total, given, timers: timers.listTimers().length }
    },
    *handleExpiredTimer({ user }, _, expired) {
      const held = soFar()
      sum.clear()
      yield { user, what: `timer ${expired.getExpiryTimeInMs()}`, ...held, timers: timers.listTimers().length }
    },
  }, { outputSchema: 'user STRING, what STRING, total INT, given INT, timers INT', timeMode: 'EventTime', initialState: known.groupBy('name') })
}
