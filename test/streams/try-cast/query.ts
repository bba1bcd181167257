import { col } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'s STRING'>) => frame
  .select(
    's', col('s').tryCast('INT').as('int'), col('s').tryCast('BIGINT').as('bigint'), col('s').tryCast('DOUBLE').as('double'),
    col('s').tryCast('BOOLEAN').as('boolean'), col('s').tryCast('TIMESTAMP').as('timestamp'), col('s').tryCast('DATE').as('date'),
  )
