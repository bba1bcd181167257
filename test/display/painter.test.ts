import type { Clock } from '../../src/core/clock'
import { cappedFrames, everyFrame } from '../../src/display/painter'

/** A clock that moves only when it is told to. */
function handClock(): Clock & { advance(ms: number): Promise<void> } {
  let now = 0
  let sleepers: { at: number; wake: () => void }[] = []
  return {
    now: () => now,
    monotonic: () => now,
    sleep: ms => new Promise(wake => { sleepers.push({ at: now + ms, wake }) }),
    async advance(ms) {
      now += ms
      const due = sleepers.filter(({ at }) => at <= now)
      sleepers = sleepers.filter(({ at }) => at > now)
      due.forEach(({ wake }) => wake())
      await settle()
    },
  }
}

const settle = () => new Promise(resolve => setImmediate(resolve))

test('for a person, frames are capped and the newest is always drawn', async () => {
  const clock = handClock()
  const painter = cappedFrames(clock, 250)
  const drawn: number[] = []
  const ask = (n: number): void => painter.frame(async () => { drawn.push(n) })
  ask(1)
  await settle()
  ask(2)
  ask(3)
  await clock.advance(100)
  ask(4)
  expect(drawn).toEqual([1])
  await clock.advance(150)
  expect(drawn).toEqual([1, 4])
  await clock.advance(250)
  ask(5)
  await settle()
  expect(drawn).toEqual([1, 4, 5])
  await clock.advance(250)
  await painter.drained()
})

test('for a recording, every frame is drawn in order, and an error is heard', async () => {
  const painter = everyFrame()
  const drawn: number[] = []
  for (const n of [3, 1, 2]) painter.frame(async () => {
    await new Promise(resolve => setTimeout(resolve, n))
    drawn.push(n)
  })
  await painter.drained()
  expect(drawn).toEqual([3, 1, 2])
  painter.frame(async () => { throw new Error('no ink') })
  await expect(painter.drained()).rejects.toThrow('no ink')
})
