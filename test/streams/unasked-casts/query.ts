import { array, coalesce, col, concatWs, dateAdd, elementAt, hex, least, lit, not, substring, toDate, toTimestamp, tryAdd, when } from '../../../src'
import type { Input } from '../play'

// The compiler refuses most of these, so it is not told what the columns are.
const of = (name: string): ReturnType<typeof col<string>> => col(name)

export const query = (frame: Input<'yes STRING, t STRING, days STRING, n INT, d DECIMAL(10,2), tags ARRAY<INT>, day DATE'>) => frame
  .select(
    of('yes').or(col('n').gt(5)).as('either'), not(of('yes')).as('no'), concatWs('-', 'tags', 'd').as('joined'), substring('t', 1, of('d')).as('part'),
    dateAdd('day', of('days')).as('later'), hex(of('d')).as('hex'), tryAdd(of('t'), 1).as('more'), tryAdd(of('days'), col('t').cast('INT')).as('swallowed'),
    col('n').between(1, elementAt(array('n'), when(col('n').eq(1), 1).otherwise(0))).as('between'), col('n').isin(-5, 1, lit('0').cast('INT'), elementAt(array('n'), col('n').mod(2).minus(1))).as('found'),
    coalesce(col('n'), of('yes')).as('some'), least('n', 'd').as('least'), toDate(of('n').plus(2000)).as('year'), toTimestamp(of('n')).as('seconds'),
    when(col('n').gt(5), lit('x').cast('INT')).as('guarded'),
  )
