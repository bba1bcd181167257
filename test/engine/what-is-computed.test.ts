import { rowsOf } from '../../src/batch'
import { memoryStream } from '../../src/connectors/memory/memory-stream'
import { INT, isTidemarkError, parseDdl, STRING } from '../../src/core'
import { toExpression, type AnyColumn, type NamedColumn } from '../../src/expr/column'
import { avg, count, countIf, elementAt, array, first, max, sum } from '../../src/expr/functions'
import { col } from '../expr/tools'
import { call, columnRef, type Expression } from '../../src/expr/expression'
import {
  aggregate, deduplicate, filter, joinUsing, limit, local, project, scan, setOperation, sort, union, windowed, withColumn, type Node,
} from '../../src/plan'
import { groupingSets, rollupSets } from '../../src/plan/grouping-sets'
import { batchOfRows } from '../../src/batch'
import { engineWith } from './rig'

// Which columns of a batch are computed, and for which rows: a real Spark 4.1.1 fails, or not, in the same places.
// Found by test/fuzz.

const schema = parseDdl('k STRING, n INT, z INT')
const data = [{ k: 'a', n: 1, z: 0 }, { k: '5', n: 2, z: 1 }]

function read(rows: readonly object[] = data): Node {
  const stream = memoryStream(schema)
  stream.addRows(rows)
  return scan(stream.source, {}, null, false)
}

const here = (): Node => local('rows', schema, () => [batchOfRows(schema, data)])
const e = (of: AnyColumn | NamedColumn<string, unknown>) => toExpression(of)
const risky = (of: Node): Node => withColumn(of, 'x', e(col('n').mod(col('z'))))
const by = (of: Node, ...aggregates: AnyColumn[]): Node => aggregate(of, [columnRef('n')], aggregates.map(e))
const sorted = (of: Node): Node => sort(of, of.schema.fields.map(f => ({ by: columnRef(f.name), descending: false, nullsFirst: true })))
const only = (of: Node, ...names: string[]): Node => project(of, names.map(name => columnRef(name)))
const whole = (of: Node): Node => project(of, [e(col('k').cast('INT').as('c')), columnRef('n')])

const days = (): Node => local('days', parseDdl('n STRING'), () => [batchOfRows(parseDdl('n STRING'), [{ n: 'x' }])])
const before = (of: Node): Node => windowed(of, [{ name: 'w', call: call('over', [call('lag', [e(col('n').mod(col('z'))), { kind: 'literal', value: 0, type: INT }], { offset: 1 }), columnRef('n')], { partitions: 0, orders: [{ descending: false, nullsFirst: true }], frame: null }) }])
const never = call('isNull', [{ kind: 'literal', value: 2, type: INT }])
const literalOf = (value: number): Expression => ({ kind: 'alias', name: 'one', child: { kind: 'literal', value, type: INT } })
const withJson = (of: Node): Node => withColumn(of, 'x', call('eq', [call('getItem', [call('array', [literalOf(1)]), literalOf(3)]), call('getField', [call('fromJson', [{ kind: 'literal', value: '{}', type: STRING }], { schema: parseDdl('a INT') })], { field: 'a' })]))

