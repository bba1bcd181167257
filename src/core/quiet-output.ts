import { AsyncLocalStorage } from 'node:async_hooks'

// Process-wide, since a cell's package and the process that runs the cell may be two copies.
const slot = Symbol.for('tidemark.quiet-output')
const holder = globalThis as { [slot]?: AsyncLocalStorage<boolean> }
const quiet = (holder[slot] ??= new AsyncLocalStorage<boolean>())

/** Runs something whose outputs nobody is to see, and what it sets going; a function it gives back is heard again. */
export const quietly = <T>(work: () => T): T => quiet.run(true, work)

export const isQuiet = (): boolean => quiet.getStore() === true
