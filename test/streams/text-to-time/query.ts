import { col, dateAdd, dateDiff, dateFormat, dateTrunc, dayOfYear, lit, quarter, timestampMillis, timestampSeconds, toDate, toTimestamp, tryToTimestamp, unixTimestamp } from '../../../src'
import type { Input } from '../play'

export const query = (frame: Input<'t STRING, ts TIMESTAMP, n BIGINT, x DOUBLE'>) => frame
  .select(
    't', tryToTimestamp('t', 'dd/MM/yyyy HH:mm').as('read'), tryToTimestamp('t').as('cast'), toTimestamp(dateFormat('ts', 'yyyyMMdd HHmmss.SSS'), 'yyyyMMdd HHmmss.SSS').as('again'),
    dateFormat('ts', "EEE, d MMM y 'at' h:mm a").as('text'), dateFormat('ts', 'D Q yyyy-MM-dd HH:mm:ss.SSSSSS XXX').as('more'), toDate(dateFormat('ts', 'dd.MM.yyyy'), 'dd.MM.yyyy').as('day'),
    timestampSeconds('n').as('s'), timestampMillis('n').as('ms'), timestampSeconds('x').as('fraction'), dateAdd('ts', 31).as('later'), dateDiff(lit('2024-01-01'), 'ts').as('diff'),
    quarter('ts').as('quarter'), dayOfYear('ts').as('doy'), dateTrunc('month', 'ts').as('month'), dateTrunc('quarter', 'ts').as('q'), dateTrunc('second', 'ts').as('sec'), unixTimestamp('ts').as('unix'),
    col('ts').geq('2024-01-05').as('since'), col('ts').cast('DATE').eq('2024-02-29').as('leap'),
  )
