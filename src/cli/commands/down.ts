import { join } from 'node:path'
import { stopKafka } from '../../workspace/servers/kafka'
import { stopSpark } from '../../workspace/servers/spark'
import type { AddCommand } from '../command'
import { serverChoice, servers, type Server } from '../server-choice'

const stops = { kafka: stopKafka, spark: stopSpark } satisfies Record<Server, unknown>
const names = { kafka: 'Kafka', spark: 'Spark' } satisfies Record<Server, string>

/** `tidemark down`: stops what `tidemark up` started, and removes what it wrote. */
export const addDown: AddCommand = (program, effects) => {
  program.command('down')
    .description('stop what `tidemark up` started, and remove its topics, tables, logs and jars')
    .addArgument(serverChoice('what to stop; all by default').argOptional())
    .action(async (server: Server | undefined) => {
      let any = false
      for (const one of server === undefined ? servers : [server]) {
        const { wasRunning } = await stops[one](join(effects.cwd, '.tidemark', one), { clock: effects.clock })
        any ||= wasRunning
        if (wasRunning) effects.stdout.write(`${names[one]} is stopped; nothing of it is left.\n`)
      }
      if (!any) effects.stdout.write(`No ${server === undefined ? 'server' : names[server]} of this project was running; nothing is left.\n`)
    })
}
