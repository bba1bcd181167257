import { arrayOf, BOOLEAN, field, INT, mapOf, sameType, STRING, struct, type DataType } from '../../../src/core/data-type'
import { call, columnRef, literal } from '../../../src/expr/expression'
import { randomType, WIDE } from '../values'
import { isNested, row, type Gen, type Production } from './generator'

export const PARSING = { mode: 'PERMISSIVE', columnNameOfCorruptRecord: '_corrupt_record', maxNestingDepth: 512 }

const anything = (): boolean => true
const castable = ({ kind }: DataType): boolean => kind !== 'map' && kind !== 'struct'

function item(fn: string): Production {
  return {
    fn, to: type => !isNested(type), weight: 0.4,
    make: (gen, type, depth) => {
      const map = gen.schema.fields.filter(f => f.type.kind === 'map' && f.type.value.kind === type.kind)
      if (map.length > 0 && gen.rng.chance(0.5)) {
        const { name, type: of } = gen.rng.pick(map)
        return call(fn, [columnRef(`\`${name}\``), gen.lit((of as { key: DataType }).key)])
      }
      const from = fn.toLowerCase().includes('element') ? [1, 1, 2, -1, -2, 3, 0] : [0, 0, 0, 1, 2, -1]
      return call(fn, [gen.expr(arrayOf(type), depth - 1), literal(gen.rng.pick(from), INT)])
    },
  }
}

/** Casts from a type that can be cast; rarely from one that cannot. */
function cast(fn: string): Production {
  return {
    fn, to: castable, weight: 2,
    make: (gen, type, depth) => {
      // A DECIMAL beyond all times: Spark stops at the last one, or rounds that up, compiled or not.
      const from = gen.orderable()
      return call(fn, [gen.expr(type.kind === 'timestamp' && sameType(from, WIDE) ? type : from, depth - 1)], { type })
    },
  }
}

const JSON_TEXTS = [
  '{"a":1,"b":"x","c":true}', '{"a":"1"}', '{"a":1.5,"b":2}', '{"a":null}', '{}', '', ' ', 'not json', '[1,2,3]', '["x",null]', '{"a":{"b":1}}', '{"a":[1,2]}', '{"a":99999999999}',
  '{"a":NaN}', '{"a":"NaN","b":1e3}', '{"a":"2024-01-05","b":"2024-01-05T10:11:12Z"}', '{"b":1.50,"a":-0.0}', '{\'a\':1}', '{"a":1}{"a":2}', '{"a":1', 'null', '1', '"x"', '{"a":"AQID"}', '{"A":1}', '{"a":01}', '{"a":1,"a":2}',
]

function parsed(gen: Gen, type: DataType, depth: number): ReturnType<typeof call> {
  const text = gen.rng.chance(0.75) ? literal(gen.rng.pick(JSON_TEXTS), STRING) : gen.expr(STRING, depth - 1)
  return call('fromJson', [text], { schema: type, parsing: PARSING })
}

export const nested: readonly Production[] = [
  cast('cast'), cast('tryCast'),
  item('getItem'), item('get'), item('elementAt'), item('tryElementAt'),
  {
    fn: 'getField', to: anything, weight: 0.3,
    make: (gen, type, depth) => gen.rng.chance(0.5)
      ? call('getField', [call('struct', [gen.expr(type, depth - 1), gen.expr(INT, 0)], { names: ['a', 'b'] })], { field: 'a' })
      : call('getField', [parsed(gen, struct([field('a', type), field('b', STRING)]), depth)], { field: 'a' }),
  },
  { fn: 'array', to: type => type.kind === 'array', make: (gen, type, depth) => call('array', gen.rng.times(1 + gen.rng.int(3), () => gen.expr((type as { element: DataType }).element, depth - 1))) },
  {
    fn: 'struct', to: type => type.kind === 'struct',
    make: (gen, type, depth) => { const { fields } = type as { fields: readonly { name: string; type: DataType }[] }; return call('struct', fields.map(f => gen.expr(f.type, depth - 1)), { names: fields.map(f => f.name) }) },
  },
  { fn: 'fromJson', to: isNested, weight: 1.5, make: parsed },
  {
    fn: 'toJson', to: type => type.kind === 'string',
    make: (gen, _, depth) => {
      const type = gen.rng.weighted<DataType>([[2, struct([field('a', randomType(gen.rng)), field('b', gen.orderable())])], [1, arrayOf(gen.orderable())], [1, mapOf(STRING, gen.orderable())]])
      return call('toJson', [gen.expr(type, depth - 1)], { ignoreNullFields: gen.rng.chance(0.5) })
    },
  },
  { ...row('size', INT, []), make: (gen, _, depth) => call('size', [gen.expr(gen.rng.pick([arrayOf(INT), arrayOf(STRING), mapOf(STRING, INT)]), depth - 1)]) },
  {
    ...row('arrayContains', BOOLEAN, []),
    make: (gen, _, depth) => { const type = gen.orderable(); return call('arrayContains', [gen.expr(arrayOf(type), depth - 1), gen.expr(type, depth - 1)]) },
  },
]