const cases: readonly (readonly [what: string, plan: () => Node, end: number | string])[] = [
  ['a column that nobody asks for', () => only(risky(read()), 'n'), 2],
  ['and over values, where all is computed first', () => only(risky(here()), 'n'), 'REMAINDER_BY_ZERO'],
  ['below an aggregate of values', () => by(risky(here()), count()), 'REMAINDER_BY_ZERO'],
  ['but not between the projections of a side of a union', () => union(only(risky(here()), 'n'), only(here(), 'n')), 4],
  ['a column below grouping sets', () => groupingSets(risky(read()), [columnRef('n')], rollupSets(1), [e(count().as('c'))]), 3],
  ['a sort below what takes no order', () => by(sorted(risky(read())), count(), max('n'), countIf(col('n').gt(1)), sum('n'), avg('n')), 2],
  ['a sort below what takes one', () => by(sorted(risky(read())), first('n')), 'REMAINDER_BY_ZERO'],
  ['a sort below a sort', () => only(sorted(only(sorted(risky(read())), 'n')), 'n'), 2],
  ['what is counted and never null', () => by(read(), count(elementAt(array('n'), 2))), 2],
  ['what is counted and may be', () => by(read(), count(col('n').mod(col('z')))), 'REMAINDER_BY_ZERO'],
  ['no rows of what would fail', () => limit(sorted(risky(read())), 0), 0],
  ['no rows of values that fail', () => limit(sorted(risky(here())), 0), 'REMAINDER_BY_ZERO'],
  ['a column of rows that go', () => filter(whole(read()), e(col('n').eq(2))), 1],
  ['the same over values', () => filter(whole(here()), e(col('n').eq(2))), 'CAST_INVALID_INPUT'],
  ['a condition over rows in both of two', () => filter(setOperation(read(), read(data.slice(1)), 'intersect', false), e(col('k').cast('INT').gt(1))), 'CAST_INVALID_INPUT'],
  ['a condition over distinct keys', () => filter(filter(deduplicate(read(), ['n', 'k']), e(col('n').eq(2))), e(col('k').cast('INT').gt(1))), 1],
  ['keys that have nothing to meet', () => joinUsing(read([]), local('days', parseDdl('n STRING'), () => [batchOfRows(parseDdl('n STRING'), [{ n: 'x' }])]), ['n'], 'inner'), 0],
  ['keys of a semi join with no row on its left', () => joinUsing(read([]), days(), ['n'], 'semi'), 'CAST_INVALID_INPUT'],
  ['keys of an anti join with nothing on its right', () => joinUsing(days(), read([]), ['n'], 'anti'), 1],
  ['keys of a left side of whose right join no row is asked', () => filter(joinUsing(days(), read(), ['n'], 'right'), never), 0],
  ['and where there is nothing else to say so', () => joinUsing(days(), read(), ['n'], 'right'), 'CAST_INVALID_INPUT'],
  ['arguments over a window of values, though nobody asks for it', () => by(before(here()), count()), 'REMAINDER_BY_ZERO'],
  ['and of rows that are read', () => by(before(read()), count()), 2],
  ['values beside a side without rows', () => joinUsing(risky(here()), read([]), ['n'], 'inner'), 'REMAINDER_BY_ZERO'],
  ['values above a sort that nothing tells', () => aggregate(risky(sorted(here())), [], [e(max('n'))]), 1],
  ['distinct rows of groups, for what nobody asks of a group', () => only(deduplicate(by(read(), max(col('n').mod(col('z')))), []), 'n'), 2],
  ['the one row of an aggregate that nobody asks for', () => project(aggregate(read([]), [], [e(max(elementAt(array(1), 3)))]), [literalOf(1)]), 1],
  ['text without a number that an aggregate of no rows is given', () => aggregate(read([]), [], [call('varPop', [{ kind: 'literal', value: 'c', type: STRING }])]), 'CAST_INVALID_INPUT'],
  ['a constant beside JSON that is read of no column', () => only(withJson(read([])), 'n'), 0],
  ['a column of rows that a semi join drops', () => joinUsing(whole(read()), read(data.slice(1)), ['n'], 'semi'), 1],
]

test.each(cases)('%s', async (_, plan, end) => {
  const made = plan()
  const ended = await engineWith().collect(made).then(batches => batches.reduce((rows, one) => rows + one.numRows, 0), (error: unknown) => (isTidemarkError(error) ? error.code : error))
  expect(ended).toBe(end)
})

const zeros = parseDdl('d DOUBLE, a ARRAY<DOUBLE>')
const zero = (): Node => local('zeros', zeros, () => [batchOfRows(zeros, [{ d: -0, a: [-0] }])])

test.each<readonly [string, () => Node]>([
  ['intersect', () => setOperation(zero(), zero(), 'intersect', false)],
  ['exceptAll', () => setOperation(union(zero(), zero()), zero(), 'except', true)],
  ['groupBy', () => aggregate(zero(), [columnRef('d'), columnRef('a')], [])],
])('%s hands on 0 for -0', async (_, plan) => {
  const [row] = (await engineWith().collect(plan())).flatMap(rowsOf)
  expect(row).toEqual({ d: 0, a: [0] })
})

test('the variance of a group is NaN where the square of its mean is beyond all doubles', async () => {
  const of = aggregate(local('large', parseDdl('d DOUBLE'), () => [batchOfRows(parseDdl('d DOUBLE'), [{ d: 1e200 }])]), [], [{ kind: 'alias', name: 'v', child: { kind: 'call', fn: 'varPop', args: [columnRef('d')], options: {} } }])
  expect((await engineWith().collect(of)).flatMap(rowsOf)).toEqual([{ v: NaN }])
})
