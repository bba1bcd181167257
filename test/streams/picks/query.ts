import { anyValue, first, last, maxBy, minBy } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, action STRING, n INT, tags ARRAY<STRING>'>) => frame
  .groupBy('user')
  .agg(
    first('action').as('f'), first('action', { ignoreNulls: true }).as('fi'), last('action').as('l'), last('tags', { ignoreNulls: true }).as('li'),
    anyValue('n'), minBy('action', 'ts'), maxBy('action', 'n'), maxBy('tags', 'ts'),
  )
