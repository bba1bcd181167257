import type { ArrayVector, StructVector, Vector } from '../../batch/vector'
import { arrayOf, BIGINT, field, holdsMap, struct, typeName, type DataType } from '../../core/data-type'
import { argument, type AstOf, type AstsOf, type ColumnOrName } from '../argument'
import { makeCall, type Column } from '../column'
import { collected } from '../kernels/collected'
import { hyperLogLog } from '../kernels/hyper-log-log'
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

/**
 * About how many different values a group has, within some 5 %; never null, and nulls do not count. Spark's HyperLogLog++,
 * the same number to the last digit; 512 bytes a group, so a stream can have it. Spark: `approx_count_distinct`.
 *
 * @example
 * approxCountDistinct('user')
 */
export function approxCountDistinct<const C extends ColumnOrName>(column: C): Column<['approxCountDistinct', AstOf<C>]> {
  return makeCall('approxCountDistinct', [argument(column)])
}

const approxCountDistinctFunction: AggregateFunction = {
  is: 'aggregate', name: 'approxCountDistinct', spark: 'approx_count_distinct',
  resultType: () => BIGINT,
  nullable: () => false,
  accumulator: () => hyperLogLog(),
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
