import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'b TINYINT, s SMALLINT, i INT, user STRING'>) => frame
  .select('b', 's').union(frame.select('s', 'i')).union(frame.select('i', 'b'))
