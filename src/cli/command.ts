import type { Command } from 'commander'
import type { Effects } from './effects'

/** Adds one command to the program. `exit` is called with the exit code once the command is done; 0 otherwise. */
export type AddCommand = (program: Command, effects: Effects, exit: (code: number) => void) => void
