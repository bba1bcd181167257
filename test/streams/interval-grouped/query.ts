import { avg, col, count, first, last, max, maxBy, min, sum } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'user STRING, started TIMESTAMP, ended TIMESTAMP, months INTERVAL YEAR TO MONTH, days INTERVAL DAY'>) => {
  const took = col('ended').minus(col('started'))
  return frame.groupBy('user').agg({
    mean: avg(took), total: sum(took), least: min(took), most: max(took), n: count(took), first: first('days'), last: last('days'),
    mean_months: avg('months'), all_months: sum('months'), mean_days: avg('days'), all_days: sum('days'), most_months: max('months'),
    by: maxBy('user', 'days'),
  })
}
