import { join } from 'node:path'
import { startKafka } from '../../workspace/servers/kafka'
import type { AddCommand } from '../command'
import { portOf } from '../local-kafka'
import { serverChoice } from '../server-choice'

interface Options { readonly port: string }

/** `tidemark up kafka`: a real broker on this machine, in a process of its own. */
export const addUp: AddCommand = (program, effects) => {
  program.command('up')
    .description('start a real Apache Kafka on this machine (needs Java 17 and, the first time, Maven)')
    .addArgument(serverChoice('what to start'))
    .option('-p, --port <port>', 'where it listens, on 127.0.0.1 only', '9092')
    .addHelpText('after', '\nIts state is kept under .tidemark/; `tidemark down` stops it and leaves nothing behind.')
    .action(async (_server: string, options: Options) => {
      const { stderr, stdout, signal, cwd, clock } = effects
      const kafka = await startKafka({
        dir: join(cwd, '.tidemark', 'kafka'), port: portOf(options.port), signal, clock,
        onStep: step => { stderr.write(`${step}\n`) },
      })
      stdout.write(`Kafka ${kafka.alreadyRunning ? 'was running already' : 'is running'} at ${kafka.brokers} (process ${kafka.pid}; log: ${kafka.log})\n`)
      stdout.write('Next: tidemark seed, then tidemark run --live. To stop it: tidemark down\n')
    })
}
