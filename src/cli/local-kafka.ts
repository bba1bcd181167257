import { InvalidOption } from '../connectors/contract'

/** The broker that `tidemark up kafka` starts, and that `--live` means. */
export const localBrokers = '127.0.0.1:9092'

/** The broker a command talks to: its own option, `TIDEMARK_KAFKA`, else the local one. */
export function brokersOf(option: string | undefined, env: NodeJS.ProcessEnv): string {
  return option ?? (env.TIDEMARK_KAFKA === undefined || env.TIDEMARK_KAFKA === '' ? localBrokers : env.TIDEMARK_KAFKA)
}

export function portOf(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new InvalidOption(`--port takes a number from 0 to 65535, and got '${text}'`, { hint: '0 takes a free port.' })
  }
  return port
}
