import type { Frame, Stream } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => (frame as unknown as Frame<{ user: 'STRING' }, Stream<'ts'>>).dropDuplicatesWithinWatermark('user')
