import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'user STRING, x DOUBLE'>) => frame.distinct()
