import { col } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, ok BOOLEAN'>) => frame.select('user', 'n', 'd').where(col('d').isNull().or(col('d').isNaN().not())).summary()
