import { percentileApprox } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, ok BOOLEAN'>) => frame.groupBy('ok').agg({ half: percentileApprox('n', 0.5), most: percentileApprox('d', [0.1, 0.5, 1]), when: percentileApprox('ts', 0.9, 100) })
