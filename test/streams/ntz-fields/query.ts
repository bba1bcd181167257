import { year, quarter, month, dayOfMonth, dayOfWeek, dayOfYear, hour, minute, second, dateTrunc, dateFormat, unixTimestamp, toDate, dateAdd, dateDiff, addMonths, lastDay, weekOfYear, monthsBetween, col, interval } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'n TIMESTAMP_NTZ, t TIMESTAMP'>) => frame
  .select(
    'n', year('n').as('year'), quarter('n').as('quarter'), month('n').as('month'), dayOfMonth('n').as('day'), dayOfWeek('n').as('dow'), dayOfYear('n').as('doy'),
    hour('n').as('hour'), minute('n').as('minute'), second('n').as('second'), dateTrunc('hour', 'n').as('trunc'), dateFormat('n', 'yyyy-MM-dd HH:mm:ss.SSS').as('text'),
    unixTimestamp('n').as('unix'), toDate('n').as('date'), dateAdd('n', 1).as('next'), dateDiff('n', 't').as('days'), addMonths('n', 1).as('later'), lastDay('n').as('last'),
    weekOfYear('n').as('week'), monthsBetween('n', 't').as('between'), col('n').plus(interval('90 minutes')).as('plus'), col('n').minus(interval('1 day')).as('minus'),
  )
