import { window, approxCountDistinct, percentileApprox } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => frame.groupBy(window('ts', '1 hour')).agg({ users: approxCountDistinct('user'), half: percentileApprox('ts', 0.5) })
