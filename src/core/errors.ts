/** Whose doing an error is: the user's (mend the query or the input), the outside world's, or a defect of ours. */
export type Fault = 'user' | 'external' | 'ours'

/** Where in a notebook or script the failing expression was written. */
export interface CallSite {
  readonly file?: string
  readonly cell?: number
  readonly line: number
  readonly column?: number
}

export interface ErrorDetails {
  /** What would be valid, or what to do: shown on a line of its own. */
  readonly hint?: string
  readonly cause?: unknown
  readonly site?: CallSite
  /** Figures a program may want: partition, offset, column, … Never secrets. */
  readonly details?: Readonly<Record<string, unknown>>
}

/** The one family of errors Tidemark throws. The class fixes the code, the fault and whether trying again can help. */
export abstract class TidemarkError extends Error {
  abstract readonly code: string
  abstract readonly fault: Fault
  abstract readonly retryable: boolean
  readonly hint?: string
  readonly site?: CallSite
  readonly details: Readonly<Record<string, unknown>>

  constructor(message: string, more: ErrorDetails = {}) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause })
    this.hint = more.hint
    this.site = more.site
    this.details = more.details ?? {}
  }

  /** The error as a person should read it: code, sentence, way out; no stack. */
  get sentence(): string {
    return `[${this.code}] ${this.message}${this.hint === undefined ? '' : `\n  ${this.hint}`}`
  }
}

export interface ErrorClass {
  new (message: string, more?: ErrorDetails): TidemarkError
  readonly code: string
}

/**
 * Makes an error class: its code, whose fault it is and whether a retry can help are the class's, never the throw's.
 *
 * @example
 * export const UnknownTopic = defineError({ code: 'UNKNOWN_TOPIC', fault: 'user' })
 */
export function defineError(of: { code: string; fault: Fault; retryable?: boolean }): ErrorClass {
  const Class = class extends TidemarkError {
    static readonly code = of.code
    readonly code = of.code
    readonly fault = of.fault
    readonly retryable = of.retryable ?? false
    override readonly name = of.code
  }
  return Class
}

/** A condition that only a defect of ours can break. */
export const InternalError = defineError({ code: 'INTERNAL', fault: 'ours' })

/** What an engine cannot do, said before anything runs. */
export const NotSupported = defineError({ code: 'NOT_SUPPORTED', fault: 'user' })

/** Whether an error is one of ours, also across two copies of the package. */
export function isTidemarkError(error: unknown): error is TidemarkError {
  return error instanceof Error && 'code' in error && 'fault' in error && 'sentence' in error
}

/** The codes of an error and of what caused it, outermost first. */
export function codesOf(error: unknown): string[] {
  const codes: string[] = []
  for (let at = error; at instanceof Error; at = at.cause) if (isTidemarkError(at)) codes.push(at.code)
  return codes
}
