import type { Batch } from '../../batch/batch'
import { takeBatch, takeVector } from '../../batch/select'
import type { Vector } from '../../batch/vector'
import { defineError } from '../../core/errors'
import { originAt, type RowOrigin } from '../../core/origin'
import type { Bound, EvalContext } from '../../expr/registry'
import type { BatchRun } from './operator'

/** A record that cannot be read, in a query that asked to fail on one. */
export const MalformedRecord = defineError({ code: 'MALFORMED_RECORD_IN_PARSING', fault: 'external' })

export interface Evaluated {
  /** The input, without the rows that went to quarantine. */
  readonly input: Batch
  readonly columns: readonly Vector[]
}

/** Evaluates expressions over a batch; what they report of its rows meets the query's `badRecords`. */
export function evaluate(expressions: readonly Bound[], input: Batch, run: BatchRun): Evaluated {
  let out: Set<number> | null = null
  const context: EvalContext = {
    batchTimeMs: run.batchTimeMs,
    report: (row, reason, raw) => {
      const origin = input.origin === null ? null : originAt(input.origin, row)
      if (run.badRecords === 'fail') {
        throw new MalformedRecord(`${placeOf(origin)} cannot be read: ${reason}`, {
          hint: "The query runs with badRecords: 'fail'. With 'keep' the row stays, with null fields; 'quarantine' takes it out.",
          details: { ...origin, reason },
        })
      }
      const quarantine = run.badRecords === 'quarantine'
      if (quarantine) (out ??= new Set()).add(row)
      run.ledger.addOnce(quarantine ? 'quarantined' : 'malformed', origin, () => ({ reason, origin, raw: raw() }))
    },
  }
  const columns = expressions.map(one => one.evaluate(input, context))
  if (out === null) return { input, columns }
  const rows = without(out, input.numRows)
  return { input: takeBatch(input, rows), columns: columns.map(column => takeVector(column, rows)) }
}

function placeOf(origin: RowOrigin | null): string {
  return origin === null ? 'a record' : `the record at ${origin.source}, partition ${origin.partition}, offset ${origin.offset}`
}

function without(out: ReadonlySet<number>, rows: number): Int32Array {
  return Int32Array.from({ length: rows }, (_, i) => i).filter(i => !out.has(i))
}
