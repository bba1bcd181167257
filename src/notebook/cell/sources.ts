import { readFileSync, realpathSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, sep } from 'node:path'

/** Tells the compiler of a change: 1 = changed, 2 = deleted, as TypeScript numbers them. */
type Watcher = (path: string, event: number) => void

/** What the cells stand on and may change under them: the sources they import, and the package where it is worked on. */
export interface Sources {
  /** For the compiler, which watches nothing by itself. */
  watchFile(path: string, watcher: Watcher): { close(): void }
  /** Before a cell: forgets what has changed. What the cell should say about it. */
  refresh(): { readonly note?: string; readonly problem?: string }
  /** Behind a cell: remembers how what it loaded was. */
  remember(): void
}

const changed = 1
const shownErrors = 3

interface BuildStatus { readonly ok?: boolean; readonly at?: unknown; readonly errors?: readonly unknown[] }

/** `watching`: the package is rebuilt while cells run, and its watcher may write a status file. */
export function createSources(root: string, watching: boolean, statusFile: string | undefined): Sources {
  const dist = watching ? packageDir(root) : undefined
  const watched = new Map<string, { readonly watchers: Set<Watcher>; time: number }>()
  const loaded = new Map<string, number>()
  let toldAt: unknown
  const isOurs = (path: string): boolean => dist !== undefined && path.startsWith(dist + sep)

  const remember = (): void => {
    if (dist === undefined) return
    for (const path of Object.keys(require.cache)) if (isOurs(path) && !loaded.has(path)) loaded.set(path, timeOf(path))
  }
  const refreshTypes = (): string[] => {
    const news: string[] = []
    for (const [path, one] of watched) {
      const time = timeOf(path)
      if (time === one.time) continue
      one.time = time
      news.push(path)
      for (const watcher of one.watchers) watcher(path, changed)
    }
    return news.filter(isOurs)
  }
  const refreshModules = (): string[] => {
    const news = [...loaded].filter(([path, time]) => timeOf(path) !== time).map(([path]) => path)
    if (news.length === 0) return news
    // One changed module changes all that stand on it; the old ones go on in what was made with them.
    for (const path of loaded.keys()) delete require.cache[path]
    loaded.clear()
    return news
  }
  const problem = (): string | undefined => {
    if (statusFile === undefined) return undefined
    try {
      const { ok, at, errors = [] } = JSON.parse(readFileSync(statusFile, 'utf8')) as BuildStatus
      if (ok !== false || at === toldAt) return undefined
      toldAt = at
      const more = errors.length > shownErrors ? [`… and ${errors.length - shownErrors} more`] : []
      return ['tidemark was rebuilt from sources with errors:', ...errors.slice(0, shownErrors).map(String), ...more].join('\n  ')
    } catch {
      return undefined
    }
  }

  return {
    watchFile(path, watcher) {
      // What is installed does not change under a running kernel.
      if (path.includes(`node_modules${sep}`)) return { close: () => {} }
      const one = watched.get(path) ?? { watchers: new Set<Watcher>(), time: timeOf(path) }
      watched.set(path, one)
      one.watchers.add(watcher)
      return {
        close: () => {
          one.watchers.delete(watcher)
          if (one.watchers.size === 0) watched.delete(path)
        },
      }
    },
    refresh() {
      const stems = new Set([...refreshTypes(), ...refreshModules()].map(path => path.replace(/(\.d)?\.[jt]s$/, '')))
      const said = problem()
      return {
        ...(stems.size === 0 ? {} : { note: `tidemark was rebuilt: ${stems.size} file${stems.size === 1 ? '' : 's'}; cells that import it again use it` }),
        ...(said === undefined ? {} : { problem: said }),
      }
    },
    remember,
  }
}

/** The folder of the package's built files, as the cells resolve it. */
function packageDir(root: string): string | undefined {
  try {
    return dirname(realpathSync(createRequire(join(root, 'package.json')).resolve('tidemark')))
  } catch {
    return undefined
  }
}

function timeOf(path: string): number {
  try {
    return statSync(path).mtimeMs
  } catch {
    return 0
  }
}
