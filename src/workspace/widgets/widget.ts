import { didYouMean } from '../../core/nearest'
import { InvalidWidget, InvalidWidgetValue } from './errors'
import type { ValueSource } from './given-values'

export type WidgetKind = 'text' | 'dropdown' | 'combobox' | 'multiselect'

/** A parameter of a notebook, as it stands. */
export interface Widget {
  readonly name: string
  readonly kind: WidgetKind
  readonly label: string | null
  /** Empty for a text. */
  readonly choices: readonly string[]
  /** One value; any number of them for a multiselect. */
  readonly values: readonly string[]
  readonly source: ValueSource
}

export type WidgetSpec = Pick<Widget, 'name' | 'kind' | 'label' | 'choices'>

/** @throws INVALID_WIDGET */
export function checkSpec(of: WidgetSpec): void {
  if (typeof of.name !== 'string' || of.name.trim() === '') throw new InvalidWidget('a widget needs a name')
  if (of.kind === 'text') return
  if (of.choices.length === 0) throw new InvalidWidget(`the ${of.kind} '${of.name}' has no choices`, { hint: `widgets.${of.kind}('${of.name}', 'a', ['a', 'b'])` })
  const twice = of.choices.find((one, i) => of.choices.indexOf(one) !== i)
  if (twice !== undefined) throw new InvalidWidget(`the ${of.kind} '${of.name}' has the choice '${twice}' twice`)
}

/**
 * What a value given from outside means for a widget: a list, or a text with commas between, for a multiselect.
 *
 * @throws INVALID_WIDGET_VALUE naming the choices and where the value came from
 */
export function valuesOf(of: WidgetSpec, given: unknown, source: ValueSource): readonly string[] {
  const values = of.kind !== 'multiselect' ? [textOf(of, given)]
    : Array.isArray(given) ? given.map(one => textOf(of, one))
      : textOf(of, given).split(',').map(one => one.trim()).filter(one => one !== '')
  if (of.kind === 'text' || of.kind === 'combobox') return values
  const wrong = values.find(one => !of.choices.includes(one))
  if (wrong === undefined) return [...new Set(values)]
  const from = source === 'default' ? 'its default' : sources[source]
  throw new (source === 'default' ? InvalidWidget : InvalidWidgetValue)(`the ${of.kind} '${of.name}' has no choice '${wrong}' (${from})`, {
    hint: didYouMean(wrong, of.choices) || `Valid: ${of.choices.slice(0, 30).join(', ')}, and ${of.choices.length - 30} more.`, details: { widget: of.name },
  })
}

/** Where a value came from, in words. */
export const sources: Readonly<Record<ValueSource, string>> = {
  set: 'widgets.set', given: 'the parameters of this run', environment: 'the environment', cell: 'the cell tagged parameters', default: 'default',
}

function textOf(of: WidgetSpec, value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value)
  throw new InvalidWidgetValue(`the ${of.kind} '${of.name}' takes a text, and was given ${value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`}`, { details: { widget: of.name } })
}
