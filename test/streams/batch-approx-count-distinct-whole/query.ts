import { approxCountDistinct } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'n INT, s STRING, b BIGINT, d DOUBLE, a ARRAY<INT>, e STRUCT<x: INT, y: STRING>'>) => frame.agg({ n: approxCountDistinct('n'), s: approxCountDistinct('s'), b: approxCountDistinct('b'), d: approxCountDistinct('d') })
