import type { ArrayVector, StructVector, Vector } from '../../batch/vector'
import { arrayOf, BIGINT, field, holdsMap, struct, typeName, type DataType } from '../../core/data-type'
import { defineError } from '../../core/errors'
import { argument, type AstOf, type AstsOf, type ColumnOrName } from '../argument'
import { makeCall, type Column } from '../column'
import { collected } from '../kernels/collected'
import { hyperLogLog, precisionOf } from '../kernels/hyper-log-log'
import { longsOf } from '../kernels/longs'
import { anyNull, register, TypeMismatch, type Accumulator, type AggregateFunction } from '../registry'
import type { PassAll } from '../type-rules'

declare module '../ops' {
  interface Ops<S, R> {
    countDistinct: PassAll<S, R, 'BIGINT'>
    approxCountDistinct: PassAll<S, R, 'BIGINT'>
  }
}

/**
 * How many different values a group has, or different combinations of several columns; rows with a null among them do
 * not count. For batch frames: a stream would have to keep every value for ever, and Spark refuses it there.
 * Spark: `count_distinct`, `count(DISTINCT …)`.
 *
 * @throws UNSUPPORTED_STREAMING_OPERATION on a stream
 * @example
 * countDistinct('user', 'action')
 */
export function countDistinct<const C extends ColumnOrName, const More extends readonly ColumnOrName[]>(
  column: C, ...more: More
): Column<['countDistinct', AstOf<C>, ...AstsOf<More>]> {
  return makeCall('countDistinct', [column, ...more].map(argument))
}

const USUAL_ERROR = 0.05
const LEAST_ERROR = 0.0003

const CannotPrepare = defineError({ code: 'FAILED_FUNCTION_CALL', fault: 'user' })

/**
 * About how many different values a group has; never null, and nulls do not count. Spark's HyperLogLog++, the same number
 * to the last digit, in so much memory for each group that a stream can have it: 512 bytes for 5 %, 16 KiB for 1 %. Spark:
 * `approx_count_distinct`.
 *
 * @param rsd the relative standard deviation, how far off it may be; from 0.0003 to 0.39, default 0.05
 * @throws FAILED_FUNCTION_CALL of another `rsd`
 * @example
 * approxCountDistinct('user')
 */
export function approxCountDistinct<const C extends ColumnOrName>(column: C, rsd = USUAL_ERROR): Column<['approxCountDistinct', AstOf<C>]> {
  if (!(rsd >= LEAST_ERROR) || precisionOf(rsd) === null) {
    throw new CannotPrepare(`approxCountDistinct cannot be off by ${rsd}`, { hint: `Give a deviation from ${LEAST_ERROR} to 0.39, such as 0.01 for one per cent.` })
  }
  return makeCall('approxCountDistinct', [argument(column)], rsd === USUAL_ERROR ? {} : { rsd })
}

const approxCountDistinctFunction: AggregateFunction = {
  is: 'aggregate', name: 'approxCountDistinct', spark: 'approx_count_distinct',
  resultType: () => BIGINT,
  nullable: () => false,
  accumulator: (_, _type, { rsd = USUAL_ERROR }) => hyperLogLog(precisionOf(rsd as number)!),
}

const countDistinctFunction: AggregateFunction = {
  is: 'aggregate', name: 'countDistinct', spark: 'count_distinct',
  batchOnly: "Count per batch in foreachBatch, or count the memory table's rows.",
  resultType: types => {
    for (const type of types) {
      if (holdsMap(type)) throw new TypeMismatch(`countDistinct needs values that can be told apart, and this is ${typeName(type)}`, { hint: 'Take one of its entries with getItem.' })
    }
    return BIGINT
  },
  nullable: () => false,
  sql: args => `count(DISTINCT ${args.join(', ')})`,
  accumulator: types => sizes(types),
}

function sizes(types: readonly DataType[]): Accumulator {
  const type = struct(types.map((one, i) => field(String(i), one)))
  const sets = collected(arrayOf(type), true)
  return {
    ...sets,
    update: (slots, args, rows) => sets.update(slots, [together(type, args, rows)], rows),
    result: slots => {
      const { offsets } = sets.result(slots) as ArrayVector
      return longsOf(Float64Array.from(slots, (_, i) => offsets[i + 1] - offsets[i]), null)
    },
  }
}

/** The columns as one, null where any is; -0 is 0, as in a group's key. */
function together(type: StructVector['type'], args: readonly Vector[], rows: number): StructVector {
  const children = args.map(arg => (arg.kind === 'double' ? { ...arg, values: arg.values.map(value => value + 0) } : arg))
  return { kind: 'struct', type, length: rows, validity: anyNull(args, rows), children }
}

register(countDistinctFunction, approxCountDistinctFunction)
