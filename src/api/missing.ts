import { NotSupported } from '../core/errors'
import { DOUBLE, INT, type Field, type Schema } from '../core/data-type'
import { resolvePath } from '../expr/bind'
import { toExpression } from '../expr/column'
import { isNumeric } from '../expr/common-type'
import { allOf, alias, call, columnRef, literal, type Expression } from '../expr/expression'
import { quote, sameName } from '../plan/names'
import { filter } from '../plan/nodes/filter'
import { project } from '../plan/nodes/project'
import { defineFrameMethods, derive, type FrameCore } from './frame'
import type { CheckName, Text } from './items'
import type { Traits } from './traits'

declare module './frame' {
  interface Frame<in out S, in out I extends Traits> {
    /**
     * The rows without a missing value: one that is null, or NaN. Spark: `dropna`, `na.drop`.
     *
     * @param options `how`: `'any'` (the default) drops a row that misses one value, `'all'` one that misses all; `thresh`: keeps
     *   rows that have at least so many, and goes before `how`; `subset`: the columns to look at
     * @example
     * frame.dropna({ subset: ['user', 'n'] })
     */
    dropna<const N extends (keyof S & string) | Text>(options?: DropOptions<N & CheckName<S, N>>): Frame<S, I>

    /**
     * A value in place of each missing one: a number in columns of numbers (where NaN is missing too), text in columns of
     * text, a boolean in those; or one a column, as an object says. Spark: `fillna`, `na.fill`.
     *
     * @param subset the columns to fill; those of another type are left as they are
     * @example
     * frame.fillna({ user: 'nobody', n: 0 })
     */
    fillna(value: Filler | { readonly [K in keyof S]?: Filler }, subset?: readonly ((keyof S & string) | Text)[]): Frame<S, I>

    /**
     * Other values in place of these, in every column of their type or in those named; null takes a value away. Spark:
     * `replace`, `na.replace`.
     *
     * @param from a value or several
     * @param to what each becomes, or all of them
     * @example
     * frame.replace(['login', 'logout'], ['in', 'out'], ['action'])
     */
    replace<const V extends Filler>(from: V | readonly V[], to: Filler | null | readonly (Filler | null)[], subset?: readonly ((keyof S & string) | Text)[]): Frame<S, I>
  }
}

type Filler = string | number | boolean

interface DropOptions<N extends string> {
  readonly how?: 'any' | 'all'
  readonly thresh?: number
  readonly subset?: readonly N[]
}

function among(schema: Schema, subset: readonly string[] | undefined): readonly Field[] {
  return subset === undefined ? schema.fields : subset.map(name => schema.fields[resolvePath(quote(name), schema).indexes[0]])
}

const ref = ({ name }: Field): Expression => columnRef(quote(name))
const isFraction = ({ type }: Field): boolean => type.kind === 'double' || type.kind === 'float'

/** Whether a row has a value there; NaN is none. */
function present(of: Field): Expression {
  const known = call('isNotNull', [ref(of)])
  return isFraction(of) ? call('and', [known, call('not', [call('isNaN', [ref(of)])])]) : known
}

function dropMissing(of: FrameCore, { how = 'any', thresh, subset }: DropOptions<string>): FrameCore {
  const fields = among(of.plan.schema, subset)
  if (fields.length === 0) return of
  const least = thresh ?? (how === 'any' ? fields.length : 1)
  const conditions = fields.map(present)
  if (least === fields.length) return derive(of, filter(of.plan, allOf(conditions)))
  const counted = conditions.map(one => call('when', [one, literal(1, INT), literal(0, INT)]))
  return derive(of, filter(of.plan, call('geq', [counted.reduce((a, b) => call('plus', [a, b])), literal(least, INT)])))
}

/** Whether a value goes into a column of that type. */
function fits(value: unknown, { type }: Field): boolean {
  return typeof value === 'number' ? isNumeric(type) : typeof value === 'string' ? type.kind === 'string' : type.kind === 'boolean'
}

function filled(of: Field, value: Expression): Expression {
  const literalOf = call('cast', [value], { type: of.type })
  const known = isFraction(of) ? call('when', [present(of), ref(of)]) : ref(of)
  return alias(call('coalesce', [known, literalOf]), of.name)
}

/** All columns, some of them as `change` gives them; null leaves one as it is. */
function changed(of: FrameCore, change: (field: Field) => Expression | null): FrameCore {
  return derive(of, project(of.plan, of.plan.schema.fields.map(one => change(one) ?? ref(one))))
}

defineFrameMethods({
  dropna(this: FrameCore, options: DropOptions<string> = {}): FrameCore {
    return dropMissing(this, options)
  },
  fillna(this: FrameCore, value: Filler | Readonly<Record<string, Filler>>, subset?: readonly string[]): FrameCore {
    if (typeof value === 'object') {
      const names = Object.keys(value)
      among(this.plan.schema, names)
      return changed(this, one => {
        const name = names.find(key => sameName(key, one.name))
        return name === undefined ? null : filled(one, toExpression(value[name]))
      })
    }
    const fields = among(this.plan.schema, subset)
    return changed(this, one => (fields.includes(one) && fits(value, one) ? filled(one, typeof value === 'number' ? literal(value, DOUBLE) : toExpression(value)) : null))
  },
  replace(this: FrameCore, from: Filler | readonly Filler[], to: Filler | null | readonly (Filler | null)[], subset?: readonly string[]): FrameCore {
    const values = typeof from === 'object' ? from : [from]
    const others = Array.isArray(to) ? to as readonly (Filler | null)[] : values.map(() => to as Filler | null)
    if (values.length !== others.length) {
      throw new NotSupported(`replace is given ${values.length} values and ${others.length} to put in their place`, { hint: 'Give as many, or one for all of them.' })
    }
    const fields = among(this.plan.schema, subset)
    return changed(this, one => {
      if (!fields.includes(one) || !values.every(value => fits(value, one))) return null
      const as = (value: Filler | null): Expression => call('cast', [toExpression(value)], { type: one.type })
      return alias(call('when', [...values.flatMap((value, i) => [call('eq', [ref(one), as(value)]), as(others[i])]), ref(one)]), one.name)
    })
  },
})
