import { createHash } from 'node:crypto'
import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { TapeCorrupt } from '../errors'

export interface TapePartition {
  readonly partition: number
  readonly startOffset: number
  readonly endOffset: number
  readonly lastStableOffset: number
  /** File name → its size. */
  readonly files: Readonly<Record<string, number>>
}

/** What a tape says of itself, in tape.json beside its partitions' folders. */
export interface TapeJson {
  readonly tape: 1
  readonly topic: string
  readonly topicId: string
  readonly brokerVersion: string | null
  readonly partitions: readonly TapePartition[]
  /** SHA-256 over the files, by `tapeHash`. */
  readonly sha256: string
}

export function partitionFolder(topic: string, partition: number): string {
  return `${topic}-${partition}`
}

export function segmentFile(baseOffset: number): string {
  return `${String(baseOffset).padStart(20, '0')}.log`
}

/** tape.json of a folder; null where there is none, as in a broker's own log directory. */
export function readTapeJson(dir: string): TapeJson | null {
  const path = join(dir, 'tape.json')
  if (!existsSync(path)) return null
  try {
    const json: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (isTapeJson(json)) return json
  } catch (cause) {
    throw new TapeCorrupt(`${path} is not JSON`, { hint: 'Make the tape anew: npx tidemark record.', cause })
  }
  throw new TapeCorrupt(`${path} does not describe a tape`, { hint: 'Make the tape anew: npx tidemark record.' })
}

function isTapeJson(json: unknown): json is TapeJson {
  return typeof json === 'object' && json !== null && 'tape' in json && json.tape === 1
    && 'topic' in json && typeof json.topic === 'string' && 'topicId' in json && typeof json.topicId === 'string'
    && 'partitions' in json && Array.isArray(json.partitions) && 'sha256' in json && typeof json.sha256 === 'string'
}

/** The hash of a tape's files: of each, in order of its path, the path, a line feed, its size, a line feed and its bytes. */
export function tapeHash(dir: string, paths: readonly string[]): string {
  const hash = createHash('sha256')
  const piece = Buffer.alloc(1 << 20)
  for (const path of [...paths].sort()) {
    const file = openSync(join(dir, path), 'r')
    try {
      hash.update(`${path}\n${fstatSync(file).size}\n`)
      for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) hash.update(piece.subarray(0, read))
    } finally {
      closeSync(file)
    }
  }
  return hash.digest('hex')
}
