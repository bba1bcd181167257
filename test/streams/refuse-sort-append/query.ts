import type { BatchInput, Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP'>) => (frame as never as BatchInput<'user STRING, ts TIMESTAMP'>)
  .orderBy('ts')
