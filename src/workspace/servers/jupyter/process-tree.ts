import { spawnSync } from 'node:child_process'

interface Listed { readonly pid: number; readonly parent: number; readonly started: string }

/** A process and all that it, and they, have started; each with when it started, since a pid is soon somebody else's. */
export function processTree(root: number): Listed[] {
  const all = listProcesses()
  const inside = new Set([root])
  // Children come after their parents in no order at all: go on until nothing is added.
  for (let before = 0; before < inside.size;) {
    before = inside.size
    for (const { pid, parent } of all) if (inside.has(parent)) inside.add(pid)
  }
  return all.filter(one => inside.has(one.pid))
}

/** Ends those of the processes that still run. */
export function killAll(processes: readonly Listed[]): void {
  const now = new Map(listProcesses().map(one => [one.pid, one.started]))
  for (const { pid, started } of processes) {
    if (now.get(pid) !== started) continue
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It ended by itself just now.
    }
  }
}

function listProcesses(): Listed[] {
  if (process.platform === 'win32') return []
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,lstart='], { encoding: 'utf8' })
  return (stdout ?? '').split('\n').flatMap(line => {
    const [, pid, parent, started] = /^\s*(\d+)\s+(\d+)\s+(.+)$/.exec(line) ?? []
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), started: started.trim() }]
  })
}
