import type { AddCommand } from '../command'
import { addReport } from './report'
import { addRun } from './run'

/** The commands, in the order in which the help lists them. */
export const commands: readonly AddCommand[] = [addRun, addReport]
