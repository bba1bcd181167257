import { join, resolve } from 'node:path'
import { diskFiles, type Files } from '../../core/files'
import type { Schema } from '../../core/data-type'
import { isTidemarkError } from '../../core/errors'
import type { FileFormat, FormatOptions } from '../../formats'
import { InvalidOption, type Sink, type SinkContext, type SinkFormat } from '../contract'
import { checkOptions } from '../options'
import { diskCode, FileSinkFolderInUse, FileSinkOtherQuery, FileSinkReplayMismatch, FileSinkWriteFailed, messageOf } from './errors'
import { pathOption } from './file-place'
import { encodeManifest, hasManifests, MANIFEST_FOLDER, manifestPath, readManifest, writtenBatches, type Manifest } from './manifest'
import { rowsDigest } from './rows-digest'

/**
 * Files in a folder, one a batch that has rows, append only. A batch's file is staged under a name made of its id and the
 * query's, so that a batch that runs again puts the same file in the same place; the batch's manifest makes it count.
 */
export function fileSink(of: FileFormat): SinkFormat {
  const options = ['path', ...of.writeOptions]
  return {
    format: of.name,
    options,
    async open(given, schema, context) {
      checkOptions(of.name, given, options)
      const path = pathOption(of.name, given)
      if (context.checkpoint === null) {
        throw new InvalidOption(`a query into ${of.name} files needs a checkpointLocation`, { hint: "Write option('checkpointLocation', 'data/checkpoints/…'): without one a query that starts again would write its rows again." })
      }
      const format = Object.fromEntries(Object.entries(given).filter(([name]) => name.toLowerCase() !== 'path'))
      of.checkWrite(schema, format)
      return openFileSink({ of, schema, format, given: path, folder: resolve(path), queryId: context.queryId, files: context.files ?? diskFiles })
    },
  }
}

interface FileSinkParts extends Pick<SinkContext, 'queryId'> {
  readonly of: FileFormat
  readonly schema: Schema
  readonly format: FormatOptions
  readonly given: string
  readonly folder: string
  readonly files: Files
}

function openFileSink(parts: FileSinkParts): Sink {
  const { of, schema, format, given, folder, queryId, files } = parts
  writing(given, () => prepareFolder(parts))
  return {
    description: `FileSink[${given}]`,
    modes: ['append'],
    async write({ batchId, batches, staged }) {
      const rows = batches.reduce((sum, one) => sum + one.numRows, 0)
      const bytes = rows === 0 ? new Uint8Array(0) : of.write(batches, schema, format)
      const digest = rowsDigest(bytes)
      const before = readManifest(files, folder, batchId)
      if (before !== null) {
        checkSame(before, { rows, digest }, parts)
        staged?.()
        return { numOutputRows: rows }
      }
      const name = partName(batchId, parts)
      if (rows > 0) writing(given, () => files.replace(join(folder, name), bytes))
      staged?.()
      const manifest: Manifest = { version: 1, queryId, batchId, files: rows === 0 ? [] : [{ name, size: bytes.length }], rows, digest }
      writing(given, () => files.publish(manifestPath(folder, batchId), encodeManifest(manifest)))
      return { numOutputRows: rows }
    },
    async close() {
      // Nothing is open between two batches.
    },
  }
}

/** As Spark's part files, but the same again for the same batch. */
function partName(batchId: number, { queryId, of }: Pick<FileSinkParts, 'queryId' | 'of'>): string {
  return `part-${String(batchId).padStart(5, '0')}-${queryId}${of.extension}`
}

/** Takes a folder that is new, or holds this query's output. */
function prepareFolder({ given, folder, queryId, files }: FileSinkParts): void {
  if (files.exists(folder) && !files.stat(folder).isDirectory) throw new InvalidOption(`${given} is a file, and output goes into a folder`, { hint: 'Name a folder; it is made where it is missing.' })
  const names = files.list(folder)
  if (!hasManifests(files, folder)) {
    const other = names.find(name => !name.startsWith('.') && !name.includes(queryId))
    if (other !== undefined) throw new FileSinkFolderInUse(`the folder ${given} is not empty: it holds ${other}, which no query wrote`, { hint: 'Write to a new folder: of this one, only what the query writes would be read.' })
  } else {
    const newest = writtenBatches(files, folder).at(-1)
    const owner = newest === undefined ? queryId : readManifest(files, folder, newest)?.queryId
    if (owner !== queryId) throw otherQuery(given)
  }
  // What a killed writer left behind.
  for (const name of names) if (name.includes(queryId) && name.endsWith('.tmp')) files.remove(join(folder, name))
  files.makeDir(join(folder, MANIFEST_FOLDER))
}

function otherQuery(given: string): Error {
  return new FileSinkOtherQuery(`the folder ${given} holds the output of another query`, {
    hint: 'Write to a folder of its own. If it is this query that wrote it, give it the checkpointLocation it had.',
  })
}

/** A query put back to an older checkpoint writes batches again; they must be the ones that are there. */
function checkSame(before: Manifest, now: Pick<Manifest, 'rows' | 'digest'>, { given, queryId }: FileSinkParts): void {
  if (before.queryId !== queryId) throw otherQuery(given)
  if (before.rows === now.rows && before.digest === now.digest) return
  throw new FileSinkReplayMismatch(`batch ${before.batchId} is in ${given} already, with ${before.rows} rows; now it has ${now.rows === before.rows ? 'as many, others' : now.rows}`, {
    hint: 'The checkpoint or the input is older than the output. Restore what is newer, or write to a new folder with a new checkpointLocation.',
    details: { batchId: before.batchId, before: before.rows, now: now.rows },
  })
}

function writing(given: string, work: () => void): void {
  try {
    work()
  } catch (cause) {
    if (isTidemarkError(cause)) throw cause
    if (diskCode(cause) === 'EEXIST') throw otherQuery(given)
    throw new FileSinkWriteFailed(`cannot write to ${given}: ${messageOf(cause)}`, { hint: 'Make room or give the right to write, then start the query again: it goes on where it was.', cause })
  }
}
