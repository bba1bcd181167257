import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startKafka, stopKafka } from '../../src/workspace/servers/kafka'
import type { RunningKafka, StartKafkaOptions } from '../../src/workspace/servers/kafka'

/** Shared by every test that starts a broker; fetched once. */
export const libs = resolve(__dirname, '../../.tidemark/jars/kafka')

/** A real broker for one suite: a free port, a temporary folder, gone at the end. */
export async function brokerForTests(options: StartKafkaOptions = {}): Promise<RunningKafka & { stop(): Promise<void> }> {
  const dir = mkdtempSync(join(tmpdir(), 'tidemark-kafka-'))
  const kafka = await startKafka({ dir, port: 0, libs, heap: '384m', ...options })
  return { ...kafka, stop: async () => { await stopKafka(dir) } }
}
