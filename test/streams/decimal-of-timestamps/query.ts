import { col } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'ts TIMESTAMP'>) => frame.select(col('ts').cast('DECIMAL(38,10)').cast('STRING').as('long'), col('ts').cast('DECIMAL(20,3)').cast('STRING').as('millis'))
