import { array, coalesce, col, greatest, least, LocalDateTime, lit, toTimestamp, toTimestampNtz, tryToTimestamp, when } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'n TIMESTAMP_NTZ, t TIMESTAMP, d DATE, text STRING'>) => frame
  .select(
    col('n').cast('STRING').as('text'), col('n').cast('TIMESTAMP').as('moment'), col('n').cast('DATE').as('day'), col('t').cast('TIMESTAMP_NTZ').as('of_t'),
    col('d').cast('TIMESTAMP_NTZ').as('of_d'), col('text').tryCast('TIMESTAMP_NTZ').as('of_text'), toTimestampNtz('t').as('to_ntz'), toTimestamp('n').as('to_timestamp'),
    tryToTimestamp('n').as('try_timestamp'), col('n').lt(col('t')).as('lt'), col('n').eq(col('d')).as('eq'), col('n').geq('2021-10-29 10:37:23.123456').as('geq'),
    col('n').between(col('d'), col('t')).as('between'), col('n').isin(col('t'), col('d')).as('isin'), coalesce('n', 't').as('n_or_t'), coalesce('n', 'd').as('n_or_d'),
    greatest('n', 't').as('greatest'), least('n', 'd').as('least'), when(col('n').gt(lit(new LocalDateTime(0n))), col('n')).otherwise(col('t')).as('chosen'), array('n', 'd').as('list'),
  )
