import { cellOutput } from '../core/cell-output'

const shown = new WeakMap<object, object>()

/** Remembers that the run of the cell going on has shown this, and gives it back. */
export function shownHere<T extends object>(value: T): T {
  const { run } = cellOutput()
  if (run !== undefined) shown.set(value, run)
  return value
}

/** Whether the run of the cell going on has shown this already. */
export const wasShownHere = (value: object): boolean => shown.has(value) && shown.get(value) === cellOutput().run
