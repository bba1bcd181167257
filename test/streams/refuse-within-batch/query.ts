import type { Frame, Stream } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, ts TIMESTAMP'>) => (frame.withWatermark('ts', '10 minutes') as unknown as Frame<{ user: 'STRING' }, Stream<'ts'>>).dropDuplicatesWithinWatermark('user')
