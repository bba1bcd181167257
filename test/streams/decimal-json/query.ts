import { col, fromJson, toJson, struct, lit } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, t STRING, d DECIMAL(38,0)'>) => frame
  .select(fromJson('t', 'a DECIMAL(10,2), b ARRAY<DECIMAL(20,10)>, m MAP<STRING, DECIMAL(3,1)>').as('j'))
  .select(col('j.a').as('a'), col('j.b').as('b'), col('j.m').as('m'), toJson('j').as('text'), toJson(struct(lit(0).cast('DECIMAL(20,10)').as('zero'), col('j.a').as('a'))).as('zero'))
