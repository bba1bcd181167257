import type { StatefulProcessorHandle, TimerValues, ValueState } from '../../../src'
import type { Input } from '../play'

const MINUTE = 60_000
const START = 1_772_359_200_000

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n INT'>) => {
  let timers: StatefulProcessorHandle
  let fired: ValueState<{ times: number }>
  let nth = 0
  const said = (user: string, what: string, times: TimerValues) => ({
    nth: ++nth, user, what, watermark: BigInt(times.getCurrentWatermarkInMs()), timers: timers.listTimers().map(at => (at - START) / MINUTE),
  })
  return frame.withWatermark('ts', '10 minutes').groupBy('user').transformWithState({
    init: handle => {
      timers = handle
      fired = handle.getValueState('fired', 'times INT')
      nth = 0
    },
    *handleInputRows({ user }, rows, times) {
      for (const { ts, n } of rows) {
        if (n < 0) timers.deleteTimer(START - n * MINUTE)
        else for (let twice = 0; twice < 2; twice++) timers.registerTimer(Number(ts.micros / 1000n) + n * MINUTE)
      }
      yield said(user, 'rows', times)
    },
    *handleExpiredTimer({ user }, times, expired) {
      const at = expired.getExpiryTimeInMs()
      fired.update({ times: (fired.get()?.times ?? 0) + 1 })
      yield said(user, `timer ${(at - START) / MINUTE}, ${fired.get()!.times}`, times)
      if (at / MINUTE % 10 === 5) {
        timers.registerTimer(at + 2 * MINUTE)
        timers.registerTimer(at + 90 * MINUTE)
        yield said(user, 'again', times)
      }
    },
  }, { outputSchema: 'nth INT, user STRING, what STRING, watermark BIGINT, timers ARRAY<INT>', timeMode: 'EventTime' })
}
