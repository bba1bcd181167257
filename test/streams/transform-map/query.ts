import type { MapState } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n INT'>) => {
  let hours: MapState<{ hour: number }, { total: number; rows: number }>
  return frame.groupBy('user').transformWithState({
    init: handle => { hours = handle.getMapState('hours', 'hour INT', 'total INT, rows INT') },
    *handleInputRows({ user }, rows) {
      for (const { ts, n } of rows) {
        const hour = { hour: Number(ts.toString().slice(11, 13)) }
        const { total, rows } = hours.getValue(hour) ?? { total: 0, rows: 0 }
        if (n === 0) hours.clear()
        else if (n === -1) hours.removeKey(hour)
        else hours.updateValue(hour, { total: total + n, rows: rows + 1 })
      }
      const held = hours.iterator().map(([{ hour }, { total, rows }]) => `${hour}=${total}/${rows}`).sort()
      const keys = hours.keys().map(one => one.hour).sort((a, b) => a - b)
      yield { user, there: hours.exists(), held, keys, total: hours.values().reduce((sum, one) => sum + one.total, 0) }
    },
  }, { outputSchema: 'user STRING, there BOOLEAN, held ARRAY<STRING>, keys ARRAY<INT>, total INT' })
}
