import { percentileApprox } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, ok BOOLEAN'>) => frame.agg(percentileApprox('n', 0.5), percentileApprox('n', [0.25, 1]))
