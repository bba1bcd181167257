import { parseDuration, formatDuration } from '../../core/duration'
import { isTimestamp, typeName } from '../../core/data-type'
import { NotSupported } from '../../core/errors'
import type { LongVector } from '../../batch/vector'
import { makeCall, type Column } from '../column'
import { overflowIn } from '../errors'
import { halvesOf } from '../kernels/longs'
import { longVector } from '../kernels/vectors'
import { register, TypeMismatch, type ScalarFunction } from '../registry'
import type { Takes } from '../type-rules'

declare module '../ops' {
  interface Ops<S, R> {
    interval: Takes<S, 'interval', R, ['anything'], 'INTERVAL'>
  }
}

/**
 * A span of time, to be added to a TIMESTAMP or taken from it: `col('paid').leq(col('seen').plus(interval('10 minutes')))`.
 * It stands nowhere else. Spark: `INTERVAL '10' MINUTE`, `expr('interval 10 minutes')`.
 *
 * @throws INVALID_DURATION; months and years have no fixed length and are refused
 * @example
 * col('timestamp').plus(interval('10 minutes'))
 */
export function interval(text: string): Column<['interval']> {
  return makeCall('interval', [], { micros: parseDuration(text).micros })
}

const overflow = overflowIn('plus')

const shift: ScalarFunction = {
  is: 'scalar', name: 'shift', spark: '+',
  resultType: ([time]) => {
    if (!isTimestamp(time)) throw new TypeMismatch(`an interval is added to a TIMESTAMP, and this is ${typeName(time)}`, { hint: "Cast it first: .cast('TIMESTAMP')." })
    return time
  },
  sql: ([time], { micros }) => `${time} ${(micros as number) < 0 ? '-' : '+'} INTERVAL '${formatDuration(Math.abs(micros as number))}'`,
  evaluate: ([time], { type, options }) => {
    const { values, length, validity } = time as LongVector
    const by = BigInt(options.micros as number)
    const out = new BigInt64Array(length)
    const into = halvesOf({ values: out })
    const from = halvesOf({ values })
    const low = Number(by & 0xffff_ffffn)
    const high = Number(by >> 32n)
    for (let i = 0; i < length; i++) {
      const sum = (from[2 * i] >>> 0) + low
      const top = from[2 * i + 1] + high + (sum >= 4_294_967_296 ? 1 : 0)
      if (top !== (top | 0) && (validity === null || validity[i] === 1)) overflow()
      into[2 * i] = sum | 0
      into[2 * i + 1] = top
    }
    return longVector(out, validity, type)
  },
}

register(
  {
    is: 'scalar', name: 'interval', spark: 'interval',
    resultType: () => {
      throw new NotSupported('an interval stands only beside + or - of a time', { hint: "Write col('time').plus(interval('10 minutes'))." })
    },
    evaluate: () => { throw new NotSupported('an interval is no column') },
  },
  shift,
)
