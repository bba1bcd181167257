import { dayTimeFields, yearMonthFields, type DataType } from '../core/data-type'
import { Decimal } from '../core/decimal'
import { Instant, LocalDate, LocalDateTime } from '../core/instant'
import { DayTimeInterval, YearMonthInterval } from '../core/interval'
import type { Message } from './protocol'

type Literal = Message<'Expression.Literal'>

/** A value as the server writes it beside its rows, as a row holds it. */
export function literalValue({ literalType: of }: Literal, type: DataType): unknown {
  const all = (values: readonly Literal[] = [], each: DataType): unknown[] => values.map(one => literalValue(one, each))
  if (of === undefined) return null
  switch (of.case) {
    case 'date': return new LocalDate(of.value)
    case 'timestamp': return new Instant(of.value)
    case 'timestampNtz': return new LocalDateTime(of.value)
    case 'decimal': return Decimal.parse(of.value.value ?? '')
    case 'array': return type.kind === 'array' ? all(of.value.elements, type.element) : null
    case 'struct': return type.kind === 'struct' ? Object.fromEntries(type.fields.map((one, i) => [one.name, literalValue(of.value.elements?.[i] ?? {}, one.type)])) : null
    case 'map': {
      if (type.kind !== 'map') return null
      const values = all(of.value.values, type.value)
      return new Map(all(of.value.keys, type.key).map((key, i) => [key, values[i]]))
    }
    case 'dayTimeInterval': return type.kind === 'day_time' ? new DayTimeInterval(of.value, dayTimeFields(type)) : null
    case 'yearMonthInterval': return type.kind === 'year_month' ? new YearMonthInterval(of.value, yearMonthFields(type)) : null
    case undefined: case 'null': return null
    default: return of.value
  }
}
