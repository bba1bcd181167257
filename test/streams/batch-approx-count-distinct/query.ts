import { approxCountDistinct } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, ok BOOLEAN'>) => frame.agg(approxCountDistinct('user'), approxCountDistinct('n'), approxCountDistinct('d'), approxCountDistinct('ts'), approxCountDistinct('ok'))
