import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, ok BOOLEAN'>) => frame.select('n').summary('count', '10%', '90%', 'max')
