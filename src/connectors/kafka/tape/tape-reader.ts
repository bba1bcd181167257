import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { didYouMean } from '../../../core/nearest'
import { TapeNotFound, UnknownPartition, UnknownTopic } from '../errors'
import { outOfRange } from '../live-reader'
import type { FetchRequest, FetchedRecords, Isolation, KafkaReader, OffsetAt, TopicMetadata } from '../reader'
import { decodeRecords } from '../records/decode-records'
import { readBytes } from './segment'
import type { Segment } from './segment'
import { partitionFolder, readTapeJson } from './tape-json'
import { loadPartition } from './tape-partition'
import type { LoadedPartition } from './tape-partition'

/**
 * A topic read from a folder: segment files as a broker wrote them, in `topic-partition` folders, with tape.json (a tape)
 * or without (a copy of a broker's log directory, which may hold several topics). Answers as a broker would: a fetch ends
 * at its segment's end, and, read committed, at the last stable offset.
 */
export function openTapeReader(dir: string): KafkaReader {
  const json = readTapeJson(dir)
  const found = json === null ? scanFolders(dir) : new Map([[json.topic, json.partitions.map(of => of.partition)]])
  if (found.size === 0) {
    throw new TapeNotFound(`there is no tape at ${dir}`, { hint: 'A tape is a folder with tape.json, or folders named topic-partition with .log files in them.' })
  }
  const loaded = new Map<string, LoadedPartition>()

  const partitionsOf = (topic: string): readonly number[] => {
    const partitions = found.get(topic)
    if (partitions !== undefined) return partitions
    const names = [...found.keys()].sort()
    throw new UnknownTopic(`the tape at ${dir} holds no topic '${topic}'`, { hint: didYouMean(topic, names), details: { topic } })
  }

  const load = (topic: string, partition: number): LoadedPartition => {
    const partitions = partitionsOf(topic)
    if (!partitions.includes(partition)) {
      throw new UnknownPartition(`topic '${topic}' has no partition ${partition}`, { hint: `The tape has partitions ${partitions.join(', ')}.` })
    }
    const key = partitionFolder(topic, partition)
    let of = loaded.get(key)
    if (of === undefined) {
      of = loadPartition(join(dir, key), json?.partitions.find(known => known.partition === partition) ?? null)
      loaded.set(key, of)
    }
    return of
  }

  const offset = (topic: string, partition: number, at: OffsetAt, isolation: Isolation): number | null => {
    const of = load(topic, partition)
    if (at === 'earliest') return of.startOffset
    const end = isolation === 'read_committed' ? of.lastStableOffset : of.endOffset
    return at === 'latest' ? end : offsetAtTime(topic, partition, of, at.timestamp)
  }

  return {
    name: dir,
    kind: 'tape',
    topics: async () => [...found.keys()].sort(),
    metadata: async topic => ({
      topic, errorCode: 0, topicId: json?.topicId ?? topicIdOf(join(dir, partitionFolder(topic, partitionsOf(topic)[0]))),
      partitions: partitionsOf(topic).map(partition => ({ partition, leader: 0, leaderEpoch: 0 })),
    }) satisfies TopicMetadata,
    offsets: async (topic, partitions, at, isolation = 'read_committed') =>
      new Map(partitions.map(partition => [partition, offset(topic, partition, at, isolation)])),
    fetch: async request => fetchFrom(load(request.topic, request.partition), request, dir),
    provenance: async () => (json === null ? { tape: dir } : {
      tape: basename(dir), sha256: json.sha256, ...(json.brokerVersion === null ? {} : { brokerVersion: json.brokerVersion }),
    }),
    close: async () => {},
  }
}

function fetchFrom(of: LoadedPartition, request: FetchRequest, dir: string): FetchedRecords {
  const isolation = request.isolation ?? 'read_committed'
  const limit = isolation === 'read_committed' ? of.lastStableOffset : of.endOffset
  const place = { highWatermark: of.endOffset, lastStableOffset: of.lastStableOffset, logStartOffset: of.startOffset }
  const name = `${request.topic}[${request.partition}] in ${dir}`
  if (request.offset < of.startOffset || request.offset > of.endOffset) throw outOfRange(request, name)

  for (const segment of of.segments) {
    const slice = sliceOf(segment, request.offset, limit, request.maxBytes ?? 8 << 20)
    if (slice === null) continue
    const from = `${segment.path}, from byte ${slice.start}`
    const bytes = readBytes(segment.path, slice.start, slice.end)
    const aborted = isolation === 'read_uncommitted' ? null
      : of.aborted.filter(entry => entry.lastOffset >= request.offset && entry.firstOffset <= slice.lastOffset)
    return { bytes, aborted, from, ...place }
  }
  return { bytes: new Uint8Array(0), aborted: isolation === 'read_uncommitted' ? null : [], from: name, ...place }
}

/** The batches from the one that holds `offset` on, as many as fit, at least one; null where the segment ends before. */
function sliceOf(segment: Segment, offset: number, limit: number, maxBytes: number): { start: number; end: number; lastOffset: number } | null {
  const first = segment.batches.findIndex(batch => batch.lastOffset >= offset)
  if (first < 0 || segment.batches[first].baseOffset >= limit) return null
  const { start } = segment.batches[first]
  let last = segment.batches[first]
  for (let i = first + 1; i < segment.batches.length; i++) {
    const batch = segment.batches[i]
    if (batch.baseOffset >= limit || batch.end - start > maxBytes) break
    last = batch
  }
  return { start, end: last.end, lastOffset: last.lastOffset }
}

function offsetAtTime(topic: string, partition: number, of: LoadedPartition, timestamp: number): number | null {
  for (const { path, batches } of of.segments) {
    for (const batch of batches) {
      if (batch.maxTimestamp < timestamp || batch.control) continue
      const bytes = readBytes(path, batch.start, batch.end)
      const { records } = decodeRecords({ topic, partition, bytes, from: batch.baseOffset, to: batch.lastOffset + 1, filter: null, checkCrcs: true, source: path })
      const row = records.timestamps.findIndex(at => at >= timestamp)
      if (row >= 0) return records.offsets[row]
    }
  }
  return null
}

function scanFolders(dir: string): Map<string, number[]> {
  const found = new Map<string, number[]>()
  for (const name of existsSync(dir) ? readdirSync(dir).sort() : []) {
    const match = /^([A-Za-z0-9._-]+)-(\d+)$/.exec(name)
    if (match === null || match[1].startsWith('__') || !readdirSync(join(dir, name)).some(file => file.endsWith('.log'))) continue
    found.set(match[1], [...found.get(match[1]) ?? [], Number(match[2])].sort((a, b) => a - b))
  }
  return found
}

/** A broker writes the topic's id into `partition.metadata` of each of its folders. */
function topicIdOf(folder: string): string {
  const path = join(folder, 'partition.metadata')
  return (existsSync(path) ? /^topic_id: (\S+)/m.exec(readFileSync(path, 'utf8'))?.[1] : undefined) ?? ''
}
