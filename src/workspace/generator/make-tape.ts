import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { openLiveReader } from '../../connectors/kafka/live-reader'
import { recordTape } from '../../connectors/kafka/tape/record-tape'
import type { TapeJson } from '../../connectors/kafka/tape/tape-json'
import { kafkaVersion, startKafka, stopKafka } from '../servers/kafka'
import { seedTopic } from './seed-topic'
import type { SeedOptions } from './seed-topic'

export interface MakeTapeOptions extends Omit<SeedOptions, 'brokers' | 'replace'> {
  /** Where the tape goes; replaced if it is there. */
  readonly dir: string
  /** Where the broker that writes it may work; removed at the end. Default `.tidemark/tape`. */
  readonly work?: string
  /** Where the broker's jars are kept. Default `.tidemark/kafka/libs`. */
  readonly libs?: string
  readonly onStep?: (step: string) => void
}

/**
 * Makes the tutorials' tape: a real broker, started for this and stopped after it, takes the generator's events, and what
 * it wrote is recorded. Needs Java and Maven.
 *
 * @example
 * await makeTape({ dir: 'data/topic_log' })
 */
export async function makeTape(options: MakeTapeOptions): Promise<TapeJson> {
  const work = options.work ?? join('.tidemark', 'tape')
  const topic = options.topic ?? 'topic_log'
  try {
    const { brokers } = await startKafka({
      dir: work, port: 0, libs: options.libs ?? join('.tidemark', 'kafka', 'libs'), signal: options.signal, clock: options.clock, onStep: options.onStep,
    })
    options.onStep?.('writing the events')
    await seedTopic({ ...options, brokers, topic })
    options.onStep?.('recording the tape')
    const reader = openLiveReader({ brokers })
    try {
      return await recordTape({ reader, topic, dir: options.dir, replace: true, brokerVersion: kafkaVersion(), signal: options.signal })
    } finally {
      await reader.close()
    }
  } finally {
    await stopKafka(work)
    rmSync(work, { recursive: true, force: true })
  }
}
