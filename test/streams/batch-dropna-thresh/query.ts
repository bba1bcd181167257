import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, ok BOOLEAN'>) => frame.dropna({ thresh: 2, subset: ['user', 'n', 'd'] })
