import { defineError, type ErrorClass, type TidemarkError } from '../core/errors'

/** The text after `sc://` is not what Spark's connection strings are made of. */
export const InvalidAddress = defineError({ code: 'INVALID_CONNECT_URL', fault: 'user' })

/** Nobody answers at the address, or the connection was lost and could not be had again. */
export const SparkUnreachable = defineError({ code: 'SPARK_UNREACHABLE', fault: 'external', retryable: true })

/** The server knows no such user, or not this token. */
export const SparkUnauthorized = defineError({ code: 'SPARK_UNAUTHORIZED', fault: 'user' })

/** The session ended on the server: it was released, timed out, or the server is another one than before. */
export const SparkSessionEnded = defineError({ code: 'SPARK_SESSION_ENDED', fault: 'external' })

/** The server speaks the protocol of another version. */
export const SparkVersionMismatch = defineError({ code: 'SPARK_VERSION_MISMATCH', fault: 'external' })

/** What this client speaks and is tested with. */
const SPEAKS = '4.1'

export function versionMismatch(at: string, version: string | null): TidemarkError {
  const server = version === null ? 'does not say which Spark it is' : version === '' ? 'says no version' : `is Spark ${version}`
  return new SparkVersionMismatch(`the server at ${at} ${server}, and this client speaks the Spark Connect of ${SPEAKS}`, {
    hint: `Use a server of Spark ${SPEAKS} (npx tidemark up spark starts one); is this the port of a Spark Connect server?`,
    details: { server: version, client: SPEAKS },
  })
}

/** A plan or a result beyond what one message may hold. */
export const MessageTooLarge = defineError({ code: 'SPARK_MESSAGE_TOO_LARGE', fault: 'user' })

/** The operation was interrupted from here: a cell was stopped, a signal aborted. */
export const OperationInterrupted = defineError({ code: 'OPERATION_INTERRUPTED', fault: 'user' })

/** What only the embedded engine does: TypeScript functions, tapes, ledgers. */
export const EmbeddedOnly = defineError({ code: 'EMBEDDED_ENGINE_ONLY', fault: 'user' })

/** Spark's result has other columns than the plan promises. */
export const ResultDiffers = defineError({ code: 'SPARK_RESULT_DIFFERS', fault: 'ours' })

/** The columns of a table on the server are not known here. */
export const UnknownTableColumns = defineError({ code: 'TABLE_COLUMNS_UNKNOWN', fault: 'user' })

const classes = new Map<string, ErrorClass>()

/** The class of an error condition of Spark's own, by its name: `DIVIDE_BY_ZERO`. */
export function sparkError(condition: string): ErrorClass {
  let found = classes.get(condition)
  if (found === undefined) classes.set(condition, found = defineError({ code: condition, fault: /^(INTERNAL_ERROR|XX)/.test(condition) ? 'external' : 'user' }))
  return found
}
