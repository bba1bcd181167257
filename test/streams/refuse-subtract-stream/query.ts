import type { BatchInput, Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n INT'>) => (frame as never as BatchInput<'user STRING'>).subtract(frame as never)
