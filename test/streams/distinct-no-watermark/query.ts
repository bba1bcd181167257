import type { Input } from '../play'

export const query = (frame: Input<'user STRING, n INT'>) => frame.distinct()
