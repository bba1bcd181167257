import type { Input } from '../play'

export const query = (frame: Input<'s STRUCT<a: INT, b: STRING>, xs ARRAY<INT>'>) => frame.distinct()
