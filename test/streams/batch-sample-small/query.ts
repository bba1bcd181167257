import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'n INT'>) => frame.sample(0.1, -7)
