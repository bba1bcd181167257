import { avg, col, count, countIf, max, min, sum } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, s STRING, b BOOLEAN, d DATE, x DOUBLE, f FLOAT, tags ARRAY<INT>, e STRUCT<a: INT, b: STRING>'>) => frame
  .groupBy('user')
  .agg({
    n: count('s'), min: min('s'), max: max('s'), any: max('b'), all: min('b'), first: min('d'), last: max('d'), least: min('x'), most: max('x'), sum: sum('f'), mean: avg('f'),
    tags: max('tags'), few: min('tags'), e: max('e'), few_e: min('e'), big: countIf(col('x').gt(1)),
  })
