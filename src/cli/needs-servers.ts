import type { Notebook } from '../notebook'

/** How each server that a notebook may need is had. */
const START: Readonly<Record<string, string>> = {
  kafka: 'npx tidemark up kafka && npx tidemark seed',
  spark: 'npx tidemark up spark --workers 2',
}

/** The servers that a notebook says it needs, in its metadata: `"tidemark": { "needs": ["kafka", "spark"] }`. */
export function serversOf({ metadata }: Notebook): readonly string[] {
  const { needs } = (metadata.tidemark ?? {}) as { readonly needs?: unknown }
  return Array.isArray(needs) ? needs.filter(one => typeof one === 'string') : []
}

/** Why a notebook is left out where all are run, and how it is run. */
export function leftOutLine(name: string, notebook: Notebook): string {
  const servers = serversOf(notebook)
  const start = servers.flatMap(one => (one in START ? [START[one]] : [])).join(' && ')
  return `${name} is left out, since it needs ${servers.join(' and ')} running: ${start}${start === '' ? '' : ' && '}npx tidemark run ${name}`
}
