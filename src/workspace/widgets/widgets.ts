import { cellOutput, type LiveOutput } from '../../core/cell-output'
import { didYouMean } from '../../core/nearest'
import { WidgetNotFound } from './errors'
import { givenValue } from './given-values'
import { checkSpec, valuesOf, type Widget, type WidgetSpec } from './widget'
import { widgetBundle } from './widget-output'

/** The parameters of a notebook. Databricks: `dbutils.widgets`. */
export interface Widgets {
  /**
   * A free text. Making a widget shows it in the cell and gives its value: what `widgets.set` said, else
   * `tidemark run --param name=value`, else `TIDEMARK_PARAM_NAME` of the environment, else what the notebook's cell
   * tagged `parameters` declares, else the default. Databricks: `dbutils.widgets.text`.
   *
   * @example
   * const topic = widgets.text('topic', 'topic_log', 'Topic')
   */
  text(name: string, defaultValue: string, label?: string): string

  /**
   * One of a few choices; the compiler knows which. Databricks: `dbutils.widgets.dropdown`.
   *
   * @throws INVALID_WIDGET_VALUE naming the choices, where a value from outside is none of them
   * @example
   * const size = widgets.dropdown('size', '1 hour', ['10 minutes', '1 hour', '1 day'])
   */
  dropdown<const C extends readonly string[]>(name: string, defaultValue: C[number], choices: C, label?: string): C[number]

  /**
   * A text for which there are suggestions. Databricks: `dbutils.widgets.combobox`.
   *
   * @example
   * const user = widgets.combobox('user', 'everyone', ['everyone', 'John Smith'])
   */
  combobox(name: string, defaultValue: string, choices: readonly string[], label?: string): string

  /**
   * Any number of choices; from outside, with commas between. Databricks: `dbutils.widgets.multiselect`.
   *
   * @throws INVALID_WIDGET_VALUE naming the choices
   * @example
   * const actions = widgets.multiselect('actions', ['login'], ['login', 'logout', 'purchase'])
   */
  multiselect<const C extends readonly string[]>(name: string, defaults: C[number] | readonly C[number][], choices: C, label?: string): C[number][]

  /**
   * The value of a widget, that of a multiselect with commas between.
   *
   * @throws WIDGET_NOT_FOUND naming the nearest
   * @example
   * widgets.dropdown('unit', 'day', ['hour', 'day'])
   * const unit = widgets.get('unit')
   */
  get(name: string): string

  /** All values by name. */
  getAll(): Record<string, string>

  /**
   * Gives a widget a value, from now on and whenever its cell runs again; its output shows it at once. What was computed
   * from the old value stays until its cells are run again.
   *
   * @throws INVALID_WIDGET_VALUE
   * @example
   * widgets.text('since', '2021-10-18')
   * widgets.set('since', '2021-10-30')
   */
  set(name: string, value: string | readonly string[]): void

  /** Forgets a widget and what it was set to. */
  remove(name: string): void
  /** Forgets all of them. */
  removeAll(): void
}

interface Store {
  readonly made: Map<string, { widget: Widget; readonly output: LiveOutput }>
  readonly set: Map<string, string | readonly string[]>
}

// The values outlive a reload of the package between two cells.
const slot = Symbol.for('tidemark.widgets')
const holder = globalThis as { [slot]?: Store }
const store = (): Store => (holder[slot] ??= { made: new Map(), set: new Map() })

function make(spec: WidgetSpec, defaults: string | readonly string[]): readonly string[] {
  checkSpec(spec)
  const byDefault = valuesOf(spec, defaults, 'default')
  const widget = current(spec) ?? { ...spec, values: byDefault, source: 'default' as const }
  const { headless } = cellOutput()
  store().made.set(spec.name, { widget, output: cellOutput().show(widgetBundle(widget, headless)) })
  return widget.values
}

/** The widget with what was said of it from outside; undefined where nothing was. */
function current(spec: WidgetSpec): Widget | undefined {
  const { set } = store()
  const given = set.has(spec.name) ? { value: set.get(spec.name), source: 'set' as const } : givenValue(spec.name, process.env)
  return given === undefined ? undefined : { ...spec, values: valuesOf(spec, given.value, given.source), source: given.source }
}

function made(name: string): { widget: Widget; readonly output: LiveOutput } {
  const found = store().made.get(name)
  if (found !== undefined) return found
  const names = [...store().made.keys()]
  throw new WidgetNotFound(`there is no widget '${name}'`, { hint: names.length === 0 ? `A cell makes one: widgets.text('${name}', 'default').` : didYouMean(name, names) })
}

/**
 * The parameters of a notebook: each call makes one, shows it and gives its value. Databricks: `dbutils.widgets`.
 *
 * @example
 * const day = widgets.text('day', '2021-10-31', 'Last day')
 */
export const widgets: Widgets = Object.freeze<Widgets>({
  text: (name, defaultValue, label) => make({ name, kind: 'text', label: label ?? null, choices: [] }, defaultValue)[0],
  dropdown: (name, defaultValue, choices, label) => make({ name, kind: 'dropdown', label: label ?? null, choices }, defaultValue)[0],
  combobox: (name, defaultValue, choices, label) => make({ name, kind: 'combobox', label: label ?? null, choices }, defaultValue)[0],
  multiselect: (name, defaults, choices, label) => [...make({ name, kind: 'multiselect', label: label ?? null, choices }, typeof defaults === 'string' ? [defaults] : defaults)],
  get: name => made(name).widget.values.join(','),
  getAll: () => Object.fromEntries([...store().made].map(([name, { widget }]) => [name, widget.values.join(',')])),
  set(name, value) {
    const known = store().made.get(name)
    if (known !== undefined) {
      known.widget = { ...known.widget, values: valuesOf(known.widget, value, 'set'), source: 'set' }
      known.output.update(widgetBundle(known.widget, cellOutput().headless))
    }
    store().set.set(name, typeof value === 'string' ? value : [...value])
  },
  remove(name) {
    made(name)
    store().made.delete(name)
    store().set.delete(name)
  },
  removeAll() {
    store().made.clear()
    store().set.clear()
  },
})
