import { arrayOf, BINARY, BOOLEAN, INT, STRING } from '../../../src/core/data-type'
import { call, literal } from '../../../src/expr/expression'
import { number, oneOf, row, type Production } from './generator'

// Nothing beyond 16 bits: Spark quotes a pattern's halves of a surrogate pair one by one, and Java's matcher then finds them nowhere, unless
// its optimizer has made an equality of the pattern first.
const LIKES = oneOf('a%', '%a', '%a%', '_', '_b%', '', '%', 'a\\%', '%\\_%', '%日%')
const REGEXES = oneOf('[a-z]+', 'a', '^a', 'b$', '\\d+', '.', 'a|b', '(?i)ADA', '\\w+', '\\s+', '[^a]', 'x*', '(a)(b)?', '\\bada\\b', '.{2}')
// Java steps into the middle of a surrogate pair after a match of nothing, and writes what is left as '?'.
const REPLACED = oneOf('[a-z]+', 'a', '^a', 'b$', '\\d+', '.', 'a|b', '(?i)ADA', '\\w+', '[^a]', '\\bada\\b')
const PARTS = oneOf('a', '', 'ada', '😀', ' ', '.', 'ß')
const GROUPED = oneOf('([a-z]+)', '(a)(b)?', '(\\d+)-(\\d+)', '(.)', '(x)?')

export const text: readonly Production[] = [
  ...['upper', 'lower', 'initcap', 'trim', 'ltrim', 'rtrim', 'reverse'].map(fn => row(fn, STRING, [STRING])),
  row('length', INT, [STRING]), row('length', INT, [BINARY], 0.3),
  row('substring', STRING, [STRING, number(0, 1, 2, -1, -3, 5, 2147483647, -2147483648), number(0, 1, 2, 10, -1, 2147483647)]),
  row('substring', STRING, [STRING, INT, INT], 0.3),
  row('lpad', STRING, [STRING, number(0, 1, 3, 8, -1), oneOf(' ', '*', 'ab', '', '😀')]),
  row('rpad', STRING, [STRING, number(0, 1, 3, 8, -1), oneOf(' ', '*', 'ab', '', '日')]),
  { fn: 'concat', to: type => type.kind === 'string', make: (gen, _, depth) => call('concat', gen.rng.times(1 + gen.rng.int(3), () => gen.expr(STRING, depth - 1))) },
  { fn: 'concatWs', to: type => type.kind === 'string', make: (gen, _, depth) => call('concatWs', [literal(gen.rng.pick([',', '', ' - ']), STRING), ...gen.rng.times(gen.rng.int(4), () => gen.expr(gen.rng.chance(0.25) ? arrayOf(STRING) : STRING, depth - 1))]) },
  row('contains', BOOLEAN, [STRING, PARTS]), row('startsWith', BOOLEAN, [STRING, PARTS]), row('endsWith', BOOLEAN, [STRING, PARTS]),
  row('contains', BOOLEAN, [STRING, STRING], 0.3),
  row('like', BOOLEAN, [STRING, LIKES]), row('rlike', BOOLEAN, [STRING, REGEXES]),
  row('replace', STRING, [STRING, PARTS, oneOf('', 'X', '$1', 'aa')]),
  row('regexpReplace', STRING, [STRING, REPLACED, oneOf('', '#', '<$0>', '\\$')]),
  row('regexpReplace', STRING, [STRING, oneOf('([a-z]+)', '(a)(b)?', '(.)'), oneOf('$1', '[$1$1]')]),
  row('regexpExtract', STRING, [STRING, GROUPED, number(0, 1, 1, 1, 2)]),
  { ...row('split', arrayOf(STRING), [STRING, oneOf(',', ' ', '', '[ab]', 'a', '\\s*', '(,)'), number(-1, -1, 0, 1, 2)]), weight: 2 },
]
