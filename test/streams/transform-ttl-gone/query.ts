import type { ListState, MapState, ValueState } from '../../../src'
import type { Input } from '../play'

const TTL = 1

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n INT'>) => {
  let last: ValueState<{ n: number }>
  let all: ListState<{ n: number }>
  let times: MapState<{ n: number }, { times: number }>
  let ever: ValueState<{ times: number }>
  const py = (of: boolean): string => (of ? 'True' : 'False')
  return frame.groupBy('user').transformWithState({
    init: handle => {
      last = handle.getValueState('last', 'n INT', TTL)
      all = handle.getListState('all', 'n INT', TTL)
      times = handle.getMapState('times', 'n INT', 'times INT', TTL)
      ever = handle.getValueState('ever', 'times INT')
    },
    *handleInputRows({ user }, rows) {
      const before = [last, all, times].map(one => py(one.exists())).join(' ')
      for (const { n } of rows) {
        if (n === 0) for (const one of [last, all, times]) one.clear()
        else {
          last.update({ n })
          all.appendValue({ n })
          times.updateValue({ n }, { times: (times.getValue({ n })?.times ?? 0) + 1 })
        }
      }
      ever.update({ times: (ever.get()?.times ?? 0) + 1 })
      const held = times.iterator().map(([key, value]) => `${key.n}=${value.times}`).sort()
      yield { user, before, last: last.get()?.n ?? null, all: all.get().map(one => one.n), held, ever: ever.get()!.times }
    },
  }, { outputSchema: 'user STRING, before STRING, last INT, all ARRAY<INT>, held ARRAY<STRING>, ever INT', timeMode: 'ProcessingTime' })
}
