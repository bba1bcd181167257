import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { didYouMean } from '../../../core/nearest'
import type { Clock } from '../../../core/clock'
import { TapeNotFound } from '../errors'
import { openLiveReader } from '../live-reader'
import type { KafkaReader } from '../reader'
import { plaintext } from '../security'
import type { KafkaSecurity } from '../security'
import { readTapeJson } from '../tape/tape-json'
import { openTapeReader } from '../tape/tape-reader'

export interface ResolveReaderOf {
  /** What the cell names; null = the session's default. */
  readonly servers: string | null
  /** A tape's folder, or a copy of a broker's log directory; null = a tape of the topic's name. */
  readonly tape: string | null
  /** `TIDEMARK_KAFKA` = `host:port` makes the live topic the default. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Folders that hold tapes, nearest first. */
  readonly tapeRoots: readonly string[]
  readonly security?: KafkaSecurity
  readonly clientId?: string
  readonly clock?: Clock
  readonly onRetry?: (error: Error, attempt: number) => void
}

/**
 * Where a topic is read: at the servers a cell names; else, by the session's default, at `TIDEMARK_KAFKA`; else from the
 * tapes. So an unedited tutorial cell goes live by one switch.
 */
export function resolveReader(of: ResolveReaderOf): KafkaReader {
  if (of.tape !== null) return openTapeReader(resolve(of.tape))
  const servers = of.servers ?? (of.env.TIDEMARK_KAFKA || null)
  if (servers !== null) {
    return openLiveReader({ brokers: servers, security: of.security ?? plaintext, clientId: of.clientId, clock: of.clock, onRetry: of.onRetry })
  }
  return tapeShelf(of.tapeRoots)
}

/** The folders that may hold tapes: `data/` of the folder at hand and of those above it, then the tapes of this package. */
export function tapeRoots(cwd: string): string[] {
  const roots: string[] = []
  for (let at = resolve(cwd); ; at = dirname(at)) {
    roots.push(join(at, 'data'))
    if (dirname(at) === at) break
  }
  return [...new Set([...roots, resolve(__dirname, '../../../../data')])].filter(root => existsSync(root))
}

/** Every tape in some folders, as one reader: a topic is looked up when it is asked for. */
function tapeShelf(roots: readonly string[]): KafkaReader {
  const open = new Map<string, KafkaReader>()
  let tapes: ReadonlyMap<string, string> | null = null
  const all = (): ReadonlyMap<string, string> => (tapes ??= tapesIn(roots))

  const tapeOf = (topic: string): KafkaReader => {
    const dir = all().get(topic)
    if (dir === undefined) {
      const names = [...all().keys()].sort()
      throw new TapeNotFound(`no servers are named for topic '${topic}', and there is no tape of it in ${roots.length === 0 ? 'any data/ folder' : roots.join(', ')}`, {
        hint: `${names.length === 0 ? '' : `${didYouMean(topic, names)} `}To read a broker: kafka.bootstrap.servers, or TIDEMARK_KAFKA=host:port.`,
        details: { topic },
      })
    }
    const reader = open.get(topic) ?? openTapeReader(dir)
    open.set(topic, reader)
    return reader
  }

  return {
    get name() { return [...open.values()].map(reader => reader.name).join(', ') || roots.join(', ') },
    kind: 'tape',
    topics: async () => [...all().keys()].sort(),
    metadata: async topic => tapeOf(topic).metadata(topic),
    offsets: async (topic, partitions, at, isolation) => tapeOf(topic).offsets(topic, partitions, at, isolation),
    fetch: async request => tapeOf(request.topic).fetch(request),
    async provenance() {
      const entries = await Promise.all([...open.values()].map(reader => reader.provenance()))
      return entries.length === 1 ? entries[0] : { tapes: entries.map(entry => `${entry.tape} ${entry.sha256}`).join(', ') }
    },
    close: async () => { await Promise.all([...open.values()].map(reader => reader.close())) },
  }
}

function tapesIn(roots: readonly string[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const root of roots) {
    for (const name of existsSync(root) ? readdirSync(root).sort() : []) {
      const dir = join(root, name)
      if (!existsSync(join(dir, 'tape.json'))) continue
      const topic = readTapeJson(dir)?.topic
      if (topic !== undefined && !found.has(topic)) found.set(topic, dir)
    }
  }
  return found
}
