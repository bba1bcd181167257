import { DataLoss, type Json, type Offset, type SourceLog } from '../contract'
import type { SeenFile } from './list-files'

/**
 * Which files went into which batch, over the source's log: entry n holds the files of offset `{"logOffset": n}`, whole
 * and in order. An entry is written before the batch that reads it, and never changed.
 */
export interface TakenFiles {
  /** The newest entry; -1 where there is none. */
  readonly last: number
  readonly count: number
  readonly bytes: number
  has(path: string): boolean
  /** Whether there are entries beyond `offset`. */
  noted(offset: number): boolean
  /** Notes files as the next entry; none, and nothing is noted. */
  take(files: readonly SeenFile[]): void
  files(entry: number): readonly SeenFile[]
}

export function takenFiles(log: SourceLog): TakenFiles {
  const filesOf = (entry: Json): readonly SeenFile[] => (entry as unknown as { readonly files: readonly SeenFile[] }).files
  const seen = new Set<string>()
  let bytes = 0
  const count = (file: SeenFile): void => {
    seen.add(file.path)
    bytes += file.size
  }
  for (const entry of log.entries()) filesOf(entry).forEach(count)
  const last = (): number => log.entries().length - 1
  const checked = (offset: number): void => {
    if (offset > last()) {
      throw new DataLoss(`the checkpoint has read files up to entry ${offset}, and its log of files ends at ${last()}`, { hint: 'Restore the checkpoint folder from a copy, sources/ included.' })
    }
  }
  return {
    get last() { return last() },
    get count() { return seen.size },
    get bytes() { return bytes },
    has: path => seen.has(path),
    noted: offset => {
      checked(offset)
      return offset < last()
    },
    take: files => {
      if (files.length === 0) return
      log.append({ files: files.map(file => ({ ...file })) })
      files.forEach(count)
    },
    files: entry => {
      checked(entry)
      return filesOf(log.entries()[entry])
    },
  }
}

export function fileOffset(entry: number): Offset {
  return { logOffset: entry }
}

export function logOffset(offset: Offset): number {
  if (typeof offset === 'object' && offset !== null && 'logOffset' in offset && typeof offset.logOffset === 'number') return offset.logOffset
  throw new DataLoss(`the checkpoint's offset ${JSON.stringify(offset)} is not one of files`, { hint: 'The checkpoint is of another source; give this query a checkpointLocation of its own.' })
}
