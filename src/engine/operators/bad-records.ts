import type { Batch } from '../../batch/batch'
import { takeBatch } from '../../batch/select'
import { defineError } from '../../core/errors'
import { originAt, type Origin, type RowOrigin } from '../../core/origin'
import type { BatchRun } from './operator'

/** A record that cannot be read, in a query that asked to fail on one. */
export const MalformedRecord = defineError({ code: 'MALFORMED_RECORD_IN_PARSING', fault: 'external' })

/** What the query's `badRecords` makes of the bad rows of one batch. */
export interface BadRecordsOf {
  readonly met: (row: number, reason: string, raw: () => Uint8Array) => void
  /** The rows that stay, ascending; null where all do. */
  readonly staying: (numRows: number) => Int32Array | null
}

export function badRecordsOf(of: Origin | null, run: BatchRun): BadRecordsOf {
  let out: Set<number> | null = null
  return {
    met: (row, reason, raw) => {
      const origin = of === null ? null : originAt(of, row)
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
    staying: numRows => {
      const gone = out
      return gone === null ? null : Int32Array.from({ length: numRows }, (_, i) => i).filter(i => !gone.has(i))
    },
  }
}

/** What a source said of the batch it gave next: [row, reason, bytes]. */
export type Told = readonly [row: number, reason: string, raw: () => Uint8Array]

/** A source's batch, without the rows that go to quarantine. */
export function meetBadRecords(input: Batch, told: readonly Told[], run: BatchRun): Batch {
  const bad = badRecordsOf(input.origin, run)
  for (const one of told) bad.met(...one)
  const staying = bad.staying(input.numRows)
  return staying === null ? input : takeBatch(input, staying)
}

function placeOf(origin: RowOrigin | null): string {
  return origin === null ? 'a record' : `the record at ${origin.source}, partition ${origin.partition}, offset ${origin.offset}`
}
