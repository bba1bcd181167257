import { pathParts } from '../expr/bind'
import { walk, type Expression } from '../expr/expression'

/** Column names are the same regardless of case, as in Spark. */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

/** The top-level columns an expression reads, each as often as it stands there. */
export function columnsOf(of: Expression): string[] {
  return [...walk(of)].flatMap(one => (one.kind === 'column' ? [pathParts(one.path)[0]] : []))
}

/** A name as a path of one part. */
export function quote(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``
}
