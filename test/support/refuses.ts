import { isTidemarkError, type TidemarkError } from '../../src/core'

/** What an error must be: its code and fault, what its sentence and its hint have in them, some of its details. */
export interface Refusal {
  readonly code?: string
  readonly fault?: string
  readonly message?: string
  readonly hint?: string
  readonly details?: Readonly<Record<string, unknown>>
}

/** Expects a call to fail with one of our errors, and with this one. */
export function refuses(call: () => unknown, { code, fault, message, hint, details }: Refusal): void {
  let error: unknown
  try {
    call()
  } catch (thrown) {
    error = thrown
  }
  if (!isTidemarkError(error)) throw new Error(`expected a refusal${code === undefined ? '' : ` ${code}`}, got ${String(error)}`, { cause: error })
  if (code !== undefined) expect(error.code).toBe(code)
  if (fault !== undefined) expect(error.fault).toBe(fault)
  if (message !== undefined) expect(error.message).toContain(message)
  if (hint !== undefined) expect(error.hint).toContain(hint)
  if (details !== undefined) expect(error.details).toMatchObject(details)
}

/** The error of ours that a call fails with. */
export function refusal(call: () => unknown): TidemarkError {
  try {
    call()
  } catch (error) {
    if (isTidemarkError(error)) return error
    throw error
  }
  throw new Error('expected a refusal')
}
