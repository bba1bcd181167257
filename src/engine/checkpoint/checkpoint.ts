import type { Json, Offset, SourceLog } from '../../connectors/contract'
import type { Files } from '../../core/files'
import { ByteReader, ByteWriter } from '../state/bytes'
import { CheckpointCorrupt, CheckpointIncomplete, CheckpointWriteFailed, ConcurrentQuery, ReplayMismatch } from './errors'
import { frame, unframe } from './frame'
import { decodeRecord, encodeRecord, type CommitRecord, type InputRecord, type OffsetsRecord } from './records'

/** Where a query stands, and how it writes that down. Folders and the order of writing are Spark's. */
export interface Checkpoint {
  readonly queryId: string
  /** The newest logged batch, and the newest committed one; null on a new checkpoint. */
  readonly latest: { readonly offsets: OffsetsRecord; readonly commit: CommitRecord | null } | null
  /** Writes `metadata`, on a new checkpoint. */
  create(): void
  /** Where source `index` began; null until it is written. */
  startOf(index: number): Offset | null
  writeStart(index: number, offset: Offset): void
  logOf(index: number): SourceLog
  writeOffsets(record: OffsetsRecord): void
  /** Written once a batch has read its rows; when the batch runs again they must be the same. */
  writeInput(batchId: number, input: InputRecord): void
  writeSnapshot(operator: number, batchId: number, state: Uint8Array): void
  /** An operator's state after batch `batchId`. */
  readSnapshot(operator: number, batchId: number): Uint8Array
  writeCommit(record: CommitRecord): void
  /** Drops what is older than batch `batchId`: for a checkpoint in memory. */
  forgetBefore(batchId: number): void
}

