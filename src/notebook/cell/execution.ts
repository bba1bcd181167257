import { AsyncLocalStorage } from 'node:async_hooks'

/** One run of a cell, and whatever it has set going: timers, callbacks, promises, queries. */
export interface Execution {
  /** The execution count. */
  readonly cell: number
  /** What stays the same when the cell is run again. */
  readonly owner: string
  readonly headless: boolean
  /** What it is awaiting, as what would make that throw. */
  readonly awaiting: Set<(reason: Interrupted) => void>
  /** It was told to give up: what it was awaiting has thrown. */
  interrupted: boolean
  /** It had its time to clear up: its code goes no further than the await it has reached. */
  abandoned: boolean
  /** What it shows next is its last value. */
  showsResult: boolean
}

/** What an await of a cell throws when the cell is interrupted. Its `finally` blocks run; its `catch` blocks never see it. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}

const executions = new AsyncLocalStorage<Execution>()
const begun = new Set<WeakRef<Execution>>()
let last = newExecution({ cell: 0, owner: '', headless: true })

export function newExecution(of: Pick<Execution, 'cell' | 'owner' | 'headless'>): Execution {
  return { ...of, awaiting: new Set(), interrupted: false, abandoned: false, showsResult: false }
}

/** The execution that the code now running belongs to; the last one begun where that cannot be known. */
export const currentExecution = (): Execution => executions.getStore() ?? last

/** The same, or undefined where it cannot be known. */
export const knownExecution = (): Execution | undefined => executions.getStore()

export function beginExecution<T>(execution: Execution, run: () => T): T {
  last = execution
  for (const one of begun) if (one.deref() === undefined) begun.delete(one)
  begun.add(new WeakRef(execution))
  return executions.run(execution, run)
}

/** Makes what the execution is awaiting throw. */
export function interruptExecution(execution: Execution): void {
  execution.interrupted = true
  const reason = new Interrupted(`cell ${execution.cell} was interrupted`)
  const rejections = [...execution.awaiting]
  execution.awaiting.clear()
  for (const reject of rejections) reject(reason)
}

const lookMs = 10

/** Resolves when an interrupted execution awaits nothing any more. */
export async function clearedUp(execution: Execution): Promise<void> {
  while (execution.awaiting.size > 0 && !execution.abandoned) await new Promise(resolve => setTimeout(resolve, lookMs))
}

/** Ends every execution there has been, the loops included that run behind their cells; `graceMs` for clearing up. */
export function interruptAll(graceMs: number): void {
  const going = [...begun].flatMap(one => one.deref() ?? [])
  begun.clear()
  going.forEach(interruptExecution)
  setTimeout(() => { for (const execution of going) execution.abandoned = true }, graceMs).unref()
}
