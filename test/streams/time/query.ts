import { year, month, dayOfMonth, dayOfWeek, hour, minute, second, dateTrunc, toDate, dateFormat, unixTimestamp } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'ts TIMESTAMP'>) => frame
  .select(
    'ts', year('ts').as('year'), month('ts').as('month'), dayOfMonth('ts').as('day'), dayOfWeek('ts').as('dow'), hour('ts').as('hour'),
    minute('ts').as('minute'), second('ts').as('second'), dateTrunc('hour', 'ts').as('trunc_hour'), dateTrunc('week', 'ts').as('trunc_week'),
    toDate('ts').as('date'), dateFormat('ts', 'yyyy-MM-dd HH:mm').as('text'), unixTimestamp('ts').as('unix'),
  )
