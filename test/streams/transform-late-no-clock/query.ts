import type { ValueState } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n INT'>) => {
  let sum: ValueState<{ total: number }>
  return frame.withWatermark('ts', '10 minutes').groupBy('user').transformWithState({
    init: handle => { sum = handle.getValueState('sum', 'total INT') },
    *handleInputRows({ user }, rows) {
      let total = sum.get()?.total ?? 0
      for (const { n } of rows) total += n
      sum.update({ total })
      yield { user, total }
    },
  }, { outputSchema: 'user STRING, total INT', timeMode: 'None' })
}
