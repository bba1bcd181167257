import { approxCountDistinct, col, concat } from '../../../src'
import type { BatchInput } from '../play'

const RSD = [0.39, 0.3, 0.2, 0.15, 0.1, 0.07, 0.05, 0.03, 0.02]

export const query = (frame: BatchInput<'n INT, s STRING, b BIGINT, d DOUBLE, a ARRAY<INT>, e STRUCT<x: INT, y: STRING>'>) => frame.agg(
  approxCountDistinct('b', 0.01),
  ...RSD.map((rsd, i) => approxCountDistinct('b', rsd).as(`b${i}`)),
  ...RSD.map((rsd, i) => approxCountDistinct('s', rsd).as(`s${i}`)),
  ...RSD.map((rsd, i) => approxCountDistinct(concat('s', col('n').cast('STRING')), rsd).as(`c${i}`)),
)
