import { InvalidOption } from '../../contract'
import { fromJson, type TopicOffsets } from './topic-offsets'

/** Offsets that are said by time: of each partition the first record at or after a moment, in ms since the epoch. */
export interface OffsetTimes {
  /** The option that said it. */
  readonly option: string
  /** One moment for all partitions, or one for each. */
  readonly at: number | TopicOffsets
  /** What a partition without such a record does: it fails the query, or stands at its end. */
  readonly otherwise: 'error' | 'latest'
}

/**
 * `startingTimestamp` and `startingOffsetsByTimestamp`, or the two of the end; null where neither is given. The first goes
 * before the second, and both before offsets, as in Spark.
 */
export function offsetTimes(which: 'starting' | 'ending', option: (name: string) => string | undefined): OffsetTimes | null {
  const strategy = (option('startingOffsetsByTimestampStrategy') ?? 'error').toLowerCase()
  if (strategy !== 'error' && strategy !== 'latest') {
    throw new InvalidOption(`kafka: startingOffsetsByTimestampStrategy is '${strategy}'`, { hint: "'error' (the default) or 'latest'." })
  }
  // Where a batch ends there may be nothing as young, and that is its end.
  const otherwise = which === 'ending' ? 'latest' : strategy
  const [one, each] = [`${which}Timestamp`, `${which}OffsetsByTimestamp`]
  const moment = option(one)
  if (moment !== undefined) {
    if (!/^\s*\d+\s*$/.test(moment)) throw new InvalidOption(`kafka: ${one} is '${moment}'`, { hint: 'A moment in ms since 1970: Date.parse(\'2021-10-29T10:00:00Z\').' })
    return { option: one, at: Number(moment), otherwise }
  }
  const text = option(each)
  if (text === undefined) return null
  const hint = 'Like {"topic_log":{"0":1635501600000}}: topic, partition, ms since 1970.'
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new InvalidOption(`kafka: ${each} is '${text}'`, { hint, cause })
  }
  const at = fromJson(json, each)
  if ([...at.values()].some(partitions => [...partitions.values()].some(ms => ms < 0))) throw new InvalidOption(`kafka: ${each} has a moment below 0`, { hint })
  return { option: each, at, otherwise }
}

export function isOffsetTimes(of: unknown): of is OffsetTimes {
  return typeof of === 'object' && of !== null && 'otherwise' in of
}
