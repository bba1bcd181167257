import type { LongVector, StructVector } from '../../batch/vector'
import { isWindowType, typeName } from '../../core/data-type'
import type { Err, NameOf } from '../../core/schema-types'
import { argument, type AstOf, type ColumnOrName } from '../argument'
import { child } from '../bind'
import { makeCall, type Column } from '../column'
import { halvesOf } from '../kernels/longs'
import { longVector } from '../kernels/vectors'
import type { Val } from '../ops'
import { anyNull, register, TypeMismatch } from '../registry'
import type { Called } from '../type-rules'
import type { WindowNtzStruct, WindowStruct } from './window'

declare module '../ops' {
  interface Ops<S, R> {
    windowTime: R extends readonly [infer A]
      ? Val<S, A> extends infer V
        ? unknown extends V ? 'TIMESTAMP'
          : V extends Err<unknown> ? V
            : V extends WindowStruct ? 'TIMESTAMP' : V extends WindowNtzStruct ? 'TIMESTAMP_NTZ' : Err<`windowTime needs a window of time, and ${Called<A>} is ${NameOf<V>}`>
        : never
      : never
  }
}

/**
 * The event time of a window's result: its end less a microsecond, the last instant in it. The watermark goes on with it,
 * so that groups can be grouped again by a longer window; `window('window', '1 day')` says the same. The column is called
 * `window_time(window)`. Spark: `window_time`.
 *
 * @param column a column that `groupBy(window(…))` or `groupBy(sessionWindow(…))` made
 * @throws _LEGACY_ERROR_TEMP_3101 for a struct that is no window
 * @example
 * windowTime('window')
 */
export function windowTime<const C extends ColumnOrName>(column: C): Column<['windowTime', AstOf<C>]> {
  return makeCall('windowTime', [argument(column)])
}

register({
  is: 'scalar', name: 'windowTime', spark: 'window_time',
  resultType: ([of]) => {
    if (!isWindowType(of)) throw new TypeMismatch(`windowTime needs a window of time, and this is ${typeName(of)}`, { hint: "Group by window('timestamp', '1 hour') first, and take its column." })
    return of.fields[1].type
  },
  // Spark takes the end out of a struct whose fields may be null.
  nullable: () => true,
  evaluate: ([of], { type, rows }) => {
    const window = of as StructVector
    const end = child(window, 1) as LongVector
    const from = halvesOf(end)
    const values = new BigInt64Array(rows)
    const into = halvesOf({ values })
    for (let i = 0; i < rows; i++) {
      into[2 * i] = from[2 * i] - 1
      into[2 * i + 1] = from[2 * i + 1] - (from[2 * i] === 0 ? 1 : 0)
    }
    return longVector(values, anyNull([window, end], rows), type)
  },
})
