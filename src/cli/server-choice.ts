import { Argument } from 'commander'

/** The servers there are to start; a later one is a word here. */
export function serverChoice(description: string): Argument {
  return new Argument('<server>', description).choices(['kafka']).default('kafka')
}
