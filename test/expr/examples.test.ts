import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInThisContext } from 'node:vm'
import { bind, functionOf, functionNames, isColumn, walk } from './tools'
import * as expr from './tools'
import { evaluate } from './evaluate'
import { Instant } from '../../src/core/instant'
import { parseDdl } from '../../src/core/ddl'

const folder = join(__dirname, '../../src/expr/functions')

/** The columns that examples may use. */
const ddl = 'user STRING, action STRING, timestamp TIMESTAMP, n INT, big BIGINT, x DOUBLE, value BINARY, tags ARRAY<STRING>, e STRUCT<user: STRING>, window STRUCT<start: TIMESTAMP, end: TIMESTAMP>'
const rows = [{
  user: 'ada', action: 'login', timestamp: Instant.ofMillis(Date.UTC(2024, 0, 5, 10)), n: 3, big: 12n, x: 2.5,
  value: Buffer.from('{"user":"ada"}'), tags: ['new', 'b', 'c'], e: { user: 'ada' },
  window: { start: Instant.ofMillis(Date.UTC(2024, 0, 5, 10)), end: Instant.ofMillis(Date.UTC(2024, 0, 5, 11)) },
}]

function examples(): [string, string][] {
  return readdirSync(folder).flatMap(file => {
    const text = readFileSync(join(folder, file), 'utf8')
    return [...text.matchAll(/@example\n([\s\S]*?)\s*\*\//g)].map(found => [`${file}: ${found[1].replace(/^\s*\* ?/gm, '').trim()}`, found[1].replace(/^\s*\* ?/gm, '').trim()] as [string, string])
  })
}

test.each(examples())('%s', (_, code) => {
  const names = Object.keys(expr)
  const made = (runInThisContext(`(${names.join(', ')}) => (${code})`) as (...of: unknown[]) => unknown)(...names.map(name => (expr as Record<string, unknown>)[name]))
  if (!isColumn(made)) throw new Error(`${code} makes no column`)
  const aggregate = [...walk(made.expr)].some(part => part.kind === 'call' && ['aggregate', 'placed'].includes(functionOf(part.fn).is))
  if (!aggregate) {
    expect(evaluate(made, ddl, rows)).toHaveLength(1)
    return
  }
  const schema = parseDdl(ddl)
  for (const part of walk(made.expr)) if (part.kind === 'call') for (const arg of part.args) bind(arg, schema)
})

test('every function has an example', () => {
  const used = new Set<string>()
  for (const [, code] of examples()) for (const name of code.matchAll(/(\w+)\(/g)) used.add(name[1])
  const internal = ['fromJsonBytes', 'over', 'percentilesApprox']
  expect(functionNames().filter(name => !used.has(name) && !internal.includes(name))).toEqual([])
})
