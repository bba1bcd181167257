import type { ListState } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n INT'>) => {
  let recent: ListState<{ n: number; nth: number }>
  return frame.groupBy('user').transformWithState({
    init: handle => { recent = handle.getListState('recent', 'n INT, nth INT') },
    *handleInputRows({ user }, rows) {
      const [first, ...more] = [...rows].map(row => row.n)
      const there = recent.exists()
      if (first === 0) recent.clear()
      else recent.appendValue({ n: first, nth: 0 })
      if (more.length > 0) recent.appendList(more.map((n, i) => ({ n, nth: i + 1 })))
      const held = recent.get()
      if (held.length > 3) recent.put([{ n: held.reduce((sum, one) => sum + one.n, 0), nth: -1 }, { n: 0, nth: -2 }])
      yield { user, there, held: held.map(({ n, nth }) => `${n}/${nth}`), now: recent.get().map(one => one.n) }
    },
  }, { outputSchema: 'user STRING, there BOOLEAN, held ARRAY<STRING>, now ARRAY<INT>' })
}
