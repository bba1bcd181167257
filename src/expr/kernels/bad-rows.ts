import type { Validity, Vector } from '../../batch/vector'
import { typeName, type DataType } from '../../core/data-type'
import { CastInvalidInput, CastOverflow, IntervalParsing, IntervalUnmatched, IntervalUnmatchedOfTwo, NumberBeyondAll, NumberOutOfRange } from '../errors'
import { showValue } from './show-value'

/** What becomes of a value that a cast cannot take: `fail` is Spark's ANSI cast, `null` its try_cast. */
export type OnBad = 'fail' | 'null'

/** Collects the rows whose value could not be taken, as nulls, or throws at the first. */
export interface BadRows {
  malformed(row: number): void
  overflow(row: number): void
  /** For a DECIMAL: more digits than the type has room for. */
  tooManyDigits(row: number): void
  /** For a DECIMAL: a text with more digits before the point than any DECIMAL has. */
  beyondAllNumbers(row: number): void
  /** For an interval: a text that says none, or one too long. */
  noInterval(row: number, why: 'form' | 'range'): void
  /** Null, whatever the mode. */
  missing(row: number): void
  readonly validity: Validity
}

export function badRows(of: Vector, to: DataType, onBad: OnBad): BadRows {
  let nulls: Uint8Array | null = null
  const take = (row: number): void => {
    nulls ??= of.validity === null ? new Uint8Array(of.length).fill(1) : of.validity.slice(0, of.length)
    nulls[row] = 0
  }
  const names = (row: number): string => `the value ${showValue(of, row)} of type ${typeName(of.type)} cannot be cast to ${typeName(to)}`
  return {
    malformed: onBad === 'null' ? take : row => {
      throw new CastInvalidInput(`${names(row)}: it is malformed`, { hint: `Mend the value, or use tryCast('${typeName(to)}') to get null instead.` })
    },
    overflow: onBad === 'null' ? take : row => {
      throw new CastOverflow(`${names(row)}: it is out of range`, { hint: `Cast to a wider type, or use tryCast('${typeName(to)}') to get null instead.` })
    },
    tooManyDigits: onBad === 'null' ? take : row => {
      throw new NumberOutOfRange(`${names(row)}: it has too many digits`, { hint: `Cast to a wider DECIMAL, or use tryCast('${typeName(to)}') to get null instead.` })
    },
    beyondAllNumbers: onBad === 'null' ? take : row => {
      throw new NumberBeyondAll(`${names(row)}: it has more than 38 digits`, { hint: `Cast to DOUBLE, or use tryCast('${typeName(to)}') to get null instead.` })
    },
    noInterval: onBad === 'null' ? take : (row, why) => {
      const Wrong = why === 'range' ? IntervalParsing : to.kind === 'day_time' ? IntervalUnmatched : IntervalUnmatchedOfTwo
      throw new Wrong(`${names(row)}: ${why === 'range' ? 'a part of it is out of range' : 'it is malformed'}`, { hint: `Write it as ${typeName(to)} shows it, or use tryCast('${typeName(to)}') to get null instead.` })
    },
    missing: take,
    get validity() { return nulls ?? of.validity },
  }
}
