import { InvalidParameter } from '../errors'

/** A variable that a notebook's cell tagged `parameters` declares. */
export interface DeclaredParameter {
  readonly name: string
  readonly keyword: string
  /** Its type annotation, with the colon; empty where there is none. */
  readonly annotation: string
  /** The literal it is declared with; undefined where it is an expression. */
  readonly value: Literal | undefined
}

/** A text, number, truth value or null, or lists and objects of them. */
export type Literal = null | boolean | number | string | readonly Literal[] | { readonly [key: string]: Literal }

const declaration = /^(const|let|var)\s+([\p{L}_$][\p{L}\p{N}_$]*)\s*(:[^=\n]+?)?\s*=\s*(.+?)\s*;?\s*(?:\/\/.*)?$/gmu

/** The variables declared at the start of a line, one each. */
export function declaredParameters(source: string): DeclaredParameter[] {
  return [...source.matchAll(declaration)].map(([, keyword, name, annotation = '', text]) => ({ keyword, name, annotation, value: literalOf(text) }))
}

function literalOf(text: string): Literal | undefined {
  const bare = text.replace(/\s+as\s+const$/, '')
  const quoted = /^'((?:[^'\\\n]|\\.)*)'$/.exec(bare) ?? /^`((?:[^`\\$]|\\.)*)`$/.exec(bare)
  try {
    return JSON.parse(quoted === null ? bare.replaceAll('_', digits => (/^[\d_.]+$/.test(bare) ? '' : digits)) : `"${quoted[1].replace(/\\'/g, "'").replace(/(?<!\\)"/g, '\\"')}"`) as Literal
  } catch {
    return undefined
  }
}

/**
 * A value from outside, for a declared variable: a text becomes what the variable was, a number or a truth value.
 *
 * @throws INVALID_PARAMETER
 */
export function fitted(given: unknown, to: DeclaredParameter): Literal {
  const value = given as Literal
  if (typeof value !== 'string' || to.value === undefined || typeof to.value === 'string') return value
  const wrong = (what: string): never => {
    throw new InvalidParameter(`the parameter '${to.name}' is ${what}, and was given a text that is none`, { details: { parameter: to.name } })
  }
  if (typeof to.value === 'number') return value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : wrong('a number')
  if (typeof to.value === 'boolean') return value === 'true' || value === 'false' ? value === 'true' : wrong('true or false')
  try {
    return JSON.parse(value) as Literal
  } catch {
    // A list may be given as texts with commas between.
    return Array.isArray(to.value) ? value.split(',').map(one => one.trim()) : wrong('JSON')
  }
}