/** Reads a checkpoint folder, without writing; refuses one that is damaged or incomplete, with the file's name. */
export function openCheckpoint(files: Files, dir: string, newId: () => string): Checkpoint {
  const path = (...parts: (string | number)[]): string => [dir, ...parts].join('/')
  const numbers = (folder: string): number[] => files.list(path(folder)).filter(name => /^\d+$/.test(name)).map(Number).sort((a, b) => a - b)
  const read = (file: string): Json => decodeRecord(unframe(file, files.read(file)))
  removeTemporaries(files, dir)

  const metadata = path('metadata')
  const isNew = !files.exists(metadata)
  if (isNew) {
    const rest = ['offsets', 'commits', 'inputs', 'sources', 'state'].find(folder => files.list(path(folder)).length > 0)
    if (rest !== undefined) throw missing(metadata, `${path(rest)} is not empty`)
  }
  const queryId = isNew ? newId() : (read(metadata) as { id: string }).id
  const latest = latestOf()

  function latestOf(): Checkpoint['latest'] {
    const offsets = numbers('offsets')
    const commits = numbers('commits')
    const newest = Math.max(-1, offsets.at(-1) ?? -1, commits.at(-1) ?? -1, numbers('inputs').at(-1) ?? -1)
    if (newest < 0) return null
    requireAll('offsets', offsets, newest)
    requireAll('commits', commits, newest - 1)
    const record = checked<OffsetsRecord>(path('offsets', newest), newest)
    const committed = commits.at(-1)
    record.sources.forEach((_, i) => { if (!files.exists(path('sources', i, 0))) throw missing(path('sources', i, 0), `${path('offsets', newest)} needs it`) })
    return { offsets: record, commit: committed === undefined ? null : checked<CommitRecord>(path('commits', committed), committed) }
  }

  function requireAll(folder: string, present: readonly number[], last: number): void {
    for (let batchId = 0; batchId <= last; batchId++) {
      if (present[batchId] !== batchId) throw missing(path(folder, batchId), `there are files of later batches`)
    }
  }

  function checked<R extends { batchId: number }>(file: string, batchId: number): R {
    const record = read(file) as unknown as R
    if (record.batchId !== batchId) throw new CheckpointCorrupt(`the checkpoint file ${file} is of batch ${record.batchId}`, { hint: RESTORE })
    return record
  }

  function publish(file: string, payload: Uint8Array): void {
    try {
      files.publish(file, frame(payload))
    } catch (error) {
      if (codeOf(error) === 'EEXIST') {
        throw new ConcurrentQuery(`another query wrote ${file} first: two queries run on one checkpoint`, { hint: 'Stop the other query, or give this one a checkpointLocation of its own.', cause: error })
      }
      throw failed(file, error)
    }
  }

  const snapshotFile = (operator: number, batchId: number): string => path('state', operator, 0, `${batchId + 1}.snapshot`)

  return {
    queryId, latest,
    create: () => { if (isNew) publish(metadata, encodeRecord({ id: queryId })) },
    startOf: index => (files.exists(path('sources', index, 0)) ? (read(path('sources', index, 0)) as { offset: Offset }).offset : null),
    writeStart: (index, offset) => publish(path('sources', index, 0), encodeRecord({ offset })),
    logOf: index => {
      const folder = `sources/${index}`
      const entries = numbers(folder).filter(n => n > 0).map((n, i) => {
        if (n !== i + 1) throw missing(path(folder, i + 1), 'there are later ones')
        return (read(path(folder, n)) as { entry: Json }).entry
      })
      return {
        entries: () => entries,
        append: entry => {
          publish(path(folder, entries.length + 1), encodeRecord({ entry }))
          entries.push(entry)
        },
      }
    },
    writeOffsets: record => publish(path('offsets', record.batchId), encodeRecord(record)),
    writeInput: (batchId, input) => {
      const file = path('inputs', batchId)
      if (!files.exists(file)) return publish(file, encodeRecord(input))
      const before = read(file) as unknown as InputRecord
      if (before.rows === input.rows && before.hash === input.hash) return
      throw new ReplayMismatch(`batch ${batchId} ran again and read ${input.rows} rows (digest ${input.hash}); the first time it read ${before.rows} (digest ${before.hash})`, {
        hint: 'The source no longer gives the rows it gave before, so the batch cannot be repeated exactly. Restore the source, or start over with a new checkpointLocation.',
        details: { batchId, before, now: input },
      })
    },
    writeSnapshot: (operator, batchId, state) => {
      const out = new ByteWriter()
      out.f64(batchId)
      out.block(state)
      const file = snapshotFile(operator, batchId)
      try {
        // A batch that was cut off may have left its snapshot; the state before it is what counts.
        files.replace(file, frame(out.finish()))
      } catch (error) {
        throw failed(file, error)
      }
    },
    readSnapshot: (operator, batchId) => {
      const file = snapshotFile(operator, batchId)
      if (!files.exists(file)) throw missing(file, `batch ${batchId} is committed`)
      const from = new ByteReader(unframe(file, files.read(file)))
      const of = from.f64()
      if (of !== batchId) throw new CheckpointCorrupt(`the checkpoint file ${file} is of batch ${of}`, { hint: RESTORE })
      return from.block()
    },
    writeCommit: record => publish(path('commits', record.batchId), encodeRecord(record)),
    forgetBefore: batchId => {
      for (const folder of ['offsets', 'commits', 'inputs']) for (const n of numbers(folder)) if (n < batchId) files.remove(path(folder, n))
      for (const operator of files.list(path('state'))) {
        for (const name of files.list(path('state', operator, 0))) if (Number.parseInt(name) <= batchId) files.remove(path('state', operator, 0, name))
      }
    },
  }
}

const RESTORE = 'Restore the checkpoint folder from a copy. To start over, give the query a new, empty checkpointLocation.'

function missing(file: string, because: string): Error {
  return new CheckpointIncomplete(`the checkpoint lacks ${file}, and ${because}`, { hint: RESTORE, details: { path: file } })
}

function failed(file: string, error: unknown): Error {
  return new CheckpointWriteFailed(`cannot write the checkpoint file ${file}: ${error instanceof Error ? error.message : String(error)}`, {
    hint: 'Make room or give the right to write, then start the query again: it goes on where it was.', cause: error, details: { path: file },
  })
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

/** What a killed writer left behind. */
function removeTemporaries(files: Files, dir: string): void {
  for (const name of files.list(dir)) {
    const path = `${dir}/${name}`
    if (name.endsWith('.tmp')) files.remove(path)
    else if (files.stat(path).isDirectory) removeTemporaries(files, path)
  }
}
