import { gunzipSync } from 'node:zlib'
import { isTidemarkError } from '../../core/errors'
import type { Files } from '../../core/files'
import { diskCode, FileChanged, FileUnreadable, FileVanished, messageOf } from './errors'
import type { SeenFile } from './list-files'

const MOST_BYTES = 2 ** 30

/**
 * The bytes of a file as it was when it was seen: what was added to it since is left unread, so that a batch that runs
 * again reads the same rows. `.gz` is unpacked.
 */
export function readSeenFile(of: SeenFile, files: Files): Uint8Array {
  try {
    checkUnchanged(of, files)
    const bytes = files.read(of.path)
    if (bytes.length < of.size) throw changed(of, `it has ${bytes.length} bytes, and had ${of.size}`)
    return unpacked(of, bytes.subarray(0, of.size))
  } catch (cause) {
    if (isTidemarkError(cause)) throw cause
    if (diskCode(cause) === 'ENOENT') {
      throw new FileVanished(`the file ${of.name} is gone before its rows were read`, { hint: 'Put it back and start the query again; take files away only once their rows are committed.', cause, details: { path: of.path } })
    }
    throw new FileUnreadable(`the file ${of.name} cannot be read: ${messageOf(cause)}`, { hint: 'Give the right to read it, or mend the file, and start the query again.', cause, details: { path: of.path } })
  }
}

function checkUnchanged(of: SeenFile, files: Files): void {
  const at = files.stat(of.path)
  if (at.size < of.size) throw changed(of, `it has ${at.size} bytes, and had ${of.size}`)
  // A copy of a whole folder has other inodes, but keeps sizes and times.
  if (at.inode !== of.inode && (at.size !== of.size || at.mtimeMs !== of.mtimeMs)) throw changed(of, 'another file has its name')
}

function changed(of: SeenFile, why: string): Error {
  return new FileChanged(`the file ${of.name} changed after it was taken into a batch: ${why}`, {
    hint: 'Put the file back as it was. Write files elsewhere and move them into the folder when they are whole.', details: { path: of.path },
  })
}

function unpacked(of: SeenFile, bytes: Uint8Array): Uint8Array {
  const packed = /\.(gz|bz2|zst|lz4|snappy|deflate|xz|zip)$/i.exec(of.path)?.[1].toLowerCase()
  if (packed === undefined) return bytes
  if (packed !== 'gz') throw new FileUnreadable(`the file ${of.name} is packed as .${packed}, which cannot be unpacked here`, { hint: 'Unpack it, or pack it as .gz.', details: { path: of.path } })
  return gunzipSync(bytes, { maxOutputLength: MOST_BYTES })
}
