import { join } from 'node:path'
import { InvalidOption } from '../../connectors/contract'
import { startKafka } from '../../workspace/servers/kafka'
import { startSpark } from '../../workspace/servers/spark'
import type { AddCommand } from '../command'
import type { Effects } from '../effects'
import { portOf } from '../local-kafka'
import { serverChoice, type Server } from '../server-choice'

interface Options { readonly port?: string; readonly workers?: string }

/** `tidemark up kafka`, `tidemark up spark`: a real server on this machine, in a process of its own. */
export const addUp: AddCommand = (program, effects) => {
  program.command('up')
    .description('start a real Apache Kafka or Apache Spark on this machine (needs Java 17 and, the first time, Maven; Spark also Python)')
    .addArgument(serverChoice('what to start').default('kafka'))
    .option('-p, --port <port>', 'where it listens, on 127.0.0.1 only: 9092 for kafka, 15002 for spark')
    .option('-w, --workers <count>', 'spark only: worker processes of a cluster of its own; where one runs, workers join or leave')
    .addHelpText('after', '\nIts state is kept under .tidemark/; `tidemark down` stops it and leaves nothing behind.')
    .action(async (server: Server, options: Options) => {
      if (server === 'spark') await upSpark(effects, options)
      else await upKafka(effects, options)
    })
}

async function upKafka({ stderr, stdout, signal, cwd, clock }: Effects, { port = '9092', workers }: Options): Promise<void> {
  if (workers !== undefined) throw new InvalidOption('--workers is for spark: a Kafka here is one broker')
  const kafka = await startKafka({
    dir: join(cwd, '.tidemark', 'kafka'), port: portOf(port), signal, clock,
    onStep: step => { stderr.write(`${step}\n`) },
  })
  stdout.write(`Kafka ${kafka.alreadyRunning ? 'was running already' : 'is running'} at ${kafka.brokers} (process ${kafka.pid}; log: ${kafka.log})\n`)
  stdout.write('Next: tidemark seed, then tidemark run --live. To stop it: tidemark down\n')
}

async function upSpark({ stderr, stdout, signal, cwd, clock }: Effects, { port = '15002', workers }: Options): Promise<void> {
  if (workers !== undefined && !/^\d{1,2}$/.test(workers)) throw new InvalidOption(`--workers takes a number from 0 to 99, and got '${workers}'`)
  const spark = await startSpark({
    dir: join(cwd, '.tidemark', 'spark'), venv: join(cwd, '.venv'), port: portOf(port), workers: workers === undefined ? undefined : Number(workers), signal, clock,
    onStep: step => { stderr.write(`${step}\n`) },
  })
  const cluster = spark.workers === 0 ? '' : ` with ${spark.workers} worker${spark.workers === 1 ? '' : 's'}`
  stdout.write(`Spark ${spark.alreadyRunning ? 'was running already' : 'is running'}${cluster} at ${spark.address} (process ${spark.pid}; log: ${spark.log})\n`)
  stdout.write(`Next: SparkSession.builder.remote('${spark.address}').getOrCreate(), or SPARK_REMOTE=${spark.address}. To stop it: tidemark down\n`)
}
