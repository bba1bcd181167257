import { basename, join, sep } from 'node:path'
import type { FileStat, Files } from '../../core/files'
import { diskCode, FileOutsideFolder, FileUnreadable, FileVanished, messageOf, PathNotFound } from './errors'
import { nameOf, type FilePlace } from './file-place'
import { hasManifests, readManifest, writtenBatches } from './manifest'

/** A file as it was when it was seen. */
export interface SeenFile {
  /** Absolute. */
  readonly path: string
  /** As messages and origins call it. */
  readonly name: string
  readonly size: number
  readonly mtimeMs: number
  readonly inode: number
}

export interface ListFilesOf {
  readonly place: FilePlace
  readonly files: Files
  /** What names of files must match. */
  readonly filter: RegExp | null
  readonly recursive: boolean
  /** Files to pass over without a look. */
  skip(path: string): boolean
  /** Called for each folder within the folder that is not looked into. */
  leftOut(folder: string): void
}

/**
 * The files that a place holds now, in no order. Names that begin with `_` or `.`, and files still being written (`.tmp`,
 * `._COPYING_`), are passed over; of a folder that a file sink writes, only the files in its manifests count.
 */
export function listFiles(of: ListFilesOf): SeenFile[] {
  const { place, files } = of
  // A pattern may be waiting for its folders.
  if (place.pattern.length > 0 && !files.exists(place.root)) return []
  const root = rootOf(place, files)
  const found: SeenFile[] = []
  const walked = new Set<string>()

  const add = (path: string, recursive: boolean, listed?: number): void => {
    const at = statOf(path, files)
    if (at === null) {
      if (listed !== undefined) throw new FileVanished(`the file ${nameOf(place, path)} is gone, and the folder's manifest names it`, { hint: 'Restore the file: its rows are part of a batch.', details: { path } })
      return
    }
    checkInside(path, root, of)
    if (at.isDirectory && recursive) walk(path)
    else if (at.isDirectory) of.leftOut(nameOf(place, path))
    else if (at.isFile && (of.filter === null || of.filter.test(basename(path)))) {
      found.push({ path, name: nameOf(place, path), size: listed ?? at.size, mtimeMs: at.mtimeMs, inode: at.inode })
    }
  }

  const walk = (folder: string): void => {
    const real = files.realPath(folder)
    if (walked.has(real)) return
    walked.add(real)
    if (!hasManifests(files, folder)) {
      for (const path of visible(folder, files)) if (!of.skip(path)) add(path, of.recursive)
      return
    }
    for (const batchId of writtenBatches(files, folder)) {
      for (const { name, size } of readManifest(files, folder, batchId)?.files ?? []) {
        const path = join(folder, name)
        if (!of.skip(path)) add(path, false, size)
      }
    }
  }

  if (place.pattern.length > 0) {
    for (const { path, size } of matching(place, files)) if (!of.skip(path)) add(path, true, size)
  } else if (files.stat(place.root).isDirectory) walk(place.root)
  else if (!of.skip(place.root)) add(place.root, false)
  return found
}

/** What a pattern's levels lead to: files, and folders whose files are meant. */
function matching({ root, pattern }: FilePlace, files: Files): { path: string; size?: number }[] {
  const last = pattern[pattern.length - 1]
  let folders = [root]
  for (const level of pattern.slice(0, -1)) {
    folders = folders.flatMap(folder => visible(folder, files).filter(path => level.test(basename(path)) && statOf(path, files)?.isDirectory === true))
  }
  return folders.flatMap(folder => {
    if (!hasManifests(files, folder)) return visible(folder, files).filter(path => last.test(basename(path))).map(path => ({ path }))
    const listed = writtenBatches(files, folder).flatMap(batchId => readManifest(files, folder, batchId)?.files ?? [])
    return listed.filter(({ name }) => last.test(name)).map(({ name, size }) => ({ path: join(folder, name), size }))
  })
}

function visible(folder: string, files: Files): string[] {
  try {
    return files.list(folder).filter(name => !/^[_.]|\.tmp$|\._COPYING_$/.test(name)).map(name => join(folder, name))
  } catch (cause) {
    throw new FileUnreadable(`the folder ${folder} cannot be read: ${messageOf(cause)}`, { cause, details: { path: folder } })
  }
}

function rootOf(place: FilePlace, files: Files): string {
  if (files.exists(place.root)) return files.realPath(place.root)
  throw new PathNotFound(`there is no file or folder ${place.given}`, { hint: 'Make the folder, or mend the path.', details: { path: place.root } })
}

/** Null where it is gone already: whoever put it there has moved it on. */
function statOf(path: string, files: Files): FileStat | null {
  try {
    return files.stat(path)
  } catch (cause) {
    if (diskCode(cause) === 'ENOENT') return null
    throw new FileUnreadable(`${path} cannot be read: ${messageOf(cause)}`, { hint: 'Give the right to read it, or take it out of the folder.', cause, details: { path } })
  }
}

function checkInside(path: string, root: string, { place, files }: ListFilesOf): void {
  const real = files.realPath(path)
  if (real === root || real.startsWith(root.endsWith(sep) ? root : root + sep)) return
  throw new FileOutsideFolder(`${nameOf(place, path)} is a link that leads out of ${place.given}`, { hint: 'Put the file itself into the folder, or read the folder it is in.', details: { path } })
}
