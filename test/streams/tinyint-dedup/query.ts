import type { Input } from '../play'

export const query = (frame: Input<'b TINYINT, s SMALLINT, ts TIMESTAMP'>) => frame.dropDuplicates('b', 's')
