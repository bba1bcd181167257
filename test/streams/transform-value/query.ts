import type { ValueState } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n INT'>) => {
  let sum: ValueState<{ total: number }>
  return frame.groupBy('user').transformWithState({
    init: handle => { sum = handle.getValueState('sum', 'total INT') },
    *handleInputRows({ user }, rows) {
      const known = sum.exists()
      let total = sum.get()?.total ?? 0
      for (const { n } of rows) total += n
      if (total > 9) sum.clear()
      else sum.update({ total })
      yield { user, known, total }
    },
  }, { outputSchema: 'user STRING, known BOOLEAN, total INT' })
}
