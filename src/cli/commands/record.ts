import { join, resolve } from 'node:path'
import { openLiveReader } from '../../connectors/kafka/live-reader'
import { recordTape } from '../../connectors/kafka/tape/record-tape'
import type { AddCommand } from '../command'
import { brokersOf } from '../local-kafka'
import { counting } from '../progress'

interface Options {
  readonly brokers?: string
  readonly topic: string
  readonly out?: string
  readonly force?: boolean
}

/** `tidemark record`: a live topic as it stands now, byte for byte, as a tape that notebooks run on without a broker. */
export const addRecord: AddCommand = (program, effects) => {
  program.command('record')
    .description('make a tape of a live topic: its record batches byte for byte, to run notebooks on without a broker')
    .option('-b, --brokers <host:port>', 'the broker (default: TIDEMARK_KAFKA, else 127.0.0.1:9092)')
    .option('-t, --topic <name>', 'the topic', 'topic_log')
    .option('-o, --out <folder>', 'where the tape goes (default: .tidemark/tapes/<topic>)')
    .option('-f, --force', 'replace the folder if it is there')
    .action(async (options: Options) => {
      const { stderr, stdout, signal, cwd, clock, env } = effects
      const brokers = brokersOf(options.brokers, env)
      const out = options.out ?? join('.tidemark', 'tapes', options.topic)
      const reader = openLiveReader({ brokers, clock })
      const progress = counting(stderr, `recording ${options.topic} at ${brokers}`)
      try {
        const tape = await recordTape({
          reader, topic: options.topic, dir: resolve(cwd, out), replace: options.force === true, signal,
          onProgress: ({ offset, end }) => { progress.at(offset, end) },
        })
        progress.end()
        const records = tape.partitions.reduce((sum, of) => sum + of.endOffset - of.startOffset, 0)
        stdout.write(`${out}: ${tape.partitions.length} partitions, ${records} offsets, sha256 ${tape.sha256}\n`)
      } finally {
        progress.end()
        await reader.close()
      }
    })
}
