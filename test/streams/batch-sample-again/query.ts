import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'n INT'>) => frame.sample(true, 0.7, 42)
