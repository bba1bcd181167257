import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'m MAP<STRING, INT>, n INT'>) => frame.intersect(frame)
