import {
  col, concat, concatWs, initcap, length, lit, lower, lpad, ltrim, regexpExtract, regexpReplace, replace, reverse, rpad, rtrim,
  split, substring, trim, upper, type Column,
} from './tools'
import { described, evaluate, valueOf } from './evaluate'

const all = (...of: Column<unknown>[]): unknown[] => of.map(one => valueOf(one))

describe('strings, as a Spark 4.1.1 answers', () => {
  test('case', () => {
    expect(all(upper(lit('straße ﬁ')), lower(lit('İSTANBUL')), upper(lit(1)))).toEqual(['STRASSE FI', 'i̇stanbul', '1'])
    expect(all(initcap(lit('hello wORLD-foo bar\tbaz_qux 3d')), initcap(lit('o\'neil ñandú')))).toEqual(['Hello World-foo Bar\tbaz_qux 3d', 'O\'neil Ñandú'])
  })

  test('title case is not always upper case', () => {
    expect(['ßa', 'ᾀb', 'ﬁx', 'ŉa', 'ǆa', 'ΑΣ ΑΣ', 'a  b'].map(text => valueOf(initcap(lit(text))))).toEqual(['Ssa', 'ᾈb', 'Fix', 'ʼNa', 'ǅa', 'Ας Ας', 'A  B'])
  })

  test('trim takes blanks only', () => {
    expect(all(trim(lit('  a b ')), trim(lit('\n a \n')), ltrim(lit('  a ')), rtrim(lit(' a  ')))).toEqual(['a b', '\n a \n', 'a ', ' a'])
  })

  test('characters are code points', () => {
    expect(all(length(lit('añ😀')), length(lit('añ😀').cast('BINARY')), reverse(lit('a😀b')), substring(lit('a😀b'), 2, 1))).toEqual([3, 7, 'b😀a', '😀'])
    expect(all(rpad(lit('añ😀b'), 3, 'x'), lpad(lit('hi'), 5, 'ab'), rpad(lit('hi'), 5), lpad(lit('hello'), 3, 'x'), lpad(lit('hi'), 5, ''), lpad(lit('hi'), -1, 'x')))
      .toEqual(['añ😀', 'abahi', 'hi   ', 'hel', 'hi', ''])
  })

  test('substring counts from 1, or from the end', () => {
    const parts = [[0, 2], [1, 2], [-3, 2], [-10, 7], [2, -1], [6, 1]].map(([start, size]) => valueOf(substring(lit('hello'), start, size)))
    expect(parts).toEqual(['he', 'he', 'll', 'he', '', ''])
  })

  test('parameters may be columns', () => {
    const rows = [{ s: 'abc', at: 2, part: 'c' }, { s: 'abc', at: 3, part: 'x' }, { s: 'abc', at: null, part: null }]
    expect(evaluate(substring('s', col('at'), 1), 's STRING, at INT', rows)).toEqual(['b', 'c', null])
    expect(evaluate(col('s').contains(col('part')), 's STRING, part STRING', rows)).toEqual([true, false, null])
  })

  test('concat and concatWs', () => {
    expect(all(concat(lit('a'), null, lit('b')), concat(lit('a'), 1), concat())).toEqual([null, 'a1', ''])
    expect(all(concatWs('-', lit('a'), null, lit('b')), concatWs(','), concatWs(',', split(lit('a b'), ' '), lit('c')))).toEqual(['a-b', '', 'a,b,c'])
  })

  test('replace', () => {
    expect(all(replace(lit('abcabc'), 'b', 'X'), replace(lit('abc'), '', 'X'), replace(lit('abc'), 'b'), replace(lit('a.c'), '.', '$&'))).toEqual(['aXcaXc', 'abc', 'ac', 'a$&c'])
  })

  test('contains, startsWith, endsWith', () => {
    expect(all(lit('abc').contains('b'), lit('abc').startsWith('a'), lit('abc').endsWith('b'), lit('abc').contains(''), lit(null).contains('a'))).toEqual([true, true, false, true, null])
  })

  test('like', () => {
    expect(all(lit('a%b').like('a\\%b'), lit('axb').like('a_b'), lit('a\\b').like('a\\\\b'), lit('a\nb').like('a%'), lit('a😀b').like('a_b'), lit('a.b').like('axb')))
      .toEqual([true, true, true, true, true, false])
    expect(() => valueOf(lit('ab').like('a\\b'))).toThrow(/like: in 'a\\\\b' the backslash stands before 'b'/)
  })

  test('rlike finds a part', () => {
    expect(all(lit('abc').rlike('b'), lit('abc').rlike('^b'), lit('a\nb').rlike('a.b'), lit('ab\n').rlike('b$'), lit('AB').rlike('(?i)ab'), lit('a-b').rlike('[\\w\\-]+\\_?')))
      .toEqual([true, false, false, true, true, true])
    expect(() => valueOf(lit('a').rlike('('))).toThrow(/rlike: the pattern '\(' is invalid/)
    expect(() => valueOf(lit('a').rlike('a++'))).toThrow(/possessive/)
  })

  test('regexpReplace and regexpExtract', () => {
    expect(all(regexpReplace(lit('100-200'), '(\\d+)', '<$1>'), regexpReplace(lit('aaa'), 'a*', 'x'), regexpReplace(lit('abc'), '(b)', '$0$1'), regexpReplace(lit('abc'), 'b', '\\$')))
      .toEqual(['<100>-<200>', 'xx', 'abbc', 'a$c'])
    expect(all(regexpExtract(lit('100-200'), '(\\d+)-(\\d+)'), regexpExtract(lit('x'), '(\\d+)'), regexpExtract(lit('abc'), 'b', 0), regexpExtract(lit('abc'), '(x)?b', 1))).toEqual(['100', '', 'b', ''])
    expect(() => valueOf(regexpExtract(lit('100-200'), '(\\d+)-(\\d+)', 3))).toThrow(/no group 3/)
    expect(() => valueOf(regexpReplace(lit('abc'), 'b', '$2'))).toThrow(/names group 2/)
  })

  test('split', () => {
    expect(all(split(lit('a,b,,c,,'), ','), split(lit('a,b,,c,,'), ',', 2), split(lit('abc'), ''), split(lit(''), ','), split(lit('1.2.3'), '\\.', 0), split(lit('1.2.3'), '.'), split(lit('aXbxc'), '(?i)x')))
      .toEqual([['a', 'b', '', 'c', '', ''], ['a', 'b,,c,,'], ['a', 'b', 'c'], [''], ['1', '2', '3'], ['', '', '', '', '', ''], ['a', 'b', 'c']])
  })

  test('names as Spark prints them', () => {
    const name = (of: Column<unknown>): string => described(of, 's STRING').name
    expect([col('s').like('a%'), col('s').rlike('a'), regexpReplace('s', 'a', 'b'), split('s', ','), lpad('s', 3), concatWs('-', 's', lit('x'))].map(name))
      .toEqual(['s LIKE a%', 'RLIKE(s, a)', 'regexp_replace(s, a, b, 1)', 'split(s, ,, -1)', 'lpad(s, 3,  )', 'concat_ws(-, s, x)'])
  })

  test('each distinct string is worked out once', () => {
    const rows = Array.from({ length: 1000 }, (_, i) => ({ s: i % 3 === 0 ? null : `v${i % 4}` }))
    expect(evaluate(upper('s'), 's STRING', rows)).toEqual(rows.map(r => (r.s === null ? null : r.s.toUpperCase())))
  })
})
