import { array, arrayContains, col, elementAt, get, lit, size, split, struct, toJson, tryElementAt, upper, window, Instant, LocalDate } from './tools'
import { described, evaluate, valueOf } from './evaluate'

const ddl = 'tags ARRAY<STRING>, at INT, m MAP<STRING, INT>, key STRING, e STRUCT<user: STRING, n INT>'
const rows = [
  { tags: ['a', 'b'], at: 1, m: new Map([['x', 1], ['y', null]]), key: 'x', e: { user: 'ada', n: 1 } },
  { tags: null, at: 5, m: null, key: 'y', e: null },
  { tags: ['c', null], at: null, m: new Map(), key: 'z', e: { user: null, n: 2 } },
]

describe('getItem and its kin', () => {
  test('of an array', () => {
    expect(evaluate(col('tags').getItem(0), ddl, rows)).toEqual(['a', null, 'c'])
    expect(evaluate(col('tags').getItem(col('at')), ddl, rows)).toEqual(['b', null, null])
    expect(() => evaluate(col('tags').getItem(2), ddl, rows)).toThrow(/an array of 2 has nothing at 2/)
    expect(() => evaluate(col('tags').getItem(-1), ddl, rows)).toThrow(/nothing at -1/)
    expect(evaluate(get('tags', 5), ddl, rows)).toEqual([null, null, null])
    expect(evaluate(get('tags', -1), ddl, rows)).toEqual([null, null, null])
  })

  test('by position, from 1', () => {
    expect(evaluate(elementAt('tags', 1), ddl, rows)).toEqual(['a', null, 'c'])
    expect(evaluate(elementAt('tags', -1), ddl, rows)).toEqual(['b', null, null])
    expect(evaluate(tryElementAt('tags', 3), ddl, rows)).toEqual([null, null, null])
    expect(() => evaluate(elementAt('tags', 3), ddl, rows)).toThrow(/nothing at 3/)
    expect(() => evaluate(tryElementAt('tags', 0), ddl, rows)).toThrow(/no position 0/)
  })

  test('of a map, where a missing key is null', () => {
    expect(evaluate(col('m').getItem('x'), ddl, rows)).toEqual([1, null, null])
    expect(evaluate(col('m').getItem('y'), ddl, rows)).toEqual([null, null, null])
    expect(evaluate(col('m').getItem(col('key')), ddl, rows)).toEqual([1, null, null])
    expect(evaluate(col('m').getItem(1n), 'm MAP<INT, STRING>', [{ m: new Map([[1, 'one']]) }])).toEqual(['one'])
  })

  test('a field of a struct', () => {
    expect(evaluate(col('e').getField('user'), ddl, rows)).toEqual(['ada', null, null])
    expect(evaluate(upper(col('e').getField('user')), ddl, rows)).toEqual(['ADA', null, null])
    expect(valueOf(window(lit(new Instant(1n)), '1 hour').getField('end'))).toEqual(new Instant(3600000000n))
    expect(() => described(col('e').getField('usr'), ddl)).toThrow(/no field 'usr'/)
    expect(described(col('e').getField('n'), ddl)).toEqual({ type: 'int', name: 'e.n' })
  })

  test('names and refusals', () => {
    expect(described(col('tags').getItem(0), ddl).name).toBe('tags[0]')
    expect(() => described(col('key').getItem(0), ddl)).toThrow(/getItem needs an ARRAY or a MAP, and this is STRING/)
    expect(() => described(col('tags').getItem('0'), ddl)).toThrow(/whole number/)
  })
})

describe('arrays and structs', () => {
  test('size and arrayContains', () => {
    expect(evaluate(size('tags'), ddl, rows)).toEqual([2, null, 2])
    expect(evaluate(size('m'), ddl, rows)).toEqual([2, null, 0])
    expect(evaluate(arrayContains('tags', 'b'), ddl, rows)).toEqual([true, null, null])
    expect(evaluate(arrayContains('tags', col('key')), ddl, [{ ...rows[0], key: 'q' }])).toEqual([false])
    expect(valueOf(arrayContains(array(1, 2), 2n))).toBe(true)
    expect(() => described(arrayContains('tags', 1), ddl)).toThrow(/elements are STRING, and this is INT/)
  })

  test('array', () => {
    expect(evaluate(array('at', 7n), ddl, rows)).toEqual([[1n, 7n], [5n, 7n], [null, 7n]])
    expect(valueOf(array())).toEqual([])
    expect(valueOf(array(lit('a'), lit('b')).getItem(1))).toBe('b')
    expect(valueOf(size(split(lit('a,b,c'), ',')))).toBe(3)
  })

  test('struct', () => {
    expect(evaluate(struct('at', col('e.user'), col('at').plus(1).as('next'), lit('x')), ddl, [rows[0]])).toEqual([{ at: 1, user: 'ada', next: 2, col4: 'x' }])
  })
})

describe('toJson', () => {
  test('as Spark writes it', () => {
    const of = struct(
      lit(1).as('a'), lit(null).cast('INT').as('b'), lit(Instant.ofMillis(Date.UTC(2024, 0, 1, 10))).as('t'), lit(new LocalDate(19723)).as('d'),
      lit('ab').cast('BINARY').as('x'), lit(1.5).as('f'), lit(NaN).as('n'), lit(9007199254740993n).as('l'),
    )
    expect(valueOf(toJson(of))).toBe('{"a":1,"t":"2024-01-01T10:00:00.000Z","d":"2024-01-01","x":"YWI=","f":1.5,"n":"NaN","l":9007199254740993}')
    expect(valueOf(toJson(struct(lit(null).cast('INT').as('b')), { ignoreNullFields: false }))).toBe('{"b":null}')
    expect(valueOf(toJson(array(1)))).toBe('[1]')
    expect(() => described(toJson(lit(1)))).toThrow(/toJson needs a STRUCT, an ARRAY or a MAP, and this is INT/)
  })
})
