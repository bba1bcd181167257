import { approxCountDistinct, col } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'n INT, s STRING, b BIGINT, d DOUBLE, a ARRAY<INT>, e STRUCT<x: INT, y: STRING>'>) => frame.groupBy(col('n').mod(3).as('k')).agg({ n: approxCountDistinct('n'), s: approxCountDistinct('s'), b: approxCountDistinct('b'), d: approxCountDistinct('d'), a: approxCountDistinct('a'), e: approxCountDistinct('e') })
