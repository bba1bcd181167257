import { join } from 'node:path'
import type { Files } from '../../core/files'
import { ManifestCorrupt } from './errors'

/**
 * Which files of a sink's folder count: one manifest a batch, `_tidemark_metadata/<batchId>`, published whole or not at
 * all once the batch's files are on the disk. What no manifest names is not there for a reader that knows of them.
 */
export interface Manifest {
  readonly version: 1
  readonly queryId: string
  readonly batchId: number
  readonly files: readonly ManifestFile[]
  readonly rows: number
  /** Of the rows, whatever their order: a batch that is written again must have the same. */
  readonly digest: string
}

export interface ManifestFile {
  /** Within the folder. */
  readonly name: string
  readonly size: number
}

export const MANIFEST_FOLDER = '_tidemark_metadata'

export function manifestPath(folder: string, batchId: number): string {
  return join(folder, MANIFEST_FOLDER, String(batchId))
}

export function encodeManifest(of: Manifest): Uint8Array {
  return Buffer.from(`${JSON.stringify(of)}\n`, 'utf8')
}

/** The manifest of a batch, or null where the batch is not written. */
export function readManifest(files: Files, folder: string, batchId: number): Manifest | null {
  const path = manifestPath(folder, batchId)
  if (!files.exists(path)) return null
  const found = parsed(Buffer.from(files.read(path)).toString('utf8'))
  if (found !== null && found.batchId === batchId) return found
  throw new ManifestCorrupt(`${path} is no manifest of batch ${batchId}`, { hint: 'Restore the folder from a copy: without it nobody knows which files of that batch count.', details: { path } })
}

/** The batches that are written, ascending. */
export function writtenBatches(files: Files, folder: string): number[] {
  return files.list(join(folder, MANIFEST_FOLDER)).filter(name => /^\d+$/.test(name)).map(Number).sort((a, b) => a - b)
}

export function hasManifests(files: Files, folder: string): boolean {
  return files.exists(join(folder, MANIFEST_FOLDER))
}

function parsed(text: string): Manifest | null {
  try {
    const found = JSON.parse(text) as Partial<Manifest> | null
    return found?.version === 1 && typeof found.queryId === 'string' && Array.isArray(found.files) && found.files.every(isFile) ? found as Manifest : null
  } catch {
    return null
  }
}

/** Names lead nowhere else: the folder may have come from anywhere. */
function isFile(of: unknown): boolean {
  if (typeof of !== 'object' || of === null || !('name' in of) || !('size' in of)) return false
  return typeof of.name === 'string' && /^[^/\\]+$/.test(of.name) && of.name !== '..' && typeof of.size === 'number'
}
