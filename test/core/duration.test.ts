import { formatDuration, parseDuration } from '../../src/core/duration'
import { refuses } from '../support/refuses'

describe('parseDuration', () => {
  it.each([
    ['10 minutes', 600e6], ['1 hour', 3600e6], ['1 hour 30 minutes', 5400e6], ['interval 2 days', 2 * 86_400e6],
    ['1 week', 604_800e6], ['500 milliseconds', 500e3], ['7 microseconds', 7], ['1.5 seconds', 1.5e6], ['1.1 second', 1.1e6],
    ['-5 minutes', -300e6], ['0 seconds', 0], [' 10   MINUTES ', 600e6], ['1 hour -1 minutes', 59 * 60e6],
  ])('reads %j', (text, micros) => {
    expect(parseDuration(text)).toEqual({ micros })
  })

  it('counts a month as 31 days for a watermark, and refuses it for a window', () => {
    expect(parseDuration('1 month', { months: true })).toEqual({ micros: 31 * 86_400e6 })
    expect(parseDuration('1 year', { months: true })).toEqual({ micros: 372 * 86_400e6 })
    refuses(() => parseDuration('1 month'), { code: 'INVALID_DURATION', hint: "Write days instead: '30 days'." })
  })

  it.each([
    ['', 'empty'], ['ten minutes', "'ten' is no number"], ['10', 'has no unit'], ['10 minuets', "'minuets' is no unit"],
    ['10m', 'a blank between'], ['1.5 hours', 'only seconds take one'], ['10 constructor', 'is no unit'], ['300 years', 'fixed length'],
    ['99999999 weeks', '285 years'],
  ])('refuses %j', (text, why) => {
    refuses(() => parseDuration(text), { code: 'INVALID_DURATION', fault: 'user', message: why })
  })

  it('offers the nearest unit', () => {
    refuses(() => parseDuration('10 minuets'), { hint: "Did you mean 'minute'?" })
  })
})

it.each([0, 1, 600e6, 5400e6, 86_400e6 + 1, -90e6, 1_234_567])('formatDuration(%d) reads back', micros => {
  expect(parseDuration(formatDuration(micros)).micros).toBe(micros)
})

it('says hours and minutes in words', () => {
  expect(formatDuration(5400e6)).toBe('1 hour 30 minutes')
})
