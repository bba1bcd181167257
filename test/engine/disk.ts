import type { Files } from '../../src/core'
import { memoryFiles } from '../../src/engine'

/** A disk in memory whose files a test can look at, change and copy. */
export interface Disk extends Files {
  readonly paths: string[]
  write(path: string, bytes: Uint8Array): void
  copy(): Disk
}

export function disk(): Disk {
  const files = memoryFiles()
  const paths = new Set<string>()
  const known = (): string[] => [...paths].filter(path => files.exists(path)).sort()
  return {
    ...files,
    get paths() { return known() },
    publish: (path, bytes) => {
      files.publish(path, bytes)
      paths.add(path)
    },
    replace: (path, bytes) => {
      files.replace(path, bytes)
      paths.add(path)
    },
    write: (path, bytes) => {
      paths.add(path)
      files.replace(path, bytes)
    },
    copy: () => {
      const other = disk()
      for (const path of known()) other.write(path, files.read(path))
      return other
    },
  }
}
