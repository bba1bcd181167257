import { join, resolve } from 'node:path'
import { InvalidOption } from '../../connectors/contract'
import { makeTape, seedTopic } from '../../workspace/generator'
import type { AddCommand } from '../command'
import { brokersOf } from '../local-kafka'
import { counting } from '../progress'

interface Options {
  readonly brokers?: string
  readonly topic: string
  readonly seed?: string
  readonly force?: boolean
  readonly tape?: string
}

/** `tidemark seed`: two weeks of a web shop's events, the same each time, on a live topic or as a tape. */
export const addSeed: AddCommand = (program, effects) => {
  program.command('seed')
    .description("fill a topic with the tutorials' events: two weeks of a web shop, the same records for the same seed")
    .option('-b, --brokers <host:port>', 'the broker (default: TIDEMARK_KAFKA, else 127.0.0.1:9092)')
    .option('-t, --topic <name>', 'the topic', 'topic_log')
    .option('-s, --seed <number>', "the generator's seed; without it, the tutorials' own")
    .option('-f, --force', 'delete the topic first, if it is there')
    .option('--tape <folder>', 'start a broker of its own, fill it, and record the topic as a tape in this folder, replacing it')
    .action(async (options: Options) => {
      const { stderr, stdout, signal, cwd, clock, env } = effects
      const seed = options.seed === undefined ? {} : { seed: seedOf(options.seed) }
      if (options.tape !== undefined) {
        const tape = await makeTape({
          ...seed, topic: options.topic, dir: resolve(cwd, options.tape), signal, clock,
          libs: join(cwd, '.tidemark', 'kafka', 'libs'), onStep: step => { stderr.write(`${step}\n`) },
        })
        stdout.write(`${options.tape}: a tape of ${tape.topic}, ${tape.partitions.length} partitions, sha256 ${tape.sha256}\n`)
        return
      }
      const brokers = brokersOf(options.brokers, env)
      const progress = counting(stderr, `filling ${options.topic} at ${brokers}`)
      const seeded = await seedTopic({
        ...seed, brokers, topic: options.topic, replace: options.force === true, signal, clock,
        onProgress: ({ sent, of }) => { progress.at(sent, of) },
      }).finally(() => { progress.end() })
      stdout.write(`${seeded.records} records on ${seeded.topic} at ${brokers}\n`)
      if (!seeded.compacted) stderr.write("The broker's cleaner did not come by in time, so partition 0 has no compacted stretch.\n")
    })
}

function seedOf(text: string): number {
  const seed = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(seed)) throw new InvalidOption(`--seed takes a whole number from 0 up, and got '${text}'`)
  return seed
}
