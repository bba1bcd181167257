import { defineError } from '../core/errors'
import { walk, type Expression } from '../expr/expression'

const NotInOperator = defineError({ code: 'UNSUPPORTED_EXPR_FOR_OPERATOR', fault: 'user' })
const NotAKey = defineError({ code: 'MISSING_AGGREGATION', fault: 'user' })
const NotInAggregate = defineError({ code: '_LEGACY_ERROR_TEMP_1031', fault: 'user' })

const refusals = {
  orderBy: [NotInOperator, 'orderBy cannot sort by a function over a window'],
  join: [NotInOperator, "a join's condition cannot hold a function over a window"],
  groupBy: [NotAKey, 'groupBy cannot group by a function over a window'],
  agg: [NotInAggregate, 'an aggregate cannot fold a function over a window'],
} as const

/** Refuses functions over a window where Spark has no place for them, as it does. */
export function refuseOver(where: keyof typeof refusals, expressions: readonly Expression[]): void {
  for (const one of expressions) {
    for (const part of walk(one)) {
      if (part.kind !== 'call' || part.fn !== 'over') continue
      const [Refusal, message] = refusals[where]
      throw new Refusal(message, { site: part.site, hint: 'Add it with withColumn first, and take that column.' })
    }
  }
}
