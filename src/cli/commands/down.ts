import { join } from 'node:path'
import { stopKafka } from '../../workspace/servers/kafka'
import type { AddCommand } from '../command'
import { serverChoice } from '../server-choice'

/** `tidemark down`: stops what `tidemark up` started, and removes what it wrote. */
export const addDown: AddCommand = (program, effects) => {
  program.command('down')
    .description('stop the broker that `tidemark up` started, and remove its topics, logs and jars')
    .addArgument(serverChoice('what to stop').argOptional())
    .action(async () => {
      const { wasRunning } = await stopKafka(join(effects.cwd, '.tidemark', 'kafka'), { clock: effects.clock })
      effects.stdout.write(wasRunning ? 'Kafka is stopped; nothing of it is left.\n' : 'No Kafka of this project was running; nothing is left.\n')
    })
}
