import type { Input } from '../play'

export const query = (frame: Input<'x DOUBLE, f FLOAT'>) => frame.dropDuplicates()
