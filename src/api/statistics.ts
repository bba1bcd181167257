import { resolvePath } from '../expr/bind'
import { quote } from '../plan/names'
import { DESCRIBED, statistics, SUMMARIZED } from '../plan/statistics'
import { defineFrameMethods, derive, type FrameCore } from './frame'
import type { CheckName, Text } from './items'
import type { Batch, NeedsBatch, Traits } from './traits'

declare module './frame' {
  interface Frame<in out S, in out I extends Traits> {
    /**
     * Count, mean, standard deviation, least and greatest of these columns, a row each, as text: by default of all columns
     * of numbers and of text. Text counts in the mean where it is a number. Spark: `describe`.
     *
     * @example
     * frame.describe('n')
     */
    describe<const Ns extends readonly ((keyof S & string) | Text)[]>(
      this: NeedsBatch<I, 'describe'>, ...columns: { [K in keyof Ns]: Ns[K] & CheckName<S, Ns[K]> }
    ): Frame<Described<S, Ns['length'] extends 0 ? keyof S : Ns[number]>, Batch>

    /**
     * These statistics of all columns of numbers and of text, a row each, as text: `'count'`, `'mean'`, `'stddev'`, `'min'`,
     * `'max'`, and percentages; by default all of them, with quarters. Spark: `summary`.
     *
     * @example
     * frame.summary('count', '50%', '95%')
     */
    summary(this: NeedsBatch<I, 'summary'>, ...statistics: string[]): Frame<Described<S, keyof S>, Batch>
  }
}

type Described<S, N> = { summary: 'STRING' } & { [K in N & keyof S as S[K] extends 'STRING' | 'TINYINT' | 'SMALLINT' | 'INT' | 'BIGINT' | 'FLOAT' | 'DOUBLE' ? K : never]: 'STRING' }

defineFrameMethods({
  describe(this: FrameCore, ...columns: string[]): FrameCore {
    const { schema } = this.plan
    const fields = columns.length === 0 ? schema.fields : columns.map(name => schema.fields[resolvePath(quote(name), schema).indexes[0]])
    return derive(this, statistics(this.plan, fields, DESCRIBED))
  },
  summary(this: FrameCore, ...names: string[]): FrameCore {
    return derive(this, statistics(this.plan, this.plan.schema.fields, names.length === 0 ? SUMMARIZED : names))
  },
})
