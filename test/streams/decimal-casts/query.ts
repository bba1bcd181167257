import { col } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, ts TIMESTAMP, a DECIMAL(10,2), b DECIMAL(8,3), big DECIMAL(38,9), n INT, l BIGINT, x DOUBLE'>) => frame
  .select(
    'user', col('a').cast('DECIMAL(10,1)').as('shorter'), col('a').cast('DECIMAL(38,20)').as('longer'), col('a').cast('INT').as('int'), col('a').cast('BIGINT').as('bigint'), col('a').cast('DOUBLE').as('double'), col('a').cast('FLOAT').cast('STRING').as('float'),
    col('a').cast('STRING').as('text'), col('big').cast('STRING').as('big_text'), col('big').cast('DOUBLE').as('big_double'), col('a').cast('BOOLEAN').as('boolean'), col('a').cast('TIMESTAMP').as('ts_of'),
    col('n').cast('DECIMAL(12,2)').as('of_int'), col('n').cast('DECIMAL').as('of_int_plain'), col('l').cast('DECIMAL(20,1)').as('of_bigint'), col('x').cast('DECIMAL(20,5)').as('of_double'), col('x').cast('FLOAT').cast('DECIMAL(30,18)').as('of_float'),
    col('ts').cast('DECIMAL(20,6)').as('of_ts'), col('a').gt(1).cast('DECIMAL(3,1)').as('of_boolean'), col('a').cast('STRING').cast('DECIMAL(20,3)').as('of_text'),
    col('a').tryCast('DECIMAL(3,2)').as('try_short'), col('big').tryCast('BIGINT').as('try_bigint'), col('big').tryCast('INT').as('try_int'), col('user').tryCast('DECIMAL(5,2)').as('try_text'), col('l').tryCast('DECIMAL(5,0)').as('try_of_bigint'), col('x').tryCast('DECIMAL(5,2)').as('try_of_double'),
  )
