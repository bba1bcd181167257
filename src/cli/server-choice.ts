import { Argument } from 'commander'

/** The servers there are to start; a later one is a word here. */
export const servers = ['kafka', 'spark'] as const
export type Server = typeof servers[number]

export function serverChoice(description: string): Argument {
  return new Argument('<server>', description).choices(servers)
}
