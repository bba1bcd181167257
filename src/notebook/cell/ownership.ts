import type { Started } from '../../core/cell-output'
import type { Execution } from './execution'

/** What cells have started and what has not ended yet, by the cell. */
export interface Ownership {
  own(started: Started, by: Execution): void
  /** Stops what a cell has started, or all of them; resolves when that is done, or after a while, and tells how it went. */
  stop(owner?: string): Promise<Stopped>
}

export interface Stopped { readonly stopped: number; readonly late: number }

export function createOwnership(longestMs: number): Ownership {
  const owned = new Map<string, Set<Started>>()
  return {
    own(started, { owner }) {
      const mine = owned.get(owner) ?? new Set()
      owned.set(owner, mine.add(started))
      const forget = (): void => {
        mine.delete(started)
        if (mine.size === 0 && owned.get(owner) === mine) owned.delete(owner)
      }
      started.ended.then(forget, forget)
    },
    async stop(owner) {
      const going = [...owned].filter(([of]) => owner === undefined || of === owner).flatMap(([, mine]) => [...mine])
      if (going.length === 0) return { stopped: 0, late: 0 }
      let late = going.length
      let timer: NodeJS.Timeout | undefined
      const time = new Promise(resolve => { timer = setTimeout(resolve, longestMs) })
      const stopping = going.map(async one => {
        // Its own failure is told by whatever shows it.
        await one.stop().catch(() => {})
        late--
      })
      await Promise.race([Promise.all(stopping), time])
      clearTimeout(timer)
      return { stopped: going.length - late, late }
    },
  }
}
