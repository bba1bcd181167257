import { col } from '../../../src'
import type { BatchInput } from '../play'

export const query = (frame: BatchInput<'d DOUBLE, tags ARRAY<STRING>, e STRUCT<x: INT>'>) => frame.select('d', 'tags', 'e').intersect(frame.where(col('d').isNotNull()))
