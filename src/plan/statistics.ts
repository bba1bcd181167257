import { STRING, type Field } from '../core/data-type'
import { defineError } from '../core/errors'
import { isNumeric } from '../expr/common-type'
import { alias, call, columnRef, literal, type Expression } from '../expr/expression'
import { quote } from './names'
import type { Node } from './node'
import { aggregate } from './nodes/aggregate'
import { expand } from './nodes/expand'

const UnknownStatistic = defineError({ code: '_LEGACY_ERROR_TEMP_2116', fault: 'user' })

/** What `describe` lists. */
export const DESCRIBED = ['count', 'mean', 'stddev', 'min', 'max']
/** What `summary` lists. */
export const SUMMARIZED = ['count', 'mean', 'stddev', 'min', '25%', '50%', '75%', 'max']

/** A row a statistic, each value as text: of numbers and of text, which is read as a number where it is one. */
export function statistics(child: Node, columns: readonly Field[], names: readonly string[]): Node {
  const described = columns.filter(({ type }) => isNumeric(type) || type.kind === 'string')
  const folded = aggregate(child, [], described.flatMap((one, c) => names.map((name, s) => alias(fold(name, one), hidden(c, s)))))
  return expand(folded, names.map((name, s) => [
    // Spark reads the names from rows, where anything may be null.
    alias(call('nullif', [literal(name, STRING), literal('', STRING)]), 'summary'),
    ...described.map((one, c) => alias(call('cast', [columnRef(hidden(c, s))], { type: STRING }), one.name)),
  ]))
}

function hidden(column: number, statistic: number): string {
  return `__statistic_${column}_${statistic}`
}

function fold(name: string, { name: column, type }: Field): Expression {
  const of = columnRef(quote(column))
  const number = type.kind === 'string' ? call('tryCast', [of], { type: { kind: 'double' } }) : of
  switch (name) {
    case 'count': case 'min': case 'max': return call(name, [of])
    case 'mean': return call('avg', [number])
    case 'stddev': return call('stddev', [number])
    default: {
      const percent = /^(\d+(?:\.\d+)?)%$/.exec(name)
      if (percent !== null && Number(percent[1]) <= 100) return call('percentileApprox', [number], { percentages: [Number(percent[1]) / 100], accuracy: 10_000 })
      throw new UnknownStatistic(`summary knows no '${name}'`, { hint: "Valid: 'count', 'mean', 'stddev', 'min', 'max', and percentages such as '25%'." })
    }
  }
}
