import { formatTimestamp } from './timestamp-text'

/** A moment in time as rows hold it: whole microseconds since 1970-01-01T00:00:00Z, over Spark's whole range. */
export class Instant {
  constructor(readonly micros: bigint) {}

  static ofMillis(ms: number): Instant {
    return new Instant(BigInt(Math.trunc(ms)) * 1000n)
  }

  /** Milliseconds since the epoch, floored. */
  get millis(): number {
    const ms = this.micros / 1000n
    return Number(this.micros < 0n && this.micros % 1000n !== 0n ? ms - 1n : ms)
  }

  toDate(): Date {
    return new Date(this.millis)
  }

  /** ISO-8601 in UTC with as many fraction digits as it needs: `2021-10-29T10:37:23Z`. */
  toString(): string {
    return formatTimestamp(this.micros)
  }

  toJSON(): string {
    return this.toString()
  }

  valueOf(): number {
    return this.millis
  }
}

/**
 * A date and time as a clock on the wall shows them, in no zone and so at no moment: a TIMESTAMP_NTZ as rows hold it.
 * Whole microseconds since 1970-01-01T00:00:00.
 */
export class LocalDateTime {
  /** What tells it from an `Instant`. */
  readonly zone = null

  constructor(readonly micros: bigint) {}

  /** Milliseconds since 1970-01-01T00:00:00, floored. */
  get millis(): number {
    return new Instant(this.micros).millis
  }

  /** The same date and time in UTC. */
  toInstant(): Instant {
    return new Instant(this.micros)
  }

  /** ISO-8601 without a zone, with as many fraction digits as it needs: `2021-10-29T10:37:23`. */
  toString(): string {
    return formatTimestamp(this.micros).slice(0, -1)
  }

  toJSON(): string {
    return this.toString()
  }

  valueOf(): number {
    return this.millis
  }
}

/** A calendar day without a time or a zone: whole days since 1970-01-01. */
export class LocalDate {
  constructor(readonly days: number) {}

  toDate(): Date {
    return new Date(this.days * 86_400_000)
  }

  toString(): string {
    return formatTimestamp(BigInt(this.days) * 86_400_000_000n).split('T')[0]
  }

  toJSON(): string {
    return this.toString()
  }

  valueOf(): number {
    return this.days
  }
}
