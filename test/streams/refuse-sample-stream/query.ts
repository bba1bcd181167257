import type { BatchInput, Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, n INT, d DOUBLE, ok BOOLEAN'>) => (frame as never as BatchInput<'n INT'>).sample(0.5, 1)
