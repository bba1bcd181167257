import type { QueryProgress } from '../plan/query'

const RECENT = 100

/** The last hundred progress reports. */
export interface QueryHistory {
  readonly recent: readonly QueryProgress[]
  readonly last: QueryProgress | null
  add(progress: QueryProgress): void
}

export function queryHistory(): QueryHistory {
  let recent: QueryProgress[] = []
  return {
    get recent() { return recent },
    get last() { return recent.at(-1) ?? null },
    add: progress => { recent = [...recent.slice(-(RECENT - 1)), progress] },
  }
}
