import type { Input } from '../play'

export const query = (frame: Input<'m MAP<STRING, INT>, n INT'>) => frame.distinct()
