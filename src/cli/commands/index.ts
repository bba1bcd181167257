import type { AddCommand } from '../command'
import { addDown } from './down'
import { addKernel } from './kernel'
import { addLab } from './lab'
import { addRecord } from './record'
import { addReport } from './report'
import { addRun } from './run'
import { addSeed } from './seed'
import { addUp } from './up'

/** The commands, in the order in which the help lists them. */
export const commands: readonly AddCommand[] = [addRun, addLab, addReport, addUp, addSeed, addRecord, addDown, addKernel]
