/** Where a widget's value came from. */
export type ValueSource = 'set' | 'given' | 'environment' | 'cell' | 'default'

/** How the runner hands a run's parameters to its cells: JSON, by name. */
export const GIVEN = 'TIDEMARK_PARAMETERS'
/** The same for what the notebook's own cell tagged `parameters` declares. */
export const DECLARED = 'TIDEMARK_PARAMETERS_CELL'

/** The variable of the environment that holds one parameter: `TIDEMARK_PARAM_START_DAY` for `start day`. */
export const variableOf = (name: string): string => `TIDEMARK_PARAM_${name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`

/** The value given from outside, the nearest to the person who runs the notebook first; undefined where there is none. */
export function givenValue(name: string, env: Readonly<Record<string, string | undefined>>): { readonly value: unknown; readonly source: ValueSource } | undefined {
  const given = fields(env[GIVEN])
  if (Object.hasOwn(given, name)) return { value: given[name], source: 'given' }
  const variable = env[variableOf(name)]
  if (variable !== undefined) return { value: variable, source: 'environment' }
  const declared = fields(env[DECLARED])
  return Object.hasOwn(declared, name) ? { value: declared[name], source: 'cell' } : undefined
}

function fields(json: string | undefined): Readonly<Record<string, unknown>> {
  if (json === undefined || json === '') return {}
  try {
    const tree: unknown = JSON.parse(json)
    return typeof tree === 'object' && tree !== null && !Array.isArray(tree) ? tree as Record<string, unknown> : {}
  } catch {
    return {}
  }
}
