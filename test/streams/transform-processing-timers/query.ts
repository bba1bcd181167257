import type { StatefulProcessorHandle } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n INT'>) => {
  let timers: StatefulProcessorHandle
  let nth = 0
  const said = (user: string, what: string) => {
    const all = timers.listTimers()
    return { nth: ++nth, user, what, over: all.filter(at => at < 10).length, ahead: all.filter(at => at >= 10).length }
  }
  return frame.groupBy('user').transformWithState({
    init: handle => {
      timers = handle
      nth = 0
    },
    *handleInputRows({ user }, rows, times) {
      const now = times.getCurrentProcessingTimeInMs()
      for (const { n } of rows) {
        if (n > 0) for (const at of [n, now + 86_400_000]) timers.registerTimer(at)
        else for (const at of timers.listTimers()) timers.deleteTimer(at)
      }
      yield said(user, `rows, a clock ${now > 1_700_000_000_000 ? 'True' : 'False'}, a watermark of ${times.getCurrentWatermarkInMs()}`)
    },
    *handleExpiredTimer({ user }, _, expired) {
      const at = expired.getExpiryTimeInMs()
      yield said(user, `timer ${at}`)
      if (at === 2) timers.registerTimer(5)
    },
  }, { outputSchema: 'nth INT, user STRING, what STRING, over INT, ahead INT', timeMode: 'ProcessingTime' })
}
